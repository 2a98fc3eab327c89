"""A spreadsheet's cells as pyxform takes them, and where things are in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Book = dict[str, Any]
"""Rows by sheet, ``{"survey": [{"type": "text", …}, …], "survey_header": [{"type": None, …}], …}``: what
pyxform's readers give and its ``convert`` takes. Row 1 holds the headers, so the first dict is row 2."""

NAMED = 4  # rows that are named when many have the same fault
SHEETS = ("survey", "choices", "settings", "external_choices", "entities")


def rows(book: Book, sheet: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled rows of a sheet with their numbers."""
    for number, row in enumerate(book.get(sheet) or (), start=2):
        if row:
            yield number, row


def headers(book: Book, sheet: str) -> list[str]:
    """The column headers of a sheet, as the author wrote them."""
    (first, *_) = book.get(f"{sheet}_header") or ({},)
    return [str(header) for header in first]


def plain_header(header: str) -> str:
    """A header in the form that XLSForm's own names have: ``Relevant `` is ``relevant``."""
    return "_".join(header.split()).lower()


def cell(row: Mapping[str, str], *names: str) -> str:
    """The text of the first of these columns that is filled; "" when none is."""
    by_name = {plain_header(header): text for header, text in row.items()}
    return next((by_name[name] for name in names if by_name.get(name)), "")


def columns(book: Book, sheet: str, *names: str) -> list[str]:
    """The headers of a sheet that are one of these columns, in any language (``label::Welsh (cy)``)."""
    return [h for h in headers(book, sheet) if plain_header(h.split(":")[0]) in names]


def place(sheet: str, number: int | None = None, column: str = "") -> str:
    """Where something is, in the author's words."""
    where = f"{sheet} row {number}" if number else f"{sheet} sheet"
    return f"{where}, column “{on_a_line(column)}”" if column else where


def on_a_line(header: str) -> str:
    """What an author headed a column with, fit for a sentence: whatever signs are in it, none breaks the line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in header).split())


def find(book: Book, sheet: str, names: tuple[str, ...], value: str) -> int | None:
    """The number of the first row that has this value in one of these columns."""
    wanted = value.strip().casefold()
    return next((n for n, row in rows(book, sheet) if cell(row, *names).strip().casefold() == wanted), None)


def listed(things: Sequence[str]) -> str:
    """Some of many: ``3, 5, 7, 9 and 2 more``."""
    more = f" and {len(things) - NAMED} more" if len(things) > NAMED else ""
    return ", ".join(things[:NAMED]) + more
