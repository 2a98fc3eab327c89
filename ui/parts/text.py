"""A paragraph of plain text on the page."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.palette import Role
from ui.parts.mark import NONE, Mark
from ui.parts.paragraph import Paragraph, longest_word, side
from ui.theme import LONG_WORD, FontRole, Theme


class Text(QLabel):
    """Words that wrap, at most about 75 characters to a line, and grow the page downwards.

    A QLabel for its accessible role and name; drawn by Paragraph like all text.
    """

    def __init__(self, words: str, theme: Theme, colour: Role = "ink", font: FontRole = "body") -> None:
        super().__init__()
        self._theme = theme
        self._colour = colour
        self._mark: Mark = NONE
        self._laid: dict[int, Paragraph] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(theme.font(font))
        self.setText(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, words: str) -> None:
        """Changes the words."""
        self._laid.clear()
        self.setText(words)
        self.updateGeometry()

    def readings(self) -> tuple[str, ...]:
        """See Readable in ui/spoken_word.py."""
        return (self.text(),)

    def mark(self, _which: int, start: int, length: int) -> None:
        """See Readable in ui/spoken_word.py."""
        self._mark = (start, length)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._paragraph(width).height) + 1

    def sizeHint(self) -> QSize:
        laid = self._paragraph(self._theme.text_width)
        return QSize(int(laid.widest) + 2, int(laid.height) + 1)

    def minimumSizeHint(self) -> QSize:
        width = min(int(longest_word(self.text(), self.font())) + 2, self._theme.px(LONG_WORD))
        return QSize(width, self.fontMetrics().lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.isRightToLeft()
        laid = self._paragraph(self.width())
        left = self.width() - min(self.width(), self._theme.text_width) if mirrored else 0
        colour, way = self._theme.colour(self._colour), side(mirrored=mirrored)
        laid.draw(painter, QPointF(left, 0), colour, way, mark=self._mark, theme=self._theme)

    @property
    def laid(self) -> Paragraph:
        """Its lines, as they stand."""
        return self._paragraph(self.width())

    def _paragraph(self, width: int) -> Paragraph:
        width = min(width, self._theme.text_width)
        if width not in self._laid:
            self._laid[width] = Paragraph(self.text(), self.font(), width)
        return self._laid[width]
