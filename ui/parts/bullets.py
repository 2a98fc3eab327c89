"""A short list, each entry with a dot before it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from ui.parts.inset import Inset
from ui.parts.text import Text
from ui.theme import GAP, Theme


class Bullets(Inset):
    """``entries`` one below the other, hanging from their dots."""

    def __init__(self, entries: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries = [Text(entry, theme) for entry in entries]
        layout = QVBoxLayout(self)
        indent = theme.px(theme.cap("body") * 1.3)
        self.inset(layout, indent, 0)
        layout.setSpacing(theme.px(GAP))
        for entry in self._entries:
            layout.addWidget(entry)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ink"))
        radius = self._theme.px_per_mm * self._theme.cap("body") / 6
        left = self.width() - radius if self.isRightToLeft() else radius
        for entry in self._entries:
            middle = entry.y() + self._theme.px(self._theme.line()) / 2
            painter.drawEllipse(QPointF(left, middle), radius, radius)
