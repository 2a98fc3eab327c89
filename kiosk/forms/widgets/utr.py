"""A Unique Taxpayer Reference: ``1955839661``, shown as ``19558 39661``. What is typed is masked (P4)."""

from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, problem
from kiosk.forms.widgets.digits import read_digits, some_digits
from kiosk.forms.widgets.tidy import compact, grouped

_DIGITS = 10
EXAMPLE = "12345 67890"


def parse(raw: Raw, question: Question) -> str | Problem:
    """The ten digits, the first of which must fit the others. The K that some letters print is no part of it."""
    from stdnum.gb import utr  # noqa: PLC0415 the first paint does not wait for it

    digits = read_digits(compact(raw).strip("K"), question, _DIGITS, EXAMPLE)
    if isinstance(digits, str) and not utr.is_valid(digits):
        return problem("digits.check", question, example=EXAMPLE)
    return digits


def edit(stored: str) -> Raw:
    """In two groups of five."""
    return " ".join(grouped(stored, 5, 5)) if len(stored) == _DIGITS else stored


def show(stored: str, _question: Question, _language: str) -> str:
    """``19558 39661``."""
    return str(edit(stored))


def plausible(random: Random, _question: Question) -> Raw:
    """A number whose first digit fits."""
    from stdnum.gb import utr  # noqa: PLC0415 the first paint does not wait for it

    digits = some_digits(random, _DIGITS - 1)
    return edit(utr.calc_check_digit(digits) + digits)


UTR = QuestionType(
    "text", "masked_number", parse, edit, show, plausible, required="required.utr", hint="hint.utr"
)
