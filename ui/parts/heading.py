"""The heading of a page: takes the focus when the page opens, so that a screen reader begins with it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent

from ui.parts.text import Text
from ui.theme import FontRole, Theme

_BY_KEY = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


_FONTS: dict[int, FontRole] = {1: "question", 2: "section", 3: "bold"}


class Heading(Text):
    """``level`` 1 is the page's own, 2 a section's, 3 a panel's or a field's.

    Its accessible role comes from ui/accessibility.py. It shows the focus ring only when reached by
    a key: it is nothing to press.
    """

    PAGE = Qt.FocusPolicy.TabFocus
    """The focus policy of what takes the focus when a page opens."""

    def __init__(self, words: str, theme: Theme, level: int = 1) -> None:
        super().__init__(words, theme, font=_FONTS[level])
        self.level = level
        self._by_key = False
        if level == 1:
            self.setFocusPolicy(self.PAGE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = event.reason() in _BY_KEY
        super().focusInEvent(event)

    def focus_box(self) -> QRect:
        """For the focus ring: see Boxed in ui/parts/focus.py."""
        if not self._by_key:
            return QRect()
        beside = self._theme.px(1.5)
        words = QRect(0, 0, int(self._paragraph(self.width()).widest), self.height())
        if self.isRightToLeft():
            words.moveRight(self.rect().right())
        return words.adjusted(-beside, 0, beside, 0)
