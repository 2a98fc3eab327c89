"""A date of birth: a date of today or before, and of at most 120 years ago."""

from datetime import date
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types import date as any_date
from kiosk.forms.types.kind import Around, QuestionType
from kiosk.forms.widgets.tidy import numerals, plain

_OLDEST = 120
"""Years: nobody in the United Kingdom has been older."""


def parse(raw: Raw, question: Question) -> str | Problem:
    """The date as ``YYYY-MM-DD``; O may stand for 0 in its numbers."""
    parts = plain(raw) if isinstance(raw, str) else tuple(_number(plain(part)) for part in raw)
    return any_date.parse(parts, question)


def _number(text: str) -> str:
    digits = numerals(text.upper())
    return digits if digits.isdecimal() and any(c.isdecimal() for c in text) else text


def impossible(stored: str, around: Around) -> str:
    """Tomorrow, and longer ago than anybody has lived."""
    born, today = date.fromisoformat(stored), around.today
    if born > today:
        return "birth.future"
    birthday = (today.month, today.day) >= (born.month, born.day)
    years = today.year - born.year - (not birthday)
    return "birth.too_old" if years > _OLDEST else ""


def plausible(random: Random, _question: Question) -> Raw:
    """A day on which a grown-up was born."""
    return (str(random.randint(1, 28)), str(random.randint(1, 12)), str(random.randint(1935, 2005)))


DATE_OF_BIRTH = QuestionType(
    "date",
    "date",
    parse,
    any_date.edit,
    any_date.show,
    plausible,
    required="required.birth",
    impossible=impossible,
    hint="hint.birth",
)
