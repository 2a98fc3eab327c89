"""An order of choices: their values, the first one first."""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.choice import show_many
from kiosk.forms.types.kind import QuestionType, problem

_APART = re.compile(r"[\s,;.]+")


def parse(raw: Raw, question: Question) -> str | Problem:
    """The values in order; each must be there once. Their numbers as typed (``2 1 3``) are understood too."""
    values = [choice.value for choice in question.choices]
    orders = [list(raw)] if isinstance(raw, tuple) else [_typed(raw, values), raw.split()]
    for order in orders:
        if sorted(order) == sorted(values):
            return " ".join(order)
    return problem("rank.order", question, count=str(len(values)))


def _typed(raw: str, values: list[str]) -> list[str]:
    numbers = [word for word in _APART.split(raw) if word]
    if not all(number.isdecimal() and 1 <= int(number) <= len(values) for number in numbers):
        return []
    return [values[int(number) - 1] for number in numbers]


def edit(stored: str) -> Raw:
    """The values in order; none while nothing was answered."""
    return tuple(stored.split())


def plausible(random: Random, question: Question) -> Raw:
    """Any order."""
    values = [choice.value for choice in question.choices]
    return tuple(random.sample(values, len(values)))


RANK = QuestionType("rank", "rank", parse, edit, show_many, plausible, required="required.rank")
