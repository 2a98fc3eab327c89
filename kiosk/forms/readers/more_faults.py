"""pyxform stops at its first complaint: what it is about is taken out, and the rest of the sheet is tried again."""

import re
from collections.abc import Callable
from typing import TypeVar

from kiosk.errors import FormError
from kiosk.forms.readers.book import SHEETS, Book, cell, plain_header, rows

Made = TypeVar("Made")
MOST = 50
MOST_CELLS = 40_000  # converted again, all in all
PLACE = re.compile(r"(survey|choices) row (\d+)(?:, column “([^”]*)”)?")
NAMED = re.compile(r"“([^”]*)”")
NAME = ("name", "value", "tag")
KEPT = {"name", "value", "tag", "label", "type", "command"}


def more_faults(
    book: Book, first: FormError, convert: Callable[[], Made]
) -> tuple[tuple[FormError, ...], Made | None]:
    """The faults after the first, until one cannot be taken out, and what ``convert`` makes of the rest.

    ``convert`` raises FormError; ``book`` is changed.
    """
    found: list[FormError] = []
    gone: set[str] = set()
    error = first
    cells = sum(len(row) for sheet in SHEETS for _, row in rows(book, sheet))
    for _ in range(min(MOST, MOST_CELLS // max(1, cells))):
        if not _take_out(book, error, gone):
            break
        try:
            return tuple(found), convert()
        except FormError as again:
            if (again.where, again.sentence) == (error.where, error.sentence):
                break
            error = again
            follows = gone & set(NAMED.findall(again.sentence))
            if not follows:
                found.append(again)
    return tuple(found), None


def _take_out(book: Book, error: FormError, gone: set[str]) -> bool:
    """Change the row that an error is about so that it has no such fault; False when there is none to change."""
    place = PLACE.match(error.where)
    if not place:
        return False
    number, column = int(place[2]), place[3] or ""
    row = next((row for at, row in rows(book, place[1]) if at == number), None)
    if row is None or re.match(r"(?:begin|end)_", cell(row, "type", "command")):
        return False
    if place[1] == "choices" or column in NAME:
        gone.add(cell(row, *NAME))
        row.clear()
    elif column == "type":
        _plainly(row)
    else:
        named = [f"${{{name}}}" for name in NAMED.findall(error.sentence)]
        wrong = [h for h, text in row.items() if plain_header(h) == column or any(n in text for n in named)]
        for header in wrong:
            if plain_header(header) in ("calculation", "calculate"):
                row[header] = "''"  # with nothing to calculate there would be another fault
            else:
                row.pop(header)
        if not wrong:
            _plainly(row)
    return True


def _plainly(row: dict[str, str]) -> None:
    """A plain text question of the same name, so that what refers to it still finds it."""
    for header in list(row):
        if plain_header(header.split(":")[0]) not in KEPT:
            row.pop(header)
        elif plain_header(header) in ("type", "command"):
            row[header] = "text"
