"""Text laid out in lines: measured and drawn the same way by every own-painted widget."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


class Paragraph:
    """``text`` in ``font``, wrapped to ``width`` pixels; a word longer than a line is broken, never cut (V3).

    A line feed in ``text`` begins a new line. ``height`` and ``widest`` are in pixels.
    """

    def __init__(self, text: str, font: QFont, width: float, *, centred: bool = False) -> None:
        self._layouts = [_lines(part, font, width, centred=centred) for part in text.split("\n")]
        self._leading = QFontMetricsF(font).lineSpacing()
        self.height = self._leading * sum(layout.lineCount() for layout in self._layouts)
        self.widest = max(
            (
                layout.lineAt(n).naturalTextWidth()
                for layout in self._layouts
                for n in range(layout.lineCount())
            ),
            default=0.0,
        )

    def draw(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Draws it with its top left corner at ``at``."""
        painter.setPen(colour)
        top = at.y()
        for layout in self._layouts:
            layout.draw(painter, QPointF(at.x(), top))
            top += self._leading * layout.lineCount()


def _lines(text: str, font: QFont, width: float, *, centred: bool) -> QTextLayout:
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout = QTextLayout(text or " ", font)
    layout.setTextOption(option)
    leading = QFontMetricsF(font).lineSpacing()
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, leading * line.lineNumber()))
    layout.endLayout()
    return layout


def longest_word(text: str, font: QFont) -> float:
    """The width in pixels of the longest word: what a widget needs so that no word breaks."""
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
