"""What people type around a number or a code, and what they type for a digit: forgiven alike by every widget (C7)."""

import re
import unicodedata

from kiosk.forms.page import Raw
from kiosk.forms.types.kind import one_line

_ALSO_DASHES = "\u2212\u00ad\u2043\u207b\u208b\u02d7\u30fc"
"""Signs that look like a dash and are of another kind: minus, soft hyphen, hyphen bullet and so on."""
_AROUND = re.compile(r"[\s\-()\[\]{}<>.,;:/\\_'\"`’‘“”«»|]")
_NUMERALS = str.maketrans("OIL", "011")


def plain(raw: Raw) -> str:
    """One line of what was typed: full-width letters and digits of any script as ASCII, one kind of dash and space."""
    text = unicodedata.normalize("NFKC", "".join(_dash(c) for c in one_line(raw)))
    return " ".join("".join(_plain(c) for c in text).split())


def _dash(character: str) -> str:
    dash = unicodedata.category(character) == "Pd" or character in _ALSO_DASHES
    return "-" if dash else character


def _plain(character: str) -> str:
    if unicodedata.category(character) in {"Cf", "Cc", "Cs", "Cn", "Co"}:  # nobody sees these
        return " " if character.isspace() else ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def compact(raw: Raw) -> str:
    """The letters and digits alone, in capitals; a sign that nobody puts between them stays, so that it is told."""
    return _AROUND.sub("", plain(raw).upper())


def numerals(text: str) -> str:
    """``text`` (in capitals) where only digits can stand: O was typed for 0, I or l for 1."""
    return text.translate(_NUMERALS)


def grouped(text: str, *sizes: int) -> list[str]:
    """``text`` cut into groups of these sizes."""
    groups, start = [], 0
    for size in sizes:
        groups.append(text[start : start + size])
        start += size
    return groups
