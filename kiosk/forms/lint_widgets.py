"""The rules about widgets: each is for one type of question, does nothing on another, and has one name."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from kiosk.forms.form import Form
from kiosk.forms.readers.locate import where
from kiosk.forms.readers.source import SheetRow, Source
from kiosk.forms.widgets import WIDGETS

Told = Iterator[tuple[str, str]]

_NAMES = (*WIDGETS, "masked", "autocomplete", "signature")
_LIKE = 0.85
"""How alike two names are of which one is a slip; other programs have appearances of their own, which are let be."""


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


def mistyped_widgets(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Appearances that nothing knows, and that are nearly the name of a widget."""
    for control in form.controls:
        for name in sorted(control.appearance - set(_NAMES)):
            if near := get_close_matches(name, _NAMES, n=1, cutoff=_LIKE):
                yield (
                    where([control.path], rows, "appearance" if source.sheets else ""),
                    f"no appearance is called “{name}”, so it does nothing: did you mean “{near[0]}”?",
                )
