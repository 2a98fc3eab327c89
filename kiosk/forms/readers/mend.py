"""Conversion by pyxform, which stops at its first complaint: those that can be mended honestly are, and told."""

import re

from pyxform.errors import PyXFormError
from pyxform.xls2xform import ConvertResult, convert

from kiosk.forms.readers.book import Book, cell, columns, place, rows

MOST = 5  # times that a form is mended and converted again
SHOWN = ("label", "caption", "hint", "guidance_hint", "media", "image", "big-image", "audio", "video")
ASKED = {"text", "integer", "decimal", "date", "time", "datetime", "note", "acknowledge", "range", "barcode"}
ASKED |= {"select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file"}
NO_LABEL = re.compile(r"survey element named '(.*)' has no label or hint")
ROOT = re.compile(r"must not be the same as the survey root")
PATH_TO_ROOT = re.compile(r"/data/")
OTHER_ROOT = "form"


def convert_mending(book: Book) -> tuple[ConvertResult, list[str], list[str]]:
    """The conversion, what pyxform warned of, and what was mended. Raises what pyxform raises."""
    mended: list[str] = []
    root = None
    for _ in range(MOST):
        said: list[str] = []
        try:
            return convert(dict(book), warnings=said, form_name=root), said, mended
        except PyXFormError as error:
            told, root = _mend(book, str(error), root)
            if not told:
                raise
            mended += told
    return convert(dict(book), form_name=root), [], mended


def _mend(book: Book, complaint: str, root: str | None) -> tuple[list[str], str | None]:
    """What was changed, and the name of the root node from now on."""
    if found := NO_LABEL.search(complaint):
        return _names_as_labels(book, found[1]), root
    if ROOT.search(complaint) and root is None and not _names_root(book):
        where = place("survey")
        return (
            [f"{where}: the answers are kept in “{OTHER_ROOT}”, because a repeat is named “data”."],
            OTHER_ROOT,
        )
    return [], root


def _names_as_labels(book: Book, complained: str) -> list[str]:
    """Labels for the row that pyxform complained of, and for all like it, since it names one at a time."""
    label = next(iter(columns(book, "survey", "label", "caption")), "label")
    shown = [*columns(book, "survey", *SHOWN), label]
    told = []
    for number, row in rows(book, "survey"):
        name = cell(row, "name", "value", "tag")
        alike = cell(row, "type", "command").lower().split(" ")[0] in ASKED
        if name and (alike or name == complained) and not any(row.get(header) for header in shown):
            row[label] = name
            told.append(
                f"{place('survey', number)}: “{name}” has no label, so its name is shown; write a label."
            )
    if told:
        book["survey_header"][0].setdefault(label, None)
    return told


def _names_root(book: Book) -> bool:
    """Whether an expression names the root, so that it cannot be renamed."""
    written = (
        text for sheet in ("survey", "settings") for _, row in rows(book, sheet) for text in row.values()
    )
    return any(PATH_TO_ROOT.search(text) for text in written)
