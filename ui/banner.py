"""Who helps, and for whom it is: at the top of every page while it holds, with the way to its end (S2, S3)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
        self._row: QHBoxLayout | None = None
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
            self._row = QHBoxLayout(self)
            self._row.setContentsMargins(side, gap, side, gap)
            self._row.setSpacing(side)
            self._ring = FocusRing(self, theme)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._said = (*said, change)
        self.button = Button(change, theme, self._press, kind="secondary", icon="help")
        self.button.setObjectName("banner.change")
        self.button.setAccessibleDescription(" ".join(said))
        self._row.addWidget(Text("\n".join(said), theme, font="bold"), 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._theme.px(BORDER)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        painter.fillRect(0, self.height() - line, self.width(), line, self._theme.colour("line"))
