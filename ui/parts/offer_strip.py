"""The one thing that the kiosk offers by itself, in its fixed place below the page: a question, and two buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.parts.button import Button
from ui.parts.focus import FocusRing
from ui.parts.notice import Notice
from ui.theme import BORDER, GAP, MARGIN, Theme

_ROW = QBoxLayout.Direction.LeftToRight
_COLUMN = QBoxLayout.Direction.TopToBottom


class OfferStrip(QWidget):
    """``words`` beside ``buttons`` where that takes little height, else above them. A screen reader says the words.

    ``width`` is in pixels where it is not the window's.
    """

    def __init__(self, words: str, buttons: Sequence[Button], theme: Theme, width: int = 0) -> None:
        super().__init__()
        self.theme = theme
        self.words = words
        self.buttons = list(buttons)
        self._said = said = Notice(words, theme, font="bold")
        for button in buttons:
            button.setAccessibleDescription(words)
        margin, gap = theme.px(GAP if width else MARGIN), theme.px(GAP * 1.5)
        width = (width or theme.screen.width()) - 2 * margin
        across = sum(button.sizeHint().width() + gap for button in buttons)
        tall = max(button.sizeHint().height() for button in buttons)
        beside = width - across - margin
        in_a_row = across - gap <= width
        is_beside = in_a_row and beside > 0 and said.heightForWidth(beside) <= tall + 2 * gap
        outer = QBoxLayout(_ROW if is_beside else _COLUMN, self)
        outer.setContentsMargins(margin, theme.px(GAP), margin, theme.px(GAP))
        outer.setSpacing(margin if is_beside else theme.px(GAP))
        inner = QBoxLayout(_ROW if in_a_row else _COLUMN)
        inner.setSpacing(gap)
        for button in buttons:
            inner.addWidget(button)
        if in_a_row and not is_beside:
            inner.addStretch(1)
        outer.addWidget(said, 0, Qt.AlignmentFlag.AlignVCenter if is_beside else Qt.AlignmentFlag(0))
        outer.addLayout(inner)
        if is_beside:
            said.setFixedWidth(min(beside, said.fontMetrics().horizontalAdvance(words) + gap))
            outer.addStretch(1)
        self._ring = FocusRing(self, theme)
        self._outer = outer

    @property
    def heard(self) -> list[QWidget]:
        """All of it, as it is read out."""
        return [self._said, *self.buttons]

    def height_at(self, width: int) -> int:
        """The pixels that it takes of the height of a window so wide."""
        return self._outer.totalHeightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("panel"))
        line = self.theme.px(BORDER)
        for top in (0, self.height() - line):  # in a theme of two colours the ground alone would not be seen
            painter.fillRect(0, top, self.width(), line, self.theme.colour("line"))
