"""The languages on offer: words, letters and a voice for each."""

from kiosk.checking.found import Found, attention, fails, ok
from kiosk.checking.here import Here
from kiosk.config import ASSETS
from kiosk.language import FALLBACK, Words
from kiosk.speech.espeak import VOICES

_SFNT = (b"\x00\x01\x00\x00", b"OTTO", b"true")


def check(here: Here) -> Found:
    """Whether a font cannot be read, a sentence is missing, or nobody speaks a language."""
    fonts = sorted((ASSETS / "fonts").glob("*.ttf"))
    spoilt = [font.name for font in fonts if font.read_bytes()[:4] not in _SFNT]
    if spoilt or not fonts:
        return fails(
            f"The letters {spoilt[0] if spoilt else 'of Handrail'} cannot be read.", "Install Handrail again."
        )
    codes = here.config.languages
    whole = set(Words(FALLBACK).keys)
    short = [code for code in codes if whole - set(Words(code).keys)]
    mute = [code for code in codes if code not in VOICES]
    if short:
        return attention(
            f"Some sentences of {', '.join(short)} are shown in English.", "Publish a bundle with them."
        )
    if mute:
        return attention(f"No voice speaks {', '.join(mute)}.", "Record its sentences (docs/voice.md).")
    return ok(f"{', '.join(codes)}: words, letters and a voice for each; the kiosk starts in {codes[0]}.")
