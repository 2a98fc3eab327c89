"""The rule about widgets: each is for one type of question, and does nothing on another."""

from collections.abc import Iterator, Mapping

from kiosk.forms.form import Form
from kiosk.forms.readers.locate import where
from kiosk.forms.readers.source import SheetRow, Source
from kiosk.forms.widgets import WIDGETS

Told = Iterator[tuple[str, str]]


def misplaced_widgets(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Questions of a type that the widget they name is not for."""
    for control in form.controls:
        for name in sorted(control.appearance & set(WIDGETS)):
            wanted = WIDGETS[name].name
            if wanted != control.type:
                yield (
                    where([control.path], rows, "type" if source.sheets else ""),
                    f"“{name}” is for questions of the type {wanted}, so it does nothing here; change the type.",
                )
