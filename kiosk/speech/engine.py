"""What turns a sentence into sound, in the voice's own process: an engine, or a recording of a person."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from kiosk.speech.pronounce import Sentence, sentences

Words = list[tuple[int, int, int]]
"""For each word that begins in a piece of sound: its byte in the text's sound, its first character and its end."""

Take = Callable[[bytes, Words], bool]
"""Is given the sound as it is made; False: no more is wanted."""

Outcome = Literal["said", "cut", "none"]


class Engine(Protocol):
    """Sound of ``RATE`` samples a second, see kiosk/speech/sound.py."""

    def make(self, sentence: Sentence, shown: str, language: str, wpm: int, take: Take) -> Outcome:
        """Gives the sound of a sentence, which is ``shown``, to ``take``, its words counted from its own beginning.

        ``cut``: ``take`` wanted no more. ``none``: this is not a sentence, or a language, that it can say; nothing
        was given.
        """


RATE = 22050
"""espeak-ng's own; the others are fitted to it, so that one stream plays all."""


def read(text: str, language: str, wpm: int, engines: Sequence[Engine], take: Take) -> Outcome:
    """Each sentence of ``text`` by the first of ``engines`` that can say it; ``none`` when there is none for one."""
    made = 0
    code = language.split("-", maxsplit=1)[0]
    for sentence in sentences(text, code):
        begins = made

        def place(sound: bytes, words: Words, begins: int = begins) -> bool:
            nonlocal made
            made += len(sound)
            return take(sound, [(begins + at, start, end) for at, start, end in words])

        shown = text[sentence.start : sentence.end]
        outcomes = (engine.make(sentence, shown, code, wpm, place) for engine in engines)
        outcome: Outcome = next((outcome for outcome in outcomes if outcome != "none"), "none")
        if outcome != "said":
            return outcome
    return "said"
