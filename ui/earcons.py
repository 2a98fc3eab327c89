"""Small sounds before what is said: which one, and whether the person has chosen to have them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.display import Display
from kiosk.speech.voice import Earcon
from ui.describe import Choosable, place

if TYPE_CHECKING:
    from ui.reader import Reader


def follow(reader: "Reader", display: Display) -> None:
    """The person may have chosen otherwise since something was last said."""
    if reader.settings.sounds != display.sounds:
        reader.settings = replace(reader.settings, sounds=display.sounds)


def of(control: QWidget) -> Earcon | None:
    """What goes before a control that took the focus: ``end`` at the last of several choices, else its own."""
    if not isinstance(control, Choosable):
        return None
    which, count = place(control)
    return "end" if which == count > 1 else None
