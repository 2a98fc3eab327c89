"""The child process that runs pyxform: one spreadsheet on standard input, one JSON object on standard output.

``python -m kiosk.forms.readers.convert .xlsx name``: a hostile file can hurt this process only, and its
limits end it. Use kiosk.forms.readers.xlsform.read, which starts it.
"""

import json
import resource
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from kiosk.errors import FormError
from kiosk.forms.readers.advise import advise
from kiosk.forms.readers.book import SHEETS, Book, headers, place, rows
from kiosk.forms.readers.explain import explain
from kiosk.forms.readers.normalise import name_as_label, normalise, root_name
from kiosk.forms.readers.quotes import hide, show

MEMORY_LIMIT = 1_500_000_000  # bytes of address space; an honest form of 1,000 questions takes 62 MB
CPU_LIMIT = 25  # seconds; the slowest of 690 real forms took 4
MOST_ROWS = {"survey": 10_000, "choices": 100_000, "external_choices": 200_000}
MENDS = 200  # rows whose missing label is filled before the author has to

Result = TypeVar("Result")


def main() -> int:
    """Convert; every failure becomes ``{"where": …, "sentence": …}``."""
    limit()
    kind, name = sys.argv[1], sys.argv[2]
    data = sys.stdin.buffer.read()
    book: Book = {}
    try:
        answer = _convert(book, data, kind, name)
    except FormError as error:
        answer = {"where": error.where, "sentence": error.sentence}
    json.dump(answer, sys.stdout)
    return 0


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
    _explained(lambda: book.update(_reader(kind)(BytesIO(data))), book)
    _count(book)
    sheets = {
        sheet: [[number, {str(h): str(text) for h, text in row.items()}] for number, row in rows(book, sheet)]
        for sheet in SHEETS
    }
    columns = {sheet: headers(book, sheet) for sheet in SHEETS}
    warnings = normalise(book)
    book["fallback_form_name"] = name
    hide(book)
    xml, said, itemsets = _explained(lambda: _mended(book, warnings), book)
    told = {"warnings": warnings + advise(said), "sheets": sheets, "headers": columns}
    return {"xml": show(xml), "itemsets": itemsets, **told}


def _explained(step: Callable[[], Result], book: Book) -> Result:
    try:
        return step()
    except Exception as error:  # pyxform raises TypeError, KeyError and more on bad sheets
        where, sentence = explain(error, book)
        raise FormError(sentence, where) from error


def _reader(kind: str) -> Callable[[BytesIO], Book]:
    from pyxform import xls2json_backends as backends  # noqa: PLC0415 - after the limits are set

    readers: dict[str, Callable[[BytesIO], Book]] = {
        ".xlsx": backends.xlsx_to_dict,
        ".xls": backends.xls_to_dict,
        ".csv": backends.csv_to_dict,
        ".md": backends.md_to_dict,
    }
    return readers[kind]


def _count(book: Book) -> None:
    for sheet, most in MOST_ROWS.items():
        if len(book.get(sheet) or ()) > most:
            raise FormError(f"It has more than {most:,} rows: make it shorter.", place(sheet))


def _mended(book: Book, warnings: list[str]) -> tuple[str, list[str], str | None]:
    """What pyxform makes of it. It stops at its first complaint, so we mend those we can one by one."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - after the limits are set
    from pyxform.xls2xform import convert  # noqa: PLC0415 - after the limits are set

    form_name = None
    for mends_left in reversed(range(MENDS)):
        said: list[str] = []
        try:
            result = convert(dict(book), warnings=said, form_name=form_name)
        except PyXFormError as error:
            text = str(error)
            if not mends_left:
                raise
            if "has no label or hint" in text and (warning := name_as_label(book, text.split("'")[1])):
                warnings.append(warning)
            elif (
                "must not be the same as the survey root" in text
                and not form_name
                and (form_name := root_name(book))
            ):
                where = place("survey", None)
                warnings.append(
                    f"{where}: the answers are kept in “{form_name}”, because a repeat is named “data”."
                )
            else:
                raise
        else:
            return result.xform, said, result.itemsets
    raise AssertionError("the last turn returns or raises")


if __name__ == "__main__":
    sys.exit(main())
