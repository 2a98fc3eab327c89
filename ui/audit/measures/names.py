"""D3: name, role and state of each control, as a screen reader has them (WCAG 4.1.2, 2.5.3; EN 301 549 11.5.2.5)."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ui.audit.finding import Failure, Whose
from ui.audit.view import EDITS, View, described, plain, words_of
from ui.inputs.base import Input
from ui.parts.choice import CheckRow, RadioRow

_Role = QAccessible.Role
ROLES = {
    _Role.Button,
    _Role.CheckBox,
    _Role.EditableText,
    _Role.Heading,
    _Role.Notification,
    _Role.RadioButton,
    _Role.StaticText,
}
"""Roles that say something to a person."""


def measure(view: View) -> Iterator[Failure]:
    """Every control that can take the focus."""
    for control in view.controls:
        interface = QAccessible.queryAccessibleInterface(control)
        name = interface.text(QAccessible.Text.Name).strip()
        words = words_of(control).strip()
        box = view.at(control)
        if not name:
            whose: Whose = "form" if _of_a_form(control) else "kiosk"
            kind = type(control).__name__
            sentence = f"A control of the kind {kind} has no name; each needs one."
            yield Failure("D3", f"no name {kind}", sentence, whose, spot=box)
        elif not isinstance(control, EDITS) and plain(words) not in plain(name):
            sentence = f"{described(control)} is called “{name[:60]}”, without its own words."
            yield Failure("D3", f"name {described(control)}", sentence, spot=box)
        if interface.role() not in ROLES:
            sentence = f"{described(control)} has the role {interface.role().name}, which tells nothing."
            yield Failure("D3", f"role {described(control)}", sentence, spot=box)
        if isinstance(control, RadioRow | CheckRow) and interface.state().checked != control.isChecked():
            sentence = (
                f"{described(control)} is chosen on the screen and not for a screen reader, or the other way."
            )
            yield Failure("D3", f"state {described(control)}", sentence, spot=box)
        if not interface.state().focusable:
            sentence = f"{described(control)} takes the focus and does not say that it can."
            yield Failure("D3", f"focusable {described(control)}", sentence, spot=box)


def _of_a_form(control: QWidget) -> bool:
    """Whether its name would come from a form: a question without a label."""
    holder: QWidget | None = control
    while holder is not None and not isinstance(holder, Input):
        holder = holder.parentWidget()
    return holder is not None and not holder.title.strip()
