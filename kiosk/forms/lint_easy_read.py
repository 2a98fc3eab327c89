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
        where = _where(source, name)
        if name not in names:
            yield where, f"Easy Read is for a question “{name}”, but there is none; correct the name."
        if picture and picture not in pictures:
            yield where, f"the picture “{picture}” has no words; add it to the list {PICTURES}."
        if any(len(said.split()) > MOST_WORDS for said in _said(item, form)):
            yield where, f"Easy Read has over {MOST_WORDS} words here; say one thing, with one verb."


def _names(elements: tuple[Element, ...]) -> Iterator[str]:
    for element in elements:
        yield element.path.rpartition("/")[2]
        if isinstance(element, Group | Repeat):
            yield from _names(element.children)


def _said(item: Node, form: Form) -> Iterator[str]:
    text = form.itext.get(value(item, "itextId"))
    if text is None:
        yield value(item, "label")
        return
    for template in (text.words, *text.languages.values()):
        yield "".join(part if isinstance(part, str) else "…" for part in template)


def _where(source: Source, name: str) -> str:
    rows = [
        str(row.number)
        for row in source.sheets.get("choices", ())
        if cell(row.cells, "list_name", "list name") == LIST and cell(row.cells, "name") == name
    ]
    return f"choices row {listed(rows)}" if rows else f"list {LIST}"
