"""A face over its words, to press: one of a few that stand in a row."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.palette import Role
from ui.parts import icon
from ui.parts.button import Button
from ui.parts.paragraph import Paragraph, longest_word
from ui.parts.slab import slab
from ui.theme import BORDER, GAP, TARGET, Theme

_FACE = 20.0
"""As high and wide, in mm: told apart from 3 m."""


class Face(Button):
    """As Button, of the kind "slab"; ``name`` is the icon's."""

    def __init__(self, name: str, words: str, theme: Theme, press: Callable[[], object]) -> None:
        super().__init__(words, theme, press, icon=name)
        self._name = name
        self._theme = theme

    def fits(self, width: int) -> bool:
        """Whether no word breaks at that width, in pixels."""
        return longest_word(self.words, self.font()) + 2 * self._theme.px(GAP) + 2 <= width

    def heightForWidth(self, width: int) -> int:
        height = self._paragraph(width).height + self._theme.px(_FACE + 3 * GAP)
        return max(self._theme.px(TARGET), int(height) + 1)

    def sizeHint(self) -> QSize:
        width = self.minimumSizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        word = int(longest_word(self.words, self.font())) + 2 * self._theme.px(GAP) + 2
        return QSize(max(word, self._theme.px(_FACE + 2 * GAP)), self._theme.px(TARGET))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, down = self._theme, QPainter(self), self.isDown()
        ground: Role = "ink" if down else "paper"
        slab(painter, self.rect(), theme, ground=ground, border="ink" if down else "line", width=BORDER)
        ink = theme.colour("paper" if down else "ink")
        size, top = theme.px(_FACE), theme.px(GAP)
        icon.draw(painter, self._name, QRectF((self.width() - size) / 2, top, size, size), theme, ink)
        at = QPointF(theme.px(GAP), top + size + theme.px(GAP))
        mark, centre = self._mark if self._marked == 0 else (0, 0), Qt.AlignmentFlag.AlignHCenter
        self._paragraph(self.width()).draw(painter, at, ink, centre, mark=mark, theme=theme)

    def _paragraph(self, width: int) -> Paragraph:
        return Paragraph(self.words, self.font(), width - 2 * self._theme.px(GAP))
