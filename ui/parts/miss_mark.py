"""The mark of a touch that met nothing: it stands still where the finger came down (M2)."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.parts.overlay import Overlay, square
from ui.parts.paragraph import Paragraph
from ui.parts.slab import slab
from ui.theme import BORDER, GAP, STRONG, Theme

_ACROSS = 18.0
"""Wider than a fingertip, so that it is seen around the finger, in mm."""


class MissMark(Overlay):
    """A crossed ring, and words above it once it is sure that a press was meant.

    It stays until it is hidden: nothing on this screen goes away by itself (T4).
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._theme: Theme | None = None
        self._words: Paragraph | None = None
        self._ring = QRect()
        self._slab = QRect()

    def show_at(self, at: QPoint, words: str, theme: Theme) -> None:
        """``at`` is in the window's pixels."""
        self._theme = theme
        ring = square(at, theme.px(_ACROSS))
        box = QRect()
        self._words = None
        if words:
            self._words = Paragraph(words, theme.font("bold"), theme.text_width * 0.9)
            box = self._place(ring, theme)
        around = ring.united(box)
        self._ring = ring.translated(-around.topLeft())
        self._slab = box.translated(-around.topLeft())
        self.setGeometry(around)
        self.raise_()
        self.show()
        self.update()

    def _place(self, ring: QRect, theme: Theme) -> QRect:
        """Above the ring, where the hand does not hide it; below at the top of the screen."""
        assert self._words is not None  # noqa: S101 there are some
        gap, screen = theme.px(GAP), theme.screen
        size = QSize(int(self._words.widest) + 2 + 4 * gap, int(self._words.height) + 1 + 2 * gap)
        left = min(max(gap, ring.center().x() - size.width() // 2), screen.width() - size.width() - gap)
        top = ring.top() - gap - size.height()
        return QRect(QPoint(left, top if top >= gap else ring.bottom() + gap), size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        if theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for role, width in (("paper", 3 * STRONG), ("ink", STRONG)):  # seen on any ground
            painter.setPen(theme.pen(role, width))  # type: ignore[arg-type]  # both are roles
            inset = theme.px(2 * STRONG)
            ring = QRectF(self._ring).adjusted(inset, inset, -inset, -inset)
            painter.drawEllipse(ring)
            reach = ring.width() / 2 * 0.7
            middle = ring.center()
            painter.drawLine(middle - QPointF(reach, -reach), middle + QPointF(reach, -reach))
        if self._words is not None:
            slab(painter, self._slab, theme, ground="ink", border="paper", width=2 * BORDER)
            inside = theme.px(GAP)
            at = QPointF(self._slab.x() + 2 * inside, self._slab.y() + inside)
            self._words.draw(painter, at, theme.colour("paper"))
