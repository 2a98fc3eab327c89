"""A National Insurance number: ``AB123456C``, shown as ``AB 12 34 56 C``. What is typed is masked (P4).

Which letters it can have: HMRC, National Insurance Manual NIM39110.
"""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, problem
from kiosk.forms.widgets.digits import some_digits
from kiosk.forms.widgets.tidy import compact, grouped, numerals

_WHOLE = re.compile(r"[A-Z]{2}\d{6}[A-D]")
_START, _END = 2, 8
"""The digits stand from the one place to the other."""
_LETTERS = str.maketrans("01", "OI")
_FIRST, _SECOND = re.compile(r"[A-CEGHJ-PR-TW-Z]"), re.compile(r"[A-CEGHJ-NPR-TW-Z]")
_NOT_ALLOCATED = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
_TEMPORARY = re.compile(r"TN\d{6}[MF]?|\d\d[A-Z]\d{5}")
_EXAMPLE = "QQ123456C"


def parse(raw: Raw, question: Question) -> str | Problem:
    """Two letters, six digits and a letter, without spaces."""
    typed = compact(raw)
    text = typed[:_START].translate(_LETTERS) + numerals(typed[_START:_END]) + typed[_END:]
    if _TEMPORARY.fullmatch(text) or _TEMPORARY.fullmatch(typed):
        return problem("ni_number.temporary", question)
    if text == _EXAMPLE:
        return problem("ni_number.example", question)
    wrong = _wrong(text[:_START], text[_START:_END], text[_END:])
    return problem(f"ni_number.{wrong}", question) if wrong else text


def _wrong(letters: str, digits: str, end: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", letters):
        return "start"
    if not re.fullmatch(r"\d{6}", digits):
        return "numbers"
    if len(end) != 1:
        return "too_long" if end else "no_end"
    if not re.fullmatch(r"[A-D]", end):
        return "end"
    allocated = _FIRST.match(letters[0]) and _SECOND.match(letters[1]) and letters not in _NOT_ALLOCATED
    return "" if allocated else "not_used"


def edit(stored: str) -> Raw:
    """As it is printed on letters."""
    return " ".join(grouped(stored, 2, 2, 2, 2, 1)) if _WHOLE.fullmatch(stored) else stored


def show(stored: str, _question: Question, _language: str) -> str:
    """``AB 12 34 56 C``."""
    return str(edit(stored))


def plausible(random: Random, _question: Question) -> Raw:
    """A number as people write it."""
    number = random.choice(["AB", "CE", "JC", "SP"]) + some_digits(random, 6) + random.choice("ABCD")
    return random.choice([number, number.lower(), edit(number)])


NI_NUMBER = QuestionType(
    "text",
    "masked_capitals",
    parse,
    edit,
    show,
    plausible,
    required="required.ni_number",
    hint="hint.ni_number",
)
