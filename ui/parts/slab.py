"""The one shape that buttons, choices, fields and panels are made of: a ground, a border, round corners."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.palette import Role
from ui.theme import BORDER, RADIUS, Theme


def slab(
    painter: QPainter, rect: QRect, theme: Theme, *, ground: Role, border: Role | None, width: float = BORDER
) -> None:
    """Fills ``rect`` with ``ground`` and draws its border, ``width`` mm wide, wholly inside it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour(ground))
    inset = 0.0
    if border is None:
        painter.setPen(QPen(Qt.PenStyle.NoPen))
    else:
        pen = theme.pen(border, width)
        painter.setPen(pen)
        inset = pen.widthF() / 2
    radius = theme.px(RADIUS)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()
