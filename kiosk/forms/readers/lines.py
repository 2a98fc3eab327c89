"""The ways in which spreadsheet programs write one sheet as text, made the one that pyxform reads."""

import csv
from io import StringIO

SIGNS = (",", ";", "\t")
LOOKED_AT = 20  # lines in which the headers must stand
SHEET = "survey"


def as_csv(data: bytes) -> bytes:
    """A .csv with commas and named sheets.

    A program set to Welsh, French or German writes semicolons, and one sheet saved by itself has no name:
    what has the columns ``type`` and ``name`` is the survey. Anything else comes back as it was.
    """
    text = data.decode()
    for sign in SIGNS:
        try:
            table = list(csv.reader(StringIO(text, newline=""), delimiter=sign))
        except csv.Error:
            continue
        if (first := _headers(table)) is not None:
            alone = _has(table[first], 0)
            if sign == SIGNS[0] and not alone:
                return data
            named = [[SHEET], *(["", *row] for row in table[first:])] if alone else table
            made = StringIO(newline="")
            csv.writer(made).writerows(named)
            return made.getvalue().encode()
    return data


def _headers(table: list[list[str]]) -> int | None:
    return next((at for at, row in enumerate(table[:LOOKED_AT]) if _has(row, 0) or _has(row, 1)), None)


def _has(row: list[str], start: int) -> bool:
    """Whether these are the survey's headers, the first of them in the column ``start``."""
    names = {cell.strip().lower() for cell in row[start:]}
    return (
        bool(row[start:])
        and bool(row[start].strip())
        and (start == 0 or not row[0].strip())
        and {
            "type",
            "name",
        }
        <= names
    )
