"""Small sounds beside the voice: each only adds to words that are shown and said (A13), none sounds over speech."""

from functools import cache

from kiosk.config import ASSETS
from kiosk.speech.engine import RATE
from kiosk.speech.sound import recorded
from kiosk.speech.voice import Earcon

FOLDER = ASSETS / "sounds"


@cache
def sound(name: Earcon) -> bytes:
    """Its sound; b"" when its file is not there."""
    try:
        return b"".join(recorded(FOLDER / f"{name}.wav", RATE))
    except OSError:
        return b""
