"""The number of a bank account: 6 to 8 digits, as banks give them. What is typed is masked (P4)."""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, as_shown, as_stored, problem
from kiosk.forms.widgets.digits import only_digits, some_digits
from kiosk.forms.widgets.tidy import compact, plain

_LEAST, _MOST = 6, 8
_CARD = 15
"""A number of at least so many digits is that of a card."""
_SORT_CODE = re.compile(r"\d\d ?- ?\d\d ?- ?\d\d")
_IBAN = re.compile(r"GB\d\d[A-Z]{4}\d{14}")


def parse(raw: Raw, question: Question) -> str | Problem:
    """The digits; a shorter number stays as it is, since the zeros before it are the bank's to add."""
    if _SORT_CODE.fullmatch(plain(raw)):
        return problem("account_number.sort_code", question)
    digits = only_digits(raw)
    if digits is None:
        code = "account_number.iban" if _IBAN.fullmatch(compact(raw)) else "account_number.letters"
        return problem(code, question)
    if _LEAST <= len(digits) <= _MOST:
        return digits
    if len(digits) >= _CARD:
        return problem("account_number.card", question)
    return problem("account_number.short" if len(digits) < _LEAST else "account_number.long", question)


def plausible(random: Random, _question: Question) -> Raw:
    """Eight digits."""
    return some_digits(random, _MOST)


ACCOUNT_NUMBER = QuestionType(
    "text",
    "masked_number",
    parse,
    as_stored,
    as_shown,
    plausible,
    required="required.account_number",
    hint="hint.account_number",
)
