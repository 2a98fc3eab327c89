"""A copy of a person's own answers, on a memory stick that staff hold, for who asked for it before sending (P7)."""
