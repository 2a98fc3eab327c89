"""Choosing one, choosing many, yes or no, and ticking that something was read."""

from random import Random

from kiosk.forms.long_list import in_order, label_of
from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, as_stored, one_line, problem

TICKED = "OK"
"""What ODK stores for an acknowledgement."""


def parse_one(raw: Raw, question: Question) -> str | Problem:
    """The value chosen, which must be on offer now."""
    value = one_line(raw)
    return problem("choice.unknown", question) if label_of(value, question.choices) is None else value


def parse_many(raw: Raw, question: Question) -> str | Problem:
    """The values chosen, in the order of the choices, with spaces between."""
    chosen = set(raw.split() if isinstance(raw, str) else raw) - {""}
    values = in_order(chosen, question.choices)
    return " ".join(values) if len(set(values)) == len(chosen) else problem("choice.unknown", question)


def edit_many(stored: str) -> Raw:
    """The chosen values."""
    return tuple(stored.split())


def show_one(stored: str, question: Question, _language: str) -> str:
    """The label of the choice."""
    return label_of(stored, question.choices) or stored


def show_many(stored: str, question: Question, language: str) -> str:
    """The labels, one a line: a label may hold commas."""
    return "\n".join(show_one(value, question, language) for value in stored.split())


def plausible_one(random: Random, question: Question) -> Raw:
    """Any choice on offer."""
    return random.choice(question.choices).value if question.choices else ""


def plausible_many(random: Random, question: Question) -> Raw:
    """One to three of the choices on offer."""
    count = min(len(question.choices), random.randint(1, 3))
    return tuple(choice.value for choice in random.sample(question.choices, count))


SELECT_ONE = QuestionType(
    "select_one", "choice_one", parse_one, as_stored, show_one, plausible_one, required="required.choice"
)
SELECT_MULTIPLE = QuestionType(
    "select_multiple",
    "choice_many",
    parse_many,
    edit_many,
    show_many,
    plausible_many,
    required="required.choices",
)
BOOLEAN = QuestionType(
    "boolean", "choice_one", parse_one, as_stored, show_one, plausible_one, required="required.choice"
)
ACKNOWLEDGE = QuestionType(
    "acknowledge",
    "acknowledge",
    parse_one,
    as_stored,
    show_one,
    plausible_one,
    required="required.acknowledge",
)
