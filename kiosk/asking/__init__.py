"""Asking a question in one's own words: finds what the council itself says, and never makes up an answer."""
