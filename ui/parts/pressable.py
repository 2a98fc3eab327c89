"""What everything that is pressed does with keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Pressable(QPushButton):
    """Enter and the space bar press it, once however long they are held; arrows are left to the window."""

    bounce = 1.0
    """Which part of the kiosk's bounce time must pass before a finger can press it again (M3)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()  # the window moves the focus
        elif event.isAutoRepeat():
            event.accept()  # a key held down presses once (M3)
        elif event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)
