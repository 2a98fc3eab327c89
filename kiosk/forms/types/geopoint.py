"""A place: chosen from the list of this kiosk, or told in words where it is not on it (decision 0018)."""

import re
from random import Random

from kiosk.forms.long_list import label_of
from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import MAX_ANSWER, QuestionType, as_stored, one_line, problem
from kiosk.forms.types.text import clean

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
COORDINATES = re.compile(rf"{_NUMBER} {_NUMBER}(?: [-+]?\d+(?:\.\d+)?){{0,2}}")
"""``latitude longitude altitude accuracy`` in degrees and metres, the last two left out at will (ODK XForms)."""


def parse(raw: Raw, question: Question) -> str | Problem:
    """The coordinates of a place on the list, or words. Words go into the submission as words, never as a place."""
    text = " ".join(clean(one_line(raw)).split())
    if label_of(text, question.choices) is not None or COORDINATES.fullmatch(text):
        return text
    if not any(c.isalpha() for c in text):
        return problem("place.words", question)
    if len(text) > MAX_ANSWER:
        return problem("text.too_long", question, limit=f"{MAX_ANSWER:,}")
    return text


def show(stored: str, question: Question, _language: str) -> str:
    """The name of the place, else what was typed."""
    return label_of(stored, question.choices) or stored


def plausible(random: Random, question: Question) -> Raw:
    """A place on the list, or a street."""
    return random.choice([*(choice.value for choice in question.choices[:10]), "High Street, by the bank"])


GEOPOINT = QuestionType("geopoint", "place", parse, as_stored, show, plausible, required="required.place")
