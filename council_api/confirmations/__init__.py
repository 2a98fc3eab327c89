"""Telling people that the council has their form, where they asked for it: by email or by text message."""
