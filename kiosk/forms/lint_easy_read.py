"""Looks over a form's Easy Read (C14): who it is for, how long it is, and whether each picture is said in words."""

from collections.abc import Iterator, Mapping

from kiosk.forms.form import Element, Form, Group, Repeat
from kiosk.forms.node import Node
from kiosk.forms.readers.book import cell, listed
from kiosk.forms.readers.source import SheetRow, Source
from kiosk.forms.running.easy_read import LIST, PICTURES, lines, value

MOST_WORDS = 15
"""In one line of Easy Read: one idea and one verb (C14)."""


def easy_read_lines(form: Form, source: Source, _rows: Mapping[str, SheetRow]) -> Iterator[tuple[str, str]]:
    """Lines for a question that is not there, lines that are too long, and pictures without words."""
    names = set(_names(form.body))
    pictures = {value(item, "name") for item in lines(form, PICTURES)}
    for item in lines(form, LIST):
        name, picture = value(item, "name"), value(item, "picture")
        at = where(source, LIST, name)
        if name not in names:
            yield at, f"Easy Read is for a question “{name}”, but there is none; correct the name."
        if picture and picture not in pictures:
            yield at, f"the picture “{picture}” has no words; add it to the list {PICTURES}."
        if any(len(words.split()) > MOST_WORDS for words in said(item, form)):
            yield at, f"Easy Read has over {MOST_WORDS} words here; say one thing, with one verb."


def _names(elements: tuple[Element, ...]) -> Iterator[str]:
    for element in elements:
        yield element.path.rpartition("/")[2]
        if isinstance(element, Group | Repeat):
            yield from _names(element.children)


def said(item: Node, form: Form) -> Iterator[str]:
    """A line of such a list in every language, with what is filled in left out."""
    text = form.itext.get(value(item, "itextId"))
    if text is None:
        yield value(item, "label")
        return
    for template in (text.words, *text.languages.values()):
        yield "".join(part if isinstance(part, str) else "…" for part in template)


def where(source: Source, list_name: str, name: str) -> str:
    """Where a line of a list stands in the spreadsheet."""
    rows = [
        str(row.number)
        for row in source.sheets.get("choices", ())
        if cell(row.cells, "list_name", "list name") == list_name and cell(row.cells, "name") == name
    ]
    return f"choices row {listed(rows)}" if rows else f"list {list_name}"
