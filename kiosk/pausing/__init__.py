"""Pausing a visit under a code of words, and coming back to it here or at another kiosk (T3)."""
