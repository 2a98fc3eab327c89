"""The question that or_other adds for a choice that is not on the list: XLSForm writes it in English alone."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.forms.form import Control, Form
from kiosk.forms.page import Choice
from kiosk.forms.wording import literal

_ASKS = literal("Specify other.").words
_CALLED = "Other"
_VALUE = "other"
_ENDS = "_other"


def asks_for_other(control: Control) -> bool:
    """Whether a question is the one that or_other made, with its words."""
    label = control.label
    return (
        label is not None
        and control.path.endswith(_ENDS)
        and {label.words, *label.languages.values()} <= {_ASKS, ()}
    )


def with_other(choices: Sequence[Choice], control: Control, form: Form, label: str) -> Sequence[Choice]:
    """``choices`` with the one that or_other added called ``label``."""
    if not isinstance(choices, tuple) or not any(c.value == _VALUE and c.label == _CALLED for c in choices):
        return choices
    asked = control.path + _ENDS
    if not any(each.path == asked and asks_for_other(each) for each in form.controls):
        return choices
    return tuple(replace(c, label=label) if c.value == _VALUE else c for c in choices)
