"""A box to draw in with a finger, a mouse or a pen."""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.attachments.attachment import Stroke
from ui.drawing import draw_strokes
from ui.parts.slab import slab
from ui.theme import BORDER, Theme

WIDEST = 200.0
"""Of a pad, in mm: what an arm draws without moving along."""
LINE = 0.9
"""How wide a drawn line is, in mm."""
STEP = 0.4
"""A finger that has moved less, in mm, has not moved."""
LEAST = 10.0
"""Lines that are shorter than this together, in mm, are a slip and no drawing."""
MOST_POINTS = 10_000


class Pad(QWidget):
    """Takes lines from ui/strokes.py, never from Qt's own mouse. ``tall`` is its height over its width.

    ``changed`` tells after each line. It takes no focus: what is drawn can be typed instead, and a key draws nothing.
    """

    changed = Signal()

    def __init__(self, theme: Theme, tall: float, strokes: tuple[Stroke, ...] = ()) -> None:
        super().__init__()
        self._theme = theme
        self._strokes: list[Stroke] = list(strokes)
        self._line: list[tuple[float, float]] = []
        width = min(theme.px(WIDEST), theme.column_width)
        self.setFixedSize(width, round(width * tall))

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The lines that were drawn, each point in widths of the pad."""
        return tuple(self._strokes)

    @property
    def is_drawn(self) -> bool:
        """Whether there is more than a slip."""
        return sum(map(_length, self._strokes)) * self.width() >= self._theme.px(LEAST)

    def begin(self, at: QPointF) -> None:
        """A finger came down inside."""
        self._line = []
        self.go(at)

    def go(self, at: QPointF) -> None:
        """The finger has moved; a line ends at the pad's edge."""
        width = max(1, self.width())
        point = (_within(at.x() / width, 1.0), _within(at.y() / width, self.height() / width))
        far = self._theme.px(STEP) / width
        room = len(self._line) + sum(map(len, self._strokes)) < MOST_POINTS
        if room and (not self._line or math.dist(point, self._line[-1]) >= far):
            self._line.append(point)
            self.update()

    def lift(self) -> None:
        """The finger was lifted."""
        if self._line:
            self._strokes.append(tuple(self._line))
            self._line = []
            self.update()
            self.changed.emit()

    def undo(self) -> None:
        """Takes the last line away."""
        del self._strokes[-1:]
        self.update()
        self.changed.emit()

    def clear(self) -> None:
        """Takes all lines away."""
        self._strokes.clear()
        self.update()
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        slab(painter, self.rect(), theme, ground="paper", border="ink", width=2 * BORDER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = theme.pen("ink", LINE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        lines = [*self._strokes, tuple(self._line)] if self._line else self._strokes
        draw_strokes(painter, lines, self.width())


def _within(value: float, most: float) -> float:
    return round(min(max(value, 0.0), most), 4)


def _length(stroke: Stroke) -> float:
    return sum(math.dist(one, other) for one, other in pairwise(stroke))
