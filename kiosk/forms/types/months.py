"""Months as people write them, and as dates show them."""

from kiosk.language import in_form
from kiosk.months import MONTHS, MONTHS_ALONE

_SHORTEST = 3
_ALSO = {"gorff": 7, "sept": 9}


def month_number(text: str) -> int | None:
    """The month that ``text`` names, by number, full name or beginning (``mar``), in any language we know."""
    word = text.strip(" .,").casefold()
    if word.isdecimal():
        return int(word)
    if len(word) < _SHORTEST:
        return None
    found = {
        number
        for names in (*MONTHS.values(), *MONTHS_ALONE.values())
        for number, name in enumerate(names, 1)
        if name.casefold().startswith(word)
    }
    return _ALSO.get(word) or (found.pop() if len(found) == 1 else None)


def month_name(number: int, language: str, *, alone: bool = False) -> str:
    """The name of month ``number`` (1 to 12) in ``language``, else in English; ``alone`` when no day is before it."""
    names = MONTHS.get(language, MONTHS["en"])
    return (MONTHS_ALONE.get(language, names) if alone else names)[number - 1]


def language_code(label: str) -> str:
    """The code of a form's own label for a language: ``cy`` for ``Welsh (cy)``; ``en`` when unknown."""
    return next((code for code in MONTHS if in_form(code, [label])), "en")
