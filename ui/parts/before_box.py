"""What stands before a box and belongs to every answer in it, such as a pound sign: for the eyes alone."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import BORDER, GAP, RADIUS, Theme


class BeforeBox(QWidget):
    """``sign`` on a panel, ``height`` pixels high as the box is; no label, so that no voice stops at it."""

    def __init__(self, sign: str, theme: Theme, height: int) -> None:
        super().__init__()
        self._sign = sign
        self._theme = theme
        self.setFont(theme.font("bold"))
        self.setFixedSize(self.fontMetrics().horizontalAdvance(sign) + 2 * theme.px(1.5 * GAP), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.px(BORDER)
        inside = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setBrush(theme.colour("panel"))
        pen = painter.pen()
        pen.setColor(theme.colour("line"))
        pen.setWidth(line)
        painter.setPen(pen)
        painter.drawRoundedRect(inside, theme.px(RADIUS), theme.px(RADIUS))
        painter.setPen(theme.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._sign)
