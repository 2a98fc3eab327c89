"""A code, and until when it opens anything, in words: the same on the page, aloud and on paper (T3)."""

from datetime import datetime

from kiosk.language import Words
from kiosk.pausing.codes import Code


def shown(code: Code, words: Words) -> tuple[str, ...]:
    """The six words; the numbers in a language that has no list of words."""
    return code.words(words.code) or code.numbers()


def lines(code: Code, words: Words) -> tuple[str, ...]:
    """Each word with its number in the order."""
    return tuple(
        words.say("paused.word", number=number, word=word)
        for number, word in enumerate(shown(code, words), 1)
    )


def in_numbers(code: Code, words: Words) -> str:
    """The same code in numbers."""
    return words.say("paused.numbers", numbers=" ".join(code.numbers()))


def moment(at: datetime, words: Words) -> str:
    """A time by the kiosk's own clock on the wall."""
    from kiosk.forms.types import date  # noqa: PLC0415 the engine, which a visit under way has loaded

    here = at.astimezone()
    day = date.in_words(here.date().isoformat(), words.code)
    return words.say("pause.moment", date=day, time=f"{here.hour}:{here.minute:02}")
