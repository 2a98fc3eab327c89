"""An NHS number: ``9434765919``, shown as ``943 476 5919``. What is typed is masked (P4)."""

from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, problem
from kiosk.forms.widgets.digits import read_digits, some_digits
from kiosk.forms.widgets.tidy import grouped

_DIGITS = 10
EXAMPLE = "943 476 5919"


def parse(raw: Raw, question: Question) -> str | Problem:
    """The ten digits, the last of which must fit the others."""
    digits = read_digits(raw, question, _DIGITS, EXAMPLE)
    if isinstance(digits, str) and not _fits(digits):
        return problem("digits.check", question, example=EXAMPLE)
    return digits


def _fits(digits: str) -> bool:
    from stdnum.gb import nhs  # noqa: PLC0415 the first paint does not wait for it

    return nhs.is_valid(digits)


def edit(stored: str) -> Raw:
    """As it is printed on letters of the NHS."""
    return " ".join(grouped(stored, 3, 3, 4)) if len(stored) == _DIGITS else stored


def show(stored: str, _question: Question, _language: str) -> str:
    """``943 476 5919``."""
    return str(edit(stored))


def plausible(random: Random, _question: Question) -> Raw:
    """A number whose last digit fits; it begins with 999, as the numbers of nobody do."""
    while True:
        start = f"999{some_digits(random, 6)}"
        fits = [end for end in "0123456789" if _fits(start + end)]
        if fits:
            return edit(start + fits[0])


NHS_NUMBER = QuestionType(
    "text",
    "masked_number",
    parse,
    edit,
    show,
    plausible,
    required="required.nhs_number",
    hint="hint.nhs_number",
)
