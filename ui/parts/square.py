"""The square code that a telephone's camera reads: on paper and on the page."""

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme

Code = tuple[bytearray, ...]
"""The rows of the square code, each dot 1 for dark."""

MODULE = 0.6
"""Millimetres of the smallest square of the code: a cheap telephone reads it from an arm's length."""

_QUIET = 4
"""Empty squares around the code, without which no camera finds it (ISO/IEC 18004)."""


def code_for(words: str, width: float) -> Code:
    """The square for ``words``, no wider than ``width`` mm: where it cannot hold them all, the last lines go."""
    lines = words.split("\n")
    while True:
        try:
            code = segno.make("\n".join(lines), error="m", micro=False, boost_error=False).matrix
        except segno.DataOverflowError:
            code = None
        if code is not None and side(code) <= width:
            return code
        lines.pop()


def side(code: Code) -> float:
    """Millimetres that the code is wide, without the empty squares around it."""
    return len(code) * MODULE


def paint(painter: QPainter, box: QRectF, code: Code) -> None:
    """Draws the code to fill ``box``, dark squares alone."""
    module = box.width() / len(code)
    for row, line in enumerate(code):
        for column, dark in enumerate(line):
            if dark:
                # A hair larger than it is, so that no white line shows between two.
                painter.fillRect(
                    QRectF(
                        box.left() + column * module, box.top() + row * module, module * 1.02, module * 1.02
                    ),
                    Qt.GlobalColor.black,
                )


class Square(QWidget):
    """The code for ``words`` on the page, ``width`` mm wide with its edges: the larger, the less still a hand must be.

    Black on white in every theme, since cameras read no other. The words themselves stand beside it, so a screen reader
    does not hear of it.
    """

    def __init__(self, words: str, width: float, theme: Theme) -> None:
        super().__init__()
        self._code = code_for(words, width - 2 * _QUIET * MODULE)
        self._size = theme.px(width)
        self._module = self._size / (len(self._code) + 2 * _QUIET)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        quiet = _QUIET * self._module
        paint(painter, QRectF(self.rect()).adjusted(quiet, quiet, -quiet, -quiet), self._code)
