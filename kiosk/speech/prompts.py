"""Sentences that a person has recorded: where a council has them, they are heard in place of the engine.

A folder ``prompts/<language>`` holds WAV files of 16 bit, and a list ``sentences.toml`` of what is shown and the file
that says it::

    "Welcome." = "welcome.wav"

A form's own recordings lie beside it, and come with what they say (Recording). Either kind is heard at the usual speed
only: one who has chosen another hears the engine at that speed.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from kiosk.errors import ConfigError
from kiosk.speech import sound
from kiosk.speech.engine import RATE, Outcome, Take, Words
from kiosk.speech.loudness import gain
from kiosk.speech.pronounce import Sentence, Token, sentences
from kiosk.speech.voice import Recording, Settings

LIST = "sentences.toml"
_BREATH = int(0.3 * RATE) * sound.SAMPLE
"""Silence behind a form's recording, as the engine leaves behind a sentence: what follows came 10 ms after it."""
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
        return _played(file, spread(sentence.tokens, sound.length(file, RATE)), 0, take)

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


def play(recording: Recording, text: str, language: str, wpm: int, take: Take) -> Outcome:
    """As ``read`` in kiosk/speech/engine.py, by a recording: of all that it says, or of ``text``, the end of that.

    ``none``: it cannot be played, or another speed is wanted; the words are there for an engine.
    """
    if wpm != Settings().wpm:
        return "none"
    file, code = Path(recording.file), language.split("-", maxsplit=1)[0]
    said = len(recording.words) - len(text)
    try:
        size, by = sound.length(file, RATE), gain(file)
    except (OSError, ValueError):  # the other of a name that no file can have
        return "none"
    tokens = [token for each in sentences(recording.words, code) for token in each.tokens]
    words = [
        (at, start - said, end - said) for at, start, end in spread(tokens, size) if start >= max(said, 0)
    ]
    if not size or not words:
        return "none"
    begin = words[0][0] if said > 0 else 0
    outcome = _played(file, [(at - begin, start, end) for at, start, end in words], begin, take, by)
    return "cut" if outcome == "said" and not take(bytes(_BREATH), []) else outcome


def _played(file: Path, words: Words, begin: int, take: Take, by: float = 1.0) -> Outcome:
    """The sound of a file from byte ``begin`` on, ``by`` times as loud. One that breaks off is over where it does."""
    at = -begin
    with suppress(OSError):
        for whole in sound.recorded(file, RATE):
            piece = sound.louder(whole[max(-at, 0) :], by)
            start, at = max(at, 0), at + len(whole)
            if piece and not take(piece, [word for word in words if start <= word[0] < at]):
                return "cut"
    return "said"


def trouble(file: Path) -> str:
    """Why a recording cannot be played, as a sentence; "" when it can."""
    try:
        playable = sound.length(file, RATE)
    except OSError:
        return f"{file.name} cannot be read: put the file there."
    return "" if playable else f"{file.name} is not a WAV file of 16 bit: save it as one."


def spread(tokens: Sequence[Token], size: int) -> Words:
    """When each word begins in ``size`` bytes of sound, reckoned by letters: for sound that tells nothing of it."""
    letters = sum(len(token.say) + 1 for token in tokens)
    words: Words = []
    before = 0
    for token in tokens:
        words.append((size // sound.SAMPLE * before // letters * sound.SAMPLE, token.start, token.end))
        before += len(token.say) + 1
    return words
