"""Small sounds before what is said: which one, and whether the person has chosen to have them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.display import Display
from kiosk.speech.voice import Earcon
from ui.parts.choice import CheckRow, RadioRow

if TYPE_CHECKING:
    from ui.reader import Reader


def follow(reader: "Reader", display: Display) -> None:
    """The person may have chosen otherwise since something was last said."""
    if reader.settings.sounds != display.sounds:
        reader.settings = replace(reader.settings, sounds=display.sounds)


def of(control: QWidget) -> Earcon | None:
    """What goes before a control that took the focus: ``end`` at the last of several choices, else its own."""
    holder = control.parentWidget()
    rows = [row for row in holder.children() if isinstance(row, RadioRow | CheckRow)] if holder else []
    return "end" if len(rows) > 1 and rows[-1] is control else None
