"""An order of choices, typed as their numbers (``2 1 3``): the same for keys, touch, switches and the voice."""

import re
from collections.abc import Sequence
from random import Random

from kiosk.forms.page import Choice, Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.choice import show_many
from kiosk.forms.types.kind import QuestionType, as_stored, one_line, problem

_APART = re.compile(r"[\s,;.]+")


def parse(raw: Raw, question: Question) -> str | Problem:
    """The values in the order typed; each number, or each value as it is stored, must be there once."""
    words = [word for word in _APART.split(one_line(raw)) if word]
    values = [choice.value for choice in question.choices]
    typed = [values[int(word) - 1] for word in words if word.isdecimal() and 1 <= int(word) <= len(values)]
    for order in (typed, one_line(raw).split()):
        if len(words) == len(order) == len(values) and set(order) == set(values):
            return " ".join(order)
    return problem("rank.order", question, count=str(len(values)))


def numbers(stored: str, choices: Sequence[Choice]) -> str:
    """What refills the box: the numbers that were typed."""
    places = {choice.value: str(place) for place, choice in enumerate(choices, 1)}
    return " ".join(places.get(value, value) for value in stored.split())


def numbered(choices: Sequence[Choice]) -> str:
    """The choices with their numbers, for the hint."""
    return ", ".join(f"{place} {choice.label}" for place, choice in enumerate(choices, 1))


def plausible(random: Random, question: Question) -> Raw:
    """Any order."""
    return " ".join(
        str(place + 1) for place in random.sample(range(len(question.choices)), len(question.choices))
    )


RANK = QuestionType("rank", "text", parse, as_stored, show_many, plausible)
