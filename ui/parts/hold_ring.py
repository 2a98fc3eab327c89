"""The ring that fills while a press is held (M5)."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.parts.overlay import Overlay, square
from ui.theme import Theme

_ACROSS = 30.0
_WIDTH = 2.4
"""In mm: seen around the finger on the target."""
_STEPS = 4
"""How often it changes where nothing may move."""
_TURN = 360 * 16


class HoldRing(Overlay):
    """Lies around the finger."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._theme: Theme | None = None
        self.part = 0.0

    def show_at(self, at: QPoint, theme: Theme) -> None:
        """Empty, around ``at`` in the window's pixels."""
        self._theme = theme
        self.part = 0.0
        self.setGeometry(square(at, theme.px(_ACROSS)))
        self.raise_()
        self.show()

    def fill(self, part: float) -> None:
        """How much of the time is over, 0 to 1; in steps where motion is not wanted (V10)."""
        if self._theme is not None and not self._theme.display.motion:
            part = int(part * _STEPS) / _STEPS
        if part != self.part:
            self.part = part
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        if theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = theme.px(_WIDTH)
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        # Black holds yellow together on any ground, as in the focus ring.
        painter.setPen(theme.pen("focus_inner", _WIDTH * 1.8))
        painter.drawEllipse(ring)
        pen = theme.pen("focus_outer", _WIDTH)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, _TURN // 4, -round(_TURN * self.part))
