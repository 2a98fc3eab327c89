"""Text: one line, or several with the appearance ``multiline``."""

import unicodedata
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import MAX_ANSWER, QuestionType, as_shown, as_stored, one_line, problem

_BAD = {"Cc", "Cs", "Cn"}
_KEPT = "\t\n"


def clean(text: str) -> str:
    """``text`` without the characters that XML 1.0 cannot hold, and with one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _BAD)


def parse(raw: Raw, question: Question) -> str | Problem:
    """The text as typed, without space around it."""
    text = clean(one_line(raw)).strip()
    if len(text) > MAX_ANSWER:
        return problem("text.too_long", question, limit=f"{MAX_ANSWER:,}")
    return text


def plausible(random: Random, _question: Question) -> Raw:
    """A few words."""
    return random.choice(["Jones", "12 High Street", "Cardiff", "By the gate", "sam@example.org"])


TEXT = QuestionType("text", "text", parse, as_stored, as_shown, plausible)
