"""Whole numbers and decimals, typed as people type them: ``1,200``, `` 12 ``, ``£12.50``."""

import re
import unicodedata
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, as_stored, one_line, problem

MAX_DIGITS = 15
"""More digits than a float keeps exactly would change the answer in a calculation."""

_NUMBER = re.compile(r"(-?)((?:\d{1,3}(?:,\d{3})+|\d*))(?:\.(\d*))?")
_DROP = re.compile(r"[\s£$€_%]")
_MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-"})


def _parts(raw: Raw) -> tuple[str, str, str] | None:
    """Sign, whole digits and decimal digits; None when it is no number."""
    text = _DROP.sub("", unicodedata.normalize("NFKC", one_line(raw))).translate(_MINUS)
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    found = _NUMBER.fullmatch(text.removeprefix("+"))
    if not found or not (found[2] or found[3]):
        return None
    whole = found[2].replace(",", "").lstrip("0") or "0"
    return found[1], whole, found[3] or ""


def _stored(sign: str, whole: str, decimals: str) -> str:
    text = f"{whole}.{decimals}" if decimals else whole
    return sign + text if text.strip("0.") else text


def parse_whole(raw: Raw, question: Question) -> str | Problem:
    """A whole number; ``12.0`` is one, ``12.5`` is a Problem."""
    parts = _parts(raw)
    if parts is None:
        return problem("number.not_a_number", question)
    sign, whole, decimals = parts
    if decimals.strip("0"):
        return problem("number.whole", question)
    if len(whole) > MAX_DIGITS:
        return problem("number.too_big", question)
    return _stored(sign, whole, "")


def parse_decimal(raw: Raw, question: Question) -> str | Problem:
    """A number with or without decimals."""
    parts = _parts(raw)
    if parts is None:
        return problem("number.not_a_number", question)
    if len(parts[1]) + len(parts[2]) > MAX_DIGITS:
        return problem("number.too_big", question)
    return _stored(*parts)


def show(stored: str, _question: Question, _language: str) -> str:
    """Digits in groups of three from five digits on, so that a year or a house number stays as it is."""
    whole, dot, decimals = stored.partition(".")
    if len(whole.lstrip("-")) > len("1234") and whole.lstrip("-").isdecimal():
        whole = f"{int(whole):,}"
    return whole + dot + decimals


def plausible_whole(random: Random, _question: Question) -> Raw:
    """A small number, as most answers are."""
    return str(random.choice([0, 1, 2, 3, 5, 12, 30, 47, 68, 100, 250, 2020]))


def plausible_decimal(random: Random, _question: Question) -> Raw:
    """An amount of money or a measure."""
    return random.choice(["0", "1", "2.5", "12.50", "36.6", "70", "120.75", "1,200"])


INTEGER = QuestionType(
    "integer", "number", parse_whole, as_stored, show, plausible_whole, required="required.number"
)
DECIMAL = QuestionType(
    "decimal", "number", parse_decimal, as_stored, show, plausible_decimal, required="required.number"
)
