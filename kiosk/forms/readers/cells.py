"""What a spreadsheet program puts into cells that its author did not mean: spaces, and midnight after a day."""

import re

from kiosk.forms.readers.book import SHEETS, Book, cell, place, plain_header, rows

SPACED = re.compile(r"\$\{[ \t]*([^\s{}]+)[ \t]*\}")
ENDING = re.compile(r"(pulldata\s*\(\s*['\"][^'\"]+)\.csv(?=['\"])", re.IGNORECASE)
DAY_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?")


def tidy_cells(book: Book) -> None:
    """Write ``${ a }`` as ``${a}``, and a default from a cell with a date as its question stores one.

    ``pulldata('list.csv', …)`` means the file list.csv, as ``pulldata('list', …)`` does.
    """
    for sheet in SHEETS:
        for _, row in rows(book, sheet):
            for header in [h for h in row if "${" in row[h] or "pulldata" in row[h]]:
                row[header] = ENDING.sub(r"\1", SPACED.sub(r"${\1}", row[header]))
    for _, row in rows(book, "survey"):
        for header in [h for h in row if plain_header(h) == "default"]:
            row[header] = _default(row[header], cell(row, "type").lower())


def idle_filters(book: Book) -> list[str]:
    """Take out the filters of questions that have no choices: they do nothing, and may read what is not there."""
    warnings = []
    for number, row in rows(book, "survey"):
        kind = cell(row, "type", "command").lower()
        for header in [h for h in row if plain_header(h) == "choice_filter"]:
            if kind and not kind.startswith(("select", "rank", "add select", "q string")):
                row.pop(header)
                where = place("survey", number, header)
                warnings.append(f"{where}: the question has no choices to filter, so this is left out.")
    return warnings


def _default(text: str, kind: str) -> str:
    found = DAY_AND_TIME.fullmatch(text)
    if found and kind == "date":
        return found[1]
    if found and kind in ("datetime", "time"):
        return f"{found[1]}T{found[2]}" if kind == "datetime" else found[2]
    return text
