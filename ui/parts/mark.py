"""The mark on a word that is spoken: a ground behind it and a line below, in every theme (A5, V5)."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextLine

from ui.theme import Theme

_BESIDE = 0.6
_LINE = 0.6
"""In mm: how far it reaches beyond the word, and how thick the line below is, which is seen without colours (V7)."""


Mark = tuple[int, int]
"""From which character of a text, and how many. No dataclass: each costs the first paint half a millisecond."""
NONE: Mark = (0, 0)


def paint(painter: QPainter, line: QTextLine, at: QPointF, mark: Mark, theme: Theme) -> None:
    """Draws ``line`` again where ``mark`` is, with its layout at ``at``. Places are those of the line's own layout."""
    start = max(mark[0], line.textStart())
    length = min(sum(mark), line.textStart() + line.textLength()) - start
    # Not by places of the cursor: at the edge of a number within Urdu it stands at the number's other side
    inks = [run.boundingRect() for run in line.glyphRuns(start, length)] if length > 0 else []
    if not inks:
        return
    pad, thick = theme.px(_BESIDE), theme.px(_LINE)
    first, last = min(ink.left() for ink in inks), max(ink.right() for ink in inks)
    box = QRectF(at.x() + first - pad, at.y() + line.y(), last - first + 2 * pad, line.height())
    painter.save()
    painter.fillRect(box, theme.colour("spoken"))
    painter.setClipRect(box)
    painter.setPen(theme.colour("on_spoken"))
    line.draw(painter, at)
    painter.fillRect(QRectF(box.x(), box.bottom() - thick, box.width(), thick), theme.colour("on_spoken"))
    painter.restore()
