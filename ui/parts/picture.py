"""A picture that says what words beside it say: our own drawings, in the colours of the theme."""

import re

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.config import ASSETS
from ui.theme import Theme

_ROLE = re.compile(r"var\(--(\w+)\)")


def coloured(drawing: str, theme: Theme) -> str:
    """A drawing in the colours of the theme: ``var(--ink)`` in it stands for a role."""
    return _ROLE.sub(lambda role: theme.colour(role[1]).name(), drawing)  # type: ignore[arg-type]  # a test draws each


class Picture(QWidget):
    """``name`` of a drawing in assets/pictures, ``width`` pixels wide.

    It adds nothing to the words, so a screen reader does not hear of it.
    """

    def __init__(self, name: str, width: int, theme: Theme) -> None:
        super().__init__()
        drawing = (ASSETS / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
        self._renderer = QSvgRenderer(QByteArray(coloured(drawing, theme).encode()))
        size = self._renderer.defaultSize()
        self._size = QSize(width, width * size.height() // size.width())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._renderer.render(QPainter(self), QRectF(self.rect()))
