"""Sentences that a person has recorded: where a council has them, they are heard in place of the engine.

A folder ``prompts/<language>`` holds WAV files of 16 bit, and a list ``sentences.toml`` of what is shown and the file
that says it::

    "Welcome." = "welcome.wav"

They are heard at the usual speed only: one who has chosen another hears the engine at that speed.
"""

import re
import tomllib
import wave
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kiosk.errors import ConfigError
from kiosk.speech import sound
from kiosk.speech.engine import RATE, Outcome, Take, Words
from kiosk.speech.pronounce import Sentence
from kiosk.speech.voice import Settings

LIST = "sentences.toml"
_SPACES = re.compile(r"\s+")


class Prompts:
    """The recordings of all languages as an engine. ``folder`` need not exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._of = cache(self._usable)

    def make(self, sentence: Sentence, shown: str, language: str, wpm: int, take: Take) -> Outcome:
        file = self._of(language).get(_SPACES.sub(" ", shown)) if wpm == Settings().wpm else None
        if file is None:
            return "none"
        words = spread(sentence, sound.length(file, RATE))
        at = 0
        for piece in sound.recorded(file, RATE):
            end = at + len(piece)
            if not take(piece, [word for word in words if at <= word[0] < end]):
                return "cut"
            at = end
        return "said"

    def _usable(self, language: str) -> Mapping[str, Path]:
        """Those that can be played; ``kiosk voices`` tells of the others."""
        try:
            listed = recordings(self._folder / language)
        except ConfigError:
            return {}
        return {shown: file for shown, file in listed.items() if not trouble(file)}


def recordings(folder: Path) -> Mapping[str, Path]:
    """What is shown, and the file that says it, of one language. Raises ConfigError for a list that cannot be read."""
    listing = folder / LIST
    if not listing.exists():
        return {}
    try:
        listed = tomllib.loads(listing.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{listing} cannot be read: {error}. Mend that line.") from error
    for shown, name in listed.items():
        if not isinstance(name, str) or Path(name).name != name:
            raise ConfigError(f'{listing}: write "{shown}" = "a-file-in-this-folder.wav".')
    return {_SPACES.sub(" ", shown).strip(): folder / name for shown, name in listed.items()}


def trouble(file: Path) -> str:
    """Why a recording cannot be played, as a sentence; "" when it can."""
    try:
        sound.length(file, RATE)
    except OSError:
        return f"{file.name} cannot be read: put the file there."
    except (wave.Error, EOFError):
        return f"{file.name} is not a WAV file of 16 bit: save it as one."
    return ""


def spread(sentence: Sentence, size: int) -> Words:
    """When each word begins in ``size`` bytes of sound, reckoned by letters: for sound that tells nothing of it."""
    letters = sum(len(token.say) + 1 for token in sentence.tokens)
    words: Words = []
    before = 0
    for token in sentence.tokens:
        words.append((size // sound.SAMPLE * before // letters * sound.SAMPLE, token.start, token.end))
        before += len(token.say) + 1
    return words
