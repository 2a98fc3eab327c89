"""Small sounds beside the voice: each only adds to words that are shown and said (A13), none sounds over speech."""

import wave
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kiosk.speech.engine import RATE
from kiosk.speech.sound import recorded
from kiosk.speech.voice import Earcon

FOLDER = Path(__file__).parents[2] / "assets" / "sounds"


BEFORE: Mapping[str, Earcon] = {"page": "page", "control": "move", "problem": "problem"}
"""What goes by itself before an utterance of a kind; nothing before one that is no step of the person's."""


@cache
def sound(name: Earcon) -> bytes:
    """Its sound; b"" when its file is not there."""
    try:
        return b"".join(recorded(FOLDER / f"{name}.wav", RATE))
    except (OSError, wave.Error, EOFError):
        return b""
