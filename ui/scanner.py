"""What a barcode scanner types goes to the box for it, wherever the focus is on the page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from kiosk.stage import Asking, EnterCode
from kiosk.visit import Visit
from ui.inputs.barcode import BarcodeInput
from ui.keypad import names
from ui.parts.edit import Edit, Field

if TYPE_CHECKING:
    from ui.window import Window


class Scanner(QObject):
    """Moves the focus into the page's box for a barcode or a code when a sign comes that nothing else is waiting for.

    A key that a keypad knows stays that keypad's; in a box the sign is typed there, as ever.
    """

    def __init__(self, window: "Window", visit: Visit) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """On the native window, so that the control that has the focus has not seen the key yet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalnum():
            self._lead(event)
        return False

    def _lead(self, event: QKeyEvent) -> None:
        window = self._window
        stage = self._visit.stage
        free = isinstance(stage, Asking | EnterCode) and self._visit.aside is None
        if not free or isinstance(window.focusWidget(), Field) or window.keypad.keys.find(names(event)):
            return
        fields = window.showing.find(BarcodeInput)
        boxes: list[Edit] = [field.edit for field in fields if not field.edit.isReadOnly()]
        if isinstance(stage, EnterCode):
            boxes = window.showing.find(Edit)[:1]  # the square on the paper holds all of the code
        if (box := next(iter(boxes), None)) is not None:
            box.setFocus()
            box.selectAll()
