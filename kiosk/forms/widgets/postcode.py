"""A postcode: ``CF10 3AT``. Which letters can stand where: Royal Mail, Programmers' Guide to the PAF."""

import re
from itertools import product
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, as_shown, as_stored, problem
from kiosk.forms.widgets.tidy import compact, numerals

_FIRST, _SECOND = "[A-PR-UWYZ]", "[A-HK-Y]"
_OUTWARD = re.compile(
    rf"{_FIRST}[1-9]\d?|{_FIRST}{_SECOND}(?:[1-9]\d?|0)|{_FIRST}[1-9][ABCDEFGHJKPSTUW]"
    rf"|{_FIRST}{_SECOND}[1-9][ABEHMNPRVWXY]"
)
_ENDING = re.compile(r"\d[A-Z]{2}")
_NEVER_LAST = frozenset("CIKMOV")
_INWARD = 3
_LONGEST = 7
_OVERSEAS = {"ASCN", "BBND", "BIQQ", "FIQQ", "PCRN", "SIQQ", "STHL", "TDCU", "TKCA"}
"""Territories with one postcode for all: Ascension, the Falkland Islands and so on."""
_FORCES = re.compile(r"BFPO(?:CO)?([\dOIL]{1,4})")
_EITHER = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "L": "L1"}


def parse(raw: Raw, question: Question) -> str | Problem:
    """In capitals, with one space before the last three; ``BFPO 57`` for the forces, who use that too."""
    text = compact(raw)
    if forces := _FORCES.fullmatch(text):
        return f"BFPO {int(numerals(forces[1]))}"
    if text in {"GIR0AA", "GIROAA"}:
        return "GIR 0AA"
    if text[:4] in _OVERSEAS and numerals(text[4:5]) + text[5:] == "1ZZ":
        return f"{text[:4]} 1ZZ"
    first = _first_part(text[:-_INWARD])
    last = numerals(text[-_INWARD : -_INWARD + 1]) + text[-_INWARD + 1 :]
    wrong = _wrong(text, first, last)
    return problem(f"postcode.{wrong}", question) if wrong else f"{first} {last}"


def _first_part(text: str) -> str:
    """The part before the space, where O and I may have been typed for 0 and 1; "" when it can be none, or several."""
    if _OUTWARD.fullmatch(text):
        return text
    if len(text) > _LONGEST - _INWARD:
        return ""
    meant = {"".join(each) for each in product(*(_EITHER.get(c, c) for c in text))}
    found = [each for each in meant if _OUTWARD.fullmatch(each)]
    return found[0] if len(found) == 1 else ""


def _wrong(text: str, first: str, last: str) -> str:
    if text.isdecimal():
        return "no_letters"
    if text.isalpha():
        return "no_numbers"
    if first and _ENDING.fullmatch(last):
        return "last_letters" if _NEVER_LAST & set(last[1:]) else ""
    if _first_part(text):
        return "half"
    if len(text) > _LONGEST:
        return "too_long"
    return "start" if _ENDING.fullmatch(last) else "end"


def plausible(random: Random, _question: Question) -> Raw:
    """A postcode as people write it."""
    return random.choice(["CF10 3AT", "sw1a 2aa", "M11AE", "LL57 2dg", "ab10 1ab", "W1A 1AA", "BT1 5GS"])


POSTCODE = QuestionType(
    "text",
    "capitals",
    parse,
    as_stored,
    as_shown,
    plausible,
    required="required.postcode",
    hint="hint.postcode",
)
