"""An amount of money in pounds: ``1234.50``, shown as ``£1,234.50``."""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import Around, QuestionType, as_stored, problem
from kiosk.forms.types.number import MAX_DIGITS
from kiosk.forms.widgets.tidy import numerals, plain

_PENCE = 2
_POUND = r"(?:£|gbp|pounds?(?: sterling)?|quid|(?:p|b|ph)(?:unt|unnoedd)|funt(?:y|ów|ow|ach)?|پاؤنڈز?|پونڈ)"
_PENNY = r"(?:pence|penny|pens(?:y|ów|ow)?|p|(?:c|g|ch)einiog(?:au)?|پینس|پنس)"
_AND = r"(?:and|a|ac|i|اور|,)"
_SPOKEN = re.compile(rf"([\d,]+) ?{_POUND}(?: ?{_AND})? ?(\d{{1,2}}) ?{_PENNY}?")
"""Twelve pounds 50: pence that stand after the word for pounds."""
_ONLY_PENCE = re.compile(rf"(\d{{1,6}}) ?{_PENNY}")
_AMOUNT = re.compile(r"(\d{1,3}(?:[, ]\d{3})+)(?:\.(\d*))?|(\d*)(?:[.,](\d*))?")
_COMMAS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d\d")
"""1.234,50: commas and points the other way round, as in much of Europe."""
_NOTHING = {
    "nil",
    "none",
    "nothing",
    "zero",
    "n/a",
    "na",
    "no",
    "dim",
    "dim byd",
    "nic",
    "brak",
    "کچھ نہیں",
    "صفر",
}
_OTHERS = re.compile(r"[€$¥₹]|\b(?:euros?|eur|dollars?|usd|rupees?|złot\w{1,3}|zł|pln)\b")
_RANGE = re.compile(r"\d ?(?:-|to|or|i|lub|neu|یا) ?£?\d")
_NAMES_A_NEGATIVE = re.compile(r"(?:^|[^\w\s).\]'\"])\s*-\s*\d")
"""In a constraint: a minus with a number after it and nothing before it to take that from."""


def parse(raw: Raw, question: Question) -> str | Problem:
    """Pounds and pence, with a point and two digits for the pence."""
    text = plain(raw).lower().rstrip(".!")
    if text in _NOTHING:
        return problem("money.none", question)
    sign = "-" if re.match(r"£? ?-", text) else ""
    text = re.sub(r"^(£?) ?[-+] ?", r"\1", text)
    amount = _amount(text)
    if isinstance(amount, tuple):
        pounds, pence = amount
        if len(pounds) + _PENCE > MAX_DIGITS:
            return problem("money.too_big", question)
        stored = f"{pounds}.{pence:0<{_PENCE}}"
        return sign + stored if stored.strip("0.") else stored
    return problem(f"money.{amount}", question)


def _amount(text: str) -> tuple[str, str] | str:
    """Whole pounds and pence as digits, or what is wrong."""
    if _OTHERS.search(text):
        return "other"
    if spoken := _SPOKEN.fullmatch(text):
        return _whole(spoken[1]), spoken[2].rjust(_PENCE, "0")
    if pence := _ONLY_PENCE.fullmatch(text):
        return _whole(pence[1][:-_PENCE]), pence[1][-_PENCE:].rjust(_PENCE, "0")
    if _RANGE.search(text):
        return "one"
    bare = re.sub(rf"^{_POUND} ?| ?{_POUND}$|^£|(?<=\.\d\d)p$", "", text).strip()
    if re.search(r"\d", bare) and not re.search(r"[^\W\doil]", bare):
        bare = numerals(bare.upper())
    if _COMMAS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    return _read(bare)


def _read(bare: str) -> tuple[str, str] | str:
    found = _AMOUNT.fullmatch(bare)
    if not found or not any(found.groups()):
        return "not_an_amount"
    pounds, pence = found[1] or found[3] or "", found[2] or found[4] or ""
    if len(pence) > _PENCE and not pence[_PENCE:].strip("0"):
        pence = pence[:_PENCE]
    return (_whole(pounds), pence) if len(pence) <= _PENCE else "pence"


def _whole(digits: str) -> str:
    return re.sub(r"[, ]", "", digits).lstrip("0") or "0"


def impossible(stored: str, around: Around) -> str:
    """Less than nothing is no amount, unless the form's own constraint names a negative number."""
    below = stored.startswith("-") and not _NAMES_A_NEGATIVE.search(around.constraint)
    return "money.below_zero" if below else ""


def show(stored: str, _question: Question, _language: str) -> str:
    """``£1,234.50``; whole pounds have their two noughts too, so that nobody need ask."""
    sign, digits = ("-", stored[1:]) if stored.startswith("-") else ("", stored)
    whole, dot, pence = digits.partition(".")
    return f"{sign}£{int(whole):,}{dot}{pence}" if whole.isdecimal() else stored


def plausible(random: Random, _question: Question) -> Raw:
    """An amount that somebody may have in a week or a month."""
    return random.choice(["0", "12.50", "95.5", "176.45", "1234.50", "240", "7500"])


MONEY = QuestionType(
    "decimal",
    "money",
    parse,
    as_stored,
    show,
    plausible,
    required="required.money",
    impossible=impossible,
    hint="hint.money",
)
