"""Conversion by pyxform, which stops at its first complaint: those that can be mended honestly are, and told."""

import re

from pyxform.errors import PyXFormError
from pyxform.xls2xform import ConvertResult, convert

from kiosk.forms.readers.book import Book, cell, columns, place, rows

MOST = 200  # rows whose missing label is filled before the author has to
NO_LABEL = re.compile(r"survey element named '(.*)' has no label or hint")
ROOT = re.compile(r"must not be the same as the survey root")
PATH_TO_ROOT = re.compile(r"/data/")
OTHER_ROOT = "form"


def convert_mending(book: Book) -> tuple[ConvertResult, list[str], list[str]]:
    """The conversion, what pyxform warned of, and what was mended. Raises what pyxform raises."""
    mended: list[str] = []
    root = None
    while True:
        said: list[str] = []
        try:
            return convert(dict(book), warnings=said, form_name=root), said, mended
        except PyXFormError as error:
            told, root = _mend(book, str(error), root)
            if not told or len(mended) == MOST:
                raise
            mended.append(told)


def _mend(book: Book, complaint: str, root: str | None) -> tuple[str, str | None]:
    """What was changed ("" for nothing), and the name of the root node from now on."""
    if found := NO_LABEL.search(complaint):
        return _name_as_label(book, found[1]), root
    if ROOT.search(complaint) and root is None and not _names_root(book):
        where = place("survey")
        return (
            f"{where}: the answers are kept in “{OTHER_ROOT}”, because a repeat is named “data”.",
            OTHER_ROOT,
        )
    return "", root


def _name_as_label(book: Book, name: str) -> str:
    for number, row in rows(book, "survey"):
        if cell(row, "name", "value", "tag") == name and not cell(row, "label", "caption", "hint"):
            label = next(iter(columns(book, "survey", "label", "caption")), "")
            if not label:
                label = "label"
                book["survey_header"][0][label] = None
            if not row.get(label):
                row[label] = name
                where = place("survey", number)
                return f"{where}: “{name}” has no label, so its name is shown; write a label."
    return ""


def _names_root(book: Book) -> bool:
    """Whether an expression names the root, so that it cannot be renamed."""
    written = (
        text for sheet in ("survey", "settings") for _, row in rows(book, sheet) for text in row.values()
    )
    return any(PATH_TO_ROOT.search(text) for text in written)
