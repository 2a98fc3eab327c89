"""Who helps, and for whom it is: at the top of every page while it holds, with the way to its end (S2, S3)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kiosk import helping
from kiosk.visit import Visit
from ui.parts.button import Button
from ui.parts.focus import FocusRing
from ui.parts.text import Text
from ui.theme import BORDER, GAP, MARGIN, Theme


class Banner(QWidget):
    """Is there from the start, and takes no room while nobody helps; ``press`` is what its button does."""

    def __init__(self, theme: Theme, press: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._press = press
        self._row: QBoxLayout | None = None
        self._said: tuple[str, ...] = ()
        self.button: Button | None = None
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while nobody helps."""
        return "\n".join(self._said[:-1]) if not self.isHidden() else ""

    def follow(self, visit: Visit) -> None:
        """Shows what holds in the visit now."""
        said = helping.banner(visit)
        change = visit.words.say("helped.end" if visit.helped is not None else "helped.change")
        if said and (*said, change) != self._said:
            self._fill(said, change)
        self.setVisible(bool(said))

    def _fill(self, said: tuple[str, ...], change: str) -> None:
        theme = self._theme
        if self._row is None:
            side, gap = theme.px(MARGIN), theme.px(GAP)
            self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
            self._row.setContentsMargins(side, gap, side, gap)
            self._ring = FocusRing(self, theme)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._said = (*said, change)
        self.button = Button(change, theme, self._press, kind="secondary", icon="help")
        self.button.setObjectName("banner.change")
        self.button.setAccessibleDescription(" ".join(said))
        words = Text("\n".join(said), theme, font="bold")
        beside = self._fits_beside(words, self.button)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self._row.setSpacing(theme.px(MARGIN if beside else GAP))
        across = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag(0)
        self._row.addWidget(words, 1, across)
        self._row.addWidget(self.button, 0, across if beside else Qt.AlignmentFlag.AlignLeading)
        self.button.show()

    def _fits_beside(self, words: Text, button: Button) -> bool:
        """Whether the button beside the words takes less of the page's height than the button below them."""
        theme = self._theme
        width = theme.window.width() - 2 * theme.px(MARGIN)
        size = button.sizeHint()
        narrow = words.heightForWidth(width - size.width() - theme.px(MARGIN))
        return max(narrow, size.height()) <= words.heightForWidth(width) + theme.px(GAP) + size.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._theme.px(BORDER)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        painter.fillRect(0, self.height() - line, self.width(), line, self._theme.colour("line"))
