"""The sort code of a bank: ``123456``, shown as ``12-34-56``."""

from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, problem
from kiosk.forms.widgets.digits import only_digits, read_digits, some_digits
from kiosk.forms.widgets.tidy import grouped

_DIGITS = 6
_OF_ACCOUNT = 8
EXAMPLE = "12-34-56"


def parse(raw: Raw, question: Question) -> str | Problem:
    """The six digits. Eight are taken for an account number, which has a box of its own."""
    if len(only_digits(raw) or "") == _OF_ACCOUNT:
        return problem("sort_code.account", question)
    return read_digits(raw, question, _DIGITS, EXAMPLE)


def edit(stored: str) -> Raw:
    """As it is printed on a card."""
    return "-".join(grouped(stored, 2, 2, 2)) if len(stored) == _DIGITS else stored


def show(stored: str, _question: Question, _language: str) -> str:
    """``12-34-56``."""
    return str(edit(stored))


def plausible(random: Random, _question: Question) -> Raw:
    """Six digits, with dashes or without."""
    digits = some_digits(random, _DIGITS)
    return random.choice([digits, edit(digits)])


SORT_CODE = QuestionType(
    "text", "number", parse, edit, show, plausible, required="required.sort_code", hint="hint.sort_code"
)
