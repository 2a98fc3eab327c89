"""Dates, in three boxes; month names and dates written in one line are understood too (C4)."""

import re
from datetime import date
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, problem
from kiosk.forms.types.months import month_name, month_number

_BOXES = 3
_YEAR_DIGITS = 4
_MONTHS = 12
_NAMES = ("day", "month", "year")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th|af|ail|il|fed|ydd|eg|ain)\b", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def boxes(raw: Raw, appearance: frozenset[str]) -> tuple[str, str, str]:
    """Day, month and year as typed. ``month-year`` and ``year`` ask for less, so the 1st is meant."""
    if isinstance(raw, str):
        iso = _ISO.fullmatch(raw.strip())
        parts = list(iso.groups()[::-1]) if iso else [p for p in re.split(r"[\s/.,\-]+", raw) if p]
    else:
        parts = [part.strip() for part in raw]
    parts = ["", *parts] if len(parts) == _BOXES - 1 else parts
    if len(parts) < _BOXES:
        parts = [*[""] * (_BOXES - len(parts)), *parts]
    day, month, year = parts[0], parts[1], " ".join(parts[2:])
    if "month-year" in appearance or "year" in appearance:
        day = day or "1"
    if "year" in appearance:
        month = month or "1"
    return day, month, year


def parse(raw: Raw, question: Question) -> str | Problem:
    """The date as ``YYYY-MM-DD``."""
    parts = boxes(raw, question.appearance)
    missing = [name for name, part in zip(_NAMES, parts, strict=True) if not part]
    if len(missing) == _BOXES:
        return problem("date.not_real", question)
    if missing:
        return problem("date.missing_" + "_".join(missing), question)
    day, month, year = _ORDINAL.sub("", parts[0]), month_number(parts[1]), parts[2]
    if not day.isdecimal() or month is None or not year.isdecimal():
        return problem("date.not_real", question)
    if len(year) != _YEAR_DIGITS:
        return problem("date.year_four", question)
    try:
        return date(int(year), month, int(day)).isoformat()
    except (ValueError, OverflowError):
        return problem("date.not_real", question)


def edit(stored: str) -> Raw:
    """Day, month and year for the three boxes, without leading zeros."""
    found = _ISO.match(stored)
    return (str(int(found[3])), str(int(found[2])), found[1]) if found else ("", "", "")


def in_words(stored: str, language: str) -> str:
    """``27 March 2007``."""
    found = _ISO.match(stored)
    if not found or not 1 <= int(found[2]) <= _MONTHS:
        return stored
    return f"{int(found[3])} {month_name(int(found[2]), language)} {found[1]}"


def show(stored: str, question: Question, language: str) -> str:
    """The date in words, as much of it as was asked."""
    found = _ISO.match(stored)
    if found and "year" in question.appearance:
        return found[1]
    if found and "month-year" in question.appearance and 1 <= int(found[2]) <= _MONTHS:
        return f"{month_name(int(found[2]), language, alone=True)} {found[1]}"
    return in_words(stored, language)


def plausible(random: Random, _question: Question) -> Raw:
    """A day in the last eighty years or the next two."""
    return (str(random.randint(1, 28)), str(random.randint(1, 12)), str(random.randint(1945, 2027)))


DATE = QuestionType("date", "date", parse, edit, show, plausible, required="required.date")
