"""What a spreadsheet may have: with more, reading it takes over two seconds or 300 MB (promise 5).

The numbers are several times those of the largest of 147 real forms, but for the cells, of which that one has 40,430.
"""

from collections import Counter

from kiosk.errors import FormError
from kiosk.forms.readers.book import SHEETS, Book, cell, headers, place, rows
from kiosk.forms.readers.sniff import SHORTEN

MOST_ROWS = {"survey": 3_000, "choices": 20_000, "external_choices": 20_000}
MOST_CELLS = {"survey": 20_000, "choices": 45_000, "external_choices": 45_000}
"""Filled ones: those of the survey cost twice as much, as each may be a text of its own."""
MOST_COLUMNS = 200
MOST_REFERENCES = 10_000
MOST_OFFERED = 500_000
"""Choices in the lists of all questions together, a list counted as often as it is asked."""
MOST_LOOPED = 5_000
"""Questions that loops make."""


def check_bounds(book: Book) -> None:
    """Raise FormError when there is more of something than any real form has."""
    for sheet, most in MOST_ROWS.items():
        if len(book.get(sheet) or ()) > most:
            raise FormError(f"It has more than {most:,} rows: {SHORTEN}.", place(sheet))
    for sheet in SHEETS:
        if len(headers(book, sheet)) > MOST_COLUMNS:
            raise FormError(f"It has more than {MOST_COLUMNS} columns: {SHORTEN}.", place(sheet))
    for sheet, most in MOST_CELLS.items():
        if sum(len(row) for _, row in rows(book, sheet)) > most:
            raise FormError(f"It has more than {most:,} filled cells: {SHORTEN}.", place(sheet))
    filled = [row for sheet in SHEETS for _, row in rows(book, sheet)]
    if sum(str(text).count("${") for row in filled for text in row.values()) > MOST_REFERENCES:
        raise FormError(
            f"There are more than {MOST_REFERENCES:,} references such as ${{name}}: split the form."
        )
    _check_lists(book)


def _check_lists(book: Book) -> None:
    """What is made of a list: the choices of each question that asks it, the questions of each loop over it."""
    long = Counter(cell(row, "list_name", "list name") for _, row in rows(book, "choices"))
    offered = looped = 0
    times: list[int] = []
    for number, row in rows(book, "survey"):
        words = cell(row, "type", "command").split()
        length = max((long[word] for word in words), default=0)
        kind = "_".join(words[:2]).lower()
        if kind == "begin_loop":
            times.append((times[-1] if times else 1) * max(1, length))
        elif kind == "end_loop" and times:
            times.pop()
        else:
            offered += length
        looped += times[-1] if times else 0
        if looped > MOST_LOOPED:
            raise FormError(
                f"Loops make more than {MOST_LOOPED:,} questions: write a repeat.", place("survey", number)
            )
        if offered > MOST_OFFERED:
            raise FormError(f"Long lists are asked too often: {SHORTEN}.", place("survey", number))
