"""espeak-ng through pyttsx3 as an engine: the default voice, at once and in every language there is a voice for."""

from collections.abc import Mapping
from typing import Any

from kiosk.speech import pace
from kiosk.speech.engine import RATE, Outcome, Take
from kiosk.speech.pronounce import Sentence
from kiosk.speech.sound import SAMPLE
from kiosk.speech.ssml import ssml

VOICES: Mapping[str, str] = {
    "ar": "sem/ar",
    "bn": "inc/bn",
    "cy": "cel/cy",
    "en": "gmw/en",
    "fa": "ira/fa",
    "gu": "inc/gu",
    "pa": "inc/pa",
    "pl": "zlw/pl",
    "ro": "roa/ro",
    "ur": "inc/ur",
}
"""espeak-ng's own name of the voice for a language. It has none for Somali, Pashto or Tigrinya."""


class Espeak:
    """``engine`` is pyttsx3's with the driver of kiosk/speech/driver.py."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._sentence: Sentence | None = None
        self._take: Take = lambda _sound, _words: False
        self._outcome: Outcome = "said"
        self._failed = False
        engine.connect("sound", self._on_sound)
        engine.connect("error", self._on_error)

    def make(self, sentence: Sentence, shown: str, language: str, wpm: int, take: Take) -> Outcome:  # noqa: ARG002  the protocol's arguments
        self._outcome = "said"
        self._engine.setProperty("voice", VOICES.get(language, "none"))
        if self._failed:
            self._failed = False
            return "none"
        rate, gap = pace.espeak(language, wpm)
        self._engine.setProperty("rate", rate)
        self._engine.setProperty("gap", gap)
        self._sentence, self._take = sentence, take
        self._engine.say(ssml(sentence))
        self._engine.runAndWait()
        return self._outcome

    def _on_sound(self, pcm: bytes, marks: list[tuple[str, int]], **_: object) -> None:
        assert self._sentence is not None  # noqa: S101  it is being made
        tokens = self._sentence.tokens
        words = [
            (ms * RATE // 1000 * SAMPLE, tokens[int(name)].start, tokens[int(name)].end) for name, ms in marks
        ]
        if not self._take(pcm, words):
            self._outcome = "cut"
            self._engine.stop()

    def _on_error(self, **_: object) -> None:
        """pyttsx3 tells so when a property cannot be set: the voice's data is not on this machine."""
        self._failed = True
