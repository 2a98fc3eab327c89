"""The natural English voice of the package hibari-tts, whose model is inside it: nothing is fetched.

It is asked for in kiosk.toml, speaks English alone, and leaves all else to espeak-ng. It tells nothing of words: they
are placed as espeak-ng would place them, stretched to the length of its sound.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from kiosk.speech import sound
from kiosk.speech.engine import RATE, Engine, Outcome, Take, Words
from kiosk.speech.prompts import spread
from kiosk.speech.pronounce import Sentence, Token

PACKAGE = "hibari"
_LANGUAGE = "en"
_SPEEDS = {120: 0.68, 150: 0.83, 180: 1.1, 210: 1.32, 245: 1.39}
"""What it is asked for, for true words a minute; slower than these it would slur, so it pauses instead."""
_SLOWEST = 0.75
_PHRASE = 4
"""Words between two such pauses."""

Model = Callable[[str, float], bytes]
"""``model(text, speed)`` is the sound at RATE; ``speed`` 1.0 is the voice's own."""


def model() -> Model:
    """The package's own voice. Takes a second. Raises ImportError without the package."""
    numpy: Any = import_module("numpy")  # which hibari stands on
    voice: Any = import_module(PACKAGE).Hibari(voice="heart")  # by name: another would be fetched

    def say(text: str, speed: float) -> bytes:
        made = voice(text, speed=speed)
        step = voice.sample_rate / RATE
        places = numpy.arange(int(len(made) / step)) * step
        fitted = numpy.interp(places, numpy.arange(len(made)), made) if len(made) else made
        return bytes((numpy.clip(fitted, -1, 1) * 32767).astype("<i2"))

    say("Ready.", 1.0)  # the first is slow
    return say


class Natural:
    """``model`` makes the sound, ``timing`` tells where its words are."""

    def __init__(self, model: Model, timing: Engine) -> None:
        self._model = model
        self._timing = timing

    def make(self, sentence: Sentence, shown: str, language: str, wpm: int, take: Take) -> Outcome:
        if language != _LANGUAGE:
            return "none"
        made = 0
        for phrase in _phrases(sentence, wpm):
            said = self._model(" ".join(token.say for token in phrase.tokens), _speed(wpm))
            words = [(made + at, start, end) for at, start, end in self._words(phrase, shown, wpm, said)]
            said = said.ljust(_least(phrase.tokens, wpm), b"\0")
            made += len(said)
            if not take(said, words):
                return "cut"
        return "said"

    def _words(self, phrase: Sentence, shown: str, wpm: int, said: bytes) -> Words:
        like = bytearray()
        words: Words = []

        def keep(piece: bytes, found: Words) -> bool:
            like.extend(piece)
            words.extend(found)
            return True

        if self._timing.make(phrase, shown, _LANGUAGE, wpm, keep) != "said" or not words:
            return spread(phrase.tokens, len(said))
        begin, end = sound.heard(said)
        first, last = sound.heard(bytes(like))
        stretch = (end - begin) / max(last - first, 1)
        return [
            (begin + max(int((at - first) * stretch), 0) // sound.SAMPLE * sound.SAMPLE, shown_from, shown_to)
            for at, shown_from, shown_to in words
        ]


def _speed(wpm: int) -> float:
    return next((speed for step, speed in _SPEEDS.items() if step >= wpm >= min(_SPEEDS)), _SLOWEST)


def _least(tokens: Sequence[Token], wpm: int) -> int:
    """Bytes that so many words take at a slow speed; 0 at others."""
    return 0 if wpm >= min(_SPEEDS) else len(tokens) * 60 * RATE // wpm * sound.SAMPLE


def _phrases(sentence: Sentence, wpm: int) -> Iterator[Sentence]:
    """The whole sentence; at a slow speed some words at a time."""
    tokens = sentence.tokens
    size = len(tokens) if wpm >= min(_SPEEDS) else _PHRASE
    for at in range(0, len(tokens), size):
        part = tokens[at : at + size]
        yield Sentence(part[0].start, part[-1].end, part)
