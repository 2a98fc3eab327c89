"""What lies over the page and is not part of it."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget


class Overlay(QWidget):
    """Hidden until it is shown. Takes no touch and no focus."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()


def square(middle: QPoint, side: int) -> QRect:
    """A square of ``side`` pixels around ``middle``."""
    return QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)
