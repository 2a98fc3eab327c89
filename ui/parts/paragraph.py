"""Text laid out in lines: measured and drawn the same way by every own-painted widget."""

import re

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ui.fonts import leading
from ui.parts.mark import NONE, Mark, paint
from ui.theme import Theme

_NUMBER = re.compile(r"\b0\d[\d ]{7,}\d\b")
"""A telephone number."""


class Paragraph:
    """``text`` in ``font``, wrapped to ``width`` pixels; a word longer than a line is broken, never cut (V3).

    A telephone number stands on one line where it fits, so that it can be dialled from there.

    A line feed in ``text`` begins a new line. ``height`` and ``widest`` are in pixels. Each line of text has its
    own direction, from its first letter; which side of ``width`` it stands at is told to :meth:`draw`. ``lengths`` are
    those of the lines, in characters.
    """

    def __init__(self, text: str, font: QFont, width: float) -> None:
        self._width = max(1.0, width)
        self._layouts = [_lines(part, font, self._width) for part in text.split("\n")]
        lines = [layout.lineAt(n) for layout in self._layouts for n in range(layout.lineCount())]
        self.lengths = [line.textLength() for line in lines]
        # Urdu needs more room between lines than Latin does.
        self._leading = max([leading(font), *(line.height() for line in lines)])
        self.height = self._leading * len(lines)
        self.widest = max((line.naturalTextWidth() for line in lines), default=0.0)

    def draw(
        self,
        painter: QPainter,
        at: QPointF,
        colour: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        mark: Mark = NONE,
        theme: Theme | None = None,
    ) -> None:
        """Draws it with its top left corner at ``at``, its lines at the left, the right or in the middle.

        ``mark`` is the word that is spoken now, drawn as ``theme`` has it.
        """
        painter.setPen(colour)
        top = at.y()
        begun = 0
        for layout in self._layouts:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                rest = self._width - line.naturalTextWidth()
                left = {Qt.AlignmentFlag.AlignRight: rest, Qt.AlignmentFlag.AlignHCenter: rest / 2}.get(
                    align, 0.0
                )
                lower = (self._leading - line.height()) / 2
                corner = QPointF(at.x() + left - line.naturalTextRect().left(), top + lower)
                line.draw(painter, corner)
                if mark[1] and theme is not None:
                    paint(painter, line, corner, (mark[0] - begun, mark[1]), theme)
                top += self._leading
            begun += len(layout.text()) + 1


def side(*, mirrored: bool) -> Qt.AlignmentFlag:
    """Where lines stand in a widget: at the left, or at the right when it is ``mirrored``."""
    return Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft


def _lines(text: str, font: QFont, width: float) -> QTextLayout:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout = QTextLayout(_NUMBER.sub(lambda found: _held(found[0], font, width), text) or " ", font)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
    layout.endLayout()
    return layout


def _held(number: str, font: QFont, width: float) -> str:
    together = number.replace(" ", "\u00a0")
    return together if QFontMetricsF(font).horizontalAdvance(together) <= width else number


def longest_word(text: str, font: QFont) -> float:
    """The width in pixels of the longest word: what a widget needs so that no word breaks."""
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
