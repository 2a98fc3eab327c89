"""The child process that runs pyxform: one spreadsheet on standard input, one JSON object on standard output.

``python -m kiosk.forms.readers.convert .xlsx name``: a hostile file can hurt this process only, and its
limits end it. Use kiosk.forms.readers.xlsform.read, which starts it.
"""

import gc
import json
import resource
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from io import BytesIO
from typing import Any, TypeVar

from kiosk.errors import FormError
from kiosk.forms.readers.advise import advise
from kiosk.forms.readers.book import SHEETS, Book, headers, rows
from kiosk.forms.readers.bounds import check_bounds
from kiosk.forms.readers.explain import explain
from kiosk.forms.readers.lines import as_csv
from kiosk.forms.readers.more_faults import more_faults
from kiosk.forms.readers.normalise import normalise
from kiosk.forms.readers.quotes import hide, show

MEMORY_LIMIT = 400_000_000  # bytes of address space; an honest form of 1,000 questions takes 62 MB of memory
CPU_LIMIT = (
    8  # seconds, for what the counts below let through on a slow computer; most forms take half of one
)
TWICE = "Duplicate column header"
KNOWN = {*SHEETS, "osm", "sheet_names"}  # a .csv may hold sheets of notes, which pyxform cannot take

Result = TypeVar("Result")
Converted = tuple[Any, list[str], list[str]]
"""pyxform's result, what it warned of, and what was mended."""


def main() -> int:
    """Convert; every failure becomes ``{"where": …, "sentence": …, "others": …}``."""
    limit()
    gc.disable()  # the process ends before there is anything to gain: a third of its time
    kind, name = sys.argv[1], sys.argv[2]
    with redirect_stdout(sys.stderr):  # xlrd prints what it thinks of a damaged file
        made = answer(sys.stdin.buffer.read(), kind, name)
    json.dump(made, sys.stdout)
    return 0


def answer(data: bytes, kind: str, name: str) -> dict[str, Any]:
    """The XForm and what is told with it, or what is wrong, as main prints it; without the limits of a child.

    Where what is wrong could be taken out, there is both: the rest of the form is only good for being looked over.
    """
    book: Book = {}
    try:
        return _convert(book, data, kind, name)
    except FormError as error:
        return _told(error, error.others)


def limit() -> None:
    """Bound this process: memory, time on the processor, no core file."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_CPU, CPU_LIMIT),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def _convert(book: Book, data: bytes, kind: str, name: str) -> dict[str, Any]:
    read = _explained(lambda: _read(data, kind), book)
    book.update({key: value for key, value in read.items() if key.removesuffix("_header") in KNOWN})
    check_bounds(book)
    sheets = {
        sheet: [[number, {str(h): str(text) for h, text in row.items()}] for number, row in rows(book, sheet)]
        for sheet in SHEETS
    }
    columns = {sheet: headers(book, sheet) for sheet in SHEETS}
    warnings = normalise(book)
    book["fallback_form_name"] = name
    warnings += hide(book)
    wrong: dict[str, Any] = {}
    made: Converted | None
    try:
        made = _explained(lambda: _run(book), book)
    except FormError as first:
        others, made = more_faults(book, first, lambda: _explained(lambda: _run(book), book))
        wrong = _told(first, others)
    if made is None:
        return wrong
    result, said, mended = made
    told = {"warnings": [*warnings, *mended, *advise(said)], "sheets": sheets, "headers": columns}
    return {"xml": show(result.xform), "itemsets": result.itemsets, **told, **wrong}


def _told(error: FormError, others: Iterable[FormError]) -> dict[str, Any]:
    more = [(other.where, other.sentence) for other in others]
    return {"where": error.where, "sentence": error.sentence, "others": more}


def _explained(step: Callable[[], Result], book: Book) -> Result:
    try:
        return step()
    except Exception as error:  # pyxform raises TypeError, KeyError and more on bad sheets
        where, sentence = explain(error, book)
        raise FormError(sentence, where) from error


def _read(data: bytes, kind: str) -> Book:
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - after the limits are set

    try:
        return _reader(kind)(BytesIO(data))
    except PyXFormError as error:
        if kind != ".xlsx" or TWICE not in str(error):
            raise
    from kiosk.forms.readers.doubled import mark_headers  # noqa: PLC0415 - imports openpyxl, after the limits

    return _reader(kind)(BytesIO(mark_headers(data)))


def _reader(kind: str) -> Callable[[BytesIO], Book]:
    from pyxform import xls2json_backends as backends  # noqa: PLC0415 - after the limits are set

    readers: dict[str, Callable[[BytesIO], Book]] = {
        ".xlsx": backends.xlsx_to_dict,
        ".xls": backends.xls_to_dict,
        ".csv": lambda data: backends.csv_to_dict(BytesIO(as_csv(data.getvalue()))),
        ".md": backends.md_to_dict,
    }
    return readers[kind]


def _run(book: Book) -> Converted:
    from kiosk.forms.readers.mend import convert_mending  # noqa: PLC0415 - imports pyxform, after the limits

    return convert_mending(book)


if __name__ == "__main__":
    sys.exit(main())
