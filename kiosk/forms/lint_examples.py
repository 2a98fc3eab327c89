"""Looks over a form's examples of answers: for whom each is, and how long it is."""

from collections.abc import Iterator, Mapping

from kiosk.forms.form import Form
from kiosk.forms.lint_easy_read import MOST_WORDS, said, where
from kiosk.forms.readers.source import SheetRow, Source
from kiosk.forms.running.easy_read import lines, value
from kiosk.forms.running.example import LIST


def example_lines(form: Form, source: Source, _rows: Mapping[str, SheetRow]) -> Iterator[tuple[str, str]]:
    """Lines for an example of a question that is not there, and for examples that nobody would give."""
    names = {control.path.rpartition("/")[2] for control in form.controls}
    for item in lines(form, LIST):
        name = value(item, "name")
        at = where(source, LIST, name)
        if name not in names:
            yield at, f"there is an example for a question “{name}”, but no such question; correct the name."
        if any(len(words.split()) > MOST_WORDS for words in said(item, form)):
            yield at, f"this example has over {MOST_WORDS} words; give one short answer."
