"""The page between the bars: a screen laid out in its column, on a scroll area that no finger has to drag."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.parts.focus import FocusRing
from ui.parts.text import Text
from ui.screens.screen import Screen, below
from ui.theme import GAP, MARGIN, Theme


class Sheet(QWidget):
    """A screen's widgets in their places: the heading at the same height on every page.

    Large words need the room, so there a page with nothing over its heading begins higher.
    """

    def __init__(self, screen: Screen, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.screen_shown = screen
        beside = screen.side is not None and theme.aside_width > 0
        row = QHBoxLayout(self)
        margin = theme.px(MARGIN)
        row.setContentsMargins(margin, theme.px(1.6 * GAP), margin, theme.px(2 * GAP))
        row.setSpacing(2 * margin)
        row.addWidget(self._column(screen, beside=beside))
        if beside and screen.side is not None:
            row.addWidget(self._beside(screen.side))
        row.addStretch(1)
        self._ring = FocusRing(self, theme)

    def _column(self, screen: Screen, *, beside: bool) -> QWidget:
        theme = self._theme
        holder = QWidget()
        holder.setFixedWidth(theme.column_width)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2 * GAP))
        if screen.summary is not None:
            column.addSpacing(theme.px(GAP))
            column.addWidget(screen.summary)
        top = QVBoxLayout()
        top.setSpacing(theme.px(GAP / 2))
        if screen.over or not theme.is_large:
            top.addWidget(Text(screen.over or " ", theme, "quiet"))
        top.addWidget(screen.heading)
        column.addLayout(top)
        for part in screen.body:
            column.addWidget(part)
            column.addSpacing(below(part, theme, 2 * GAP))
        if screen.side is not None and not beside:
            column.addWidget(screen.side)
        column.addStretch(1)
        return holder

    def _beside(self, side: QWidget) -> QWidget:
        """Level with the first line below the heading's top."""
        theme = self._theme
        holder = QWidget()
        holder.setFixedWidth(theme.aside_width)
        column = QVBoxLayout(holder)
        over = 0 if theme.is_large and not self.screen_shown.over else theme.px(theme.line() + GAP)
        column.setContentsMargins(0, over, 0, 0)
        column.addWidget(side)
        column.addStretch(1)
        return holder

    def last_control(self) -> QWidget:
        """The last that the Tab key reaches on this page."""
        # Walking Qt's focus chain instead would make Python types of its scroll bars: 50 ms of the first paint
        controls = [
            each for each in self.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        return controls[-1]

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("paper"))


class Scroller(QScrollArea):
    """Holds the sheet. Never scrolls sideways; More and the focus scroll it down (V4)."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the arrows move the focus, not the page

    @property
    def overflows(self) -> bool:
        """Whether the page is longer than what shows of it."""
        return self.verticalScrollBar().maximum() > 0

    @property
    def at_end(self) -> bool:
        """Whether the last of the page shows."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum()

    def more(self) -> None:
        """What More does: a screenful further; from the end back to the top."""
        if self.at_end:
            self.verticalScrollBar().setValue(0)
        else:
            self.turn(forward=True)

    def turn(self, *, forward: bool) -> None:
        """A screenful further or back, keeping a line in sight."""
        bar = self.verticalScrollBar()
        step = int(self.viewport().height() * 0.85)
        bar.setValue(bar.value() + (step if forward else -step))

    def reveal(self, widget: QWidget, margin: int) -> None:
        """Scrolls until ``widget`` and the ring around it are in sight; the top of it when it is taller."""
        # Not viewport(), which is as large: it would make Python types of all kinds of widgets, 20 ms at start
        if widget.height() + 2 * margin <= self.height():
            # Not ensureWidgetVisible: of a box to type in it shows the caret alone
            middle = widget.mapTo(self, widget.rect().center()) + QPoint(0, self.verticalScrollBar().value())
            self.ensureVisible(middle.x(), middle.y(), 0, widget.height() // 2 + 1 + margin)
            return
        top = widget.mapTo(self, widget.rect().topLeft()).y()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + top - margin)
