"""A note: words to read, and nothing to answer."""

from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.types.kind import QuestionType, as_shown, as_stored


def parse(_raw: Raw, _question: Question) -> str:
    """Nothing can be answered."""
    return ""


def plausible(_random: Random, _question: Question) -> Raw:
    """Nothing."""
    return ""


NOTE = QuestionType("note", "note", parse, as_stored, as_shown, plausible)
