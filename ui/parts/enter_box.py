"""A box whose Enter is its own: what is typed in it is looked for, and is no answer yet to go on with."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from ui.parts.edit import Edit
from ui.parts.pressable import ENTER


class EnterBox(Edit):
    """``entered`` tells that Enter was pressed, once however long it is held. The page never hears of it (M3)."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.entered.emit()
