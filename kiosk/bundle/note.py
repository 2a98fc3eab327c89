"""The note of a bundle: what changed and why, in the words of whoever published it."""

from kiosk.errors import BundleError

LEAST = 10
MOST = 300
"""Characters."""


def check_note(note: str) -> None:
    """Raise BundleError, in a sentence, unless ``note`` is one plain line that says something."""
    if any(not letter.isprintable() for letter in note):
        raise BundleError("Write the note on one line, of letters, digits and signs alone.")
    if note != " ".join(note.split()) or not LEAST <= len(note) <= MOST:
        raise BundleError(
            f"Write in {LEAST} to {MOST} letters what you changed and why, such as “Which bin: we now say its colour”."
        )
