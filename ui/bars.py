"""The bars around the page: who and what at the top; the way on, and the five ways out, at the bottom."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.parts import icon
from ui.parts.button import Button
from ui.parts.focus import INNER, OUTER, FocusRing
from ui.parts.notice import Notice
from ui.parts.panel import Panel
from ui.parts.paragraph import Paragraph, longest_word
from ui.parts.pressable import Pressable
from ui.parts.text import Text
from ui.theme import BORDER, GAP, MARGIN, TARGET, Theme

_PRIMARY = 54.0
"""The least width of the one primary button, in mm."""
_BAR_ICON = 8.0
_BAR_PADDING = 2.0


class TopBar(QWidget):
    """The council and the service at the left; at the right what the kiosk is doing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.title = Text("", theme, font="bold")
        column = QVBoxLayout(self)
        side, gap = theme.px(MARGIN), theme.px(GAP * 1.4)
        column.setContentsMargins(side, gap, side, gap)
        column.setSpacing(gap)
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        for row in (self._row, self._below):
            row.setSpacing(side)
            column.addLayout(row)
        self._row.addWidget(self.title, 1)
        self._status: Panel | None = None
        self._ring = FocusRing(self, theme)
        self._doing = ("", "")
        self.leave: Button | None = None

    def show_leave(self, words: str, press: Callable[[], object]) -> None:
        """The button that ends the visit at once, at the right of every page that has it (P6); "" takes it away."""
        if (self.leave.words if self.leave is not None else "") == words:
            return
        if self.leave is not None:
            self._row.removeWidget(self.leave)
            self.leave.hide()
            self.leave.deleteLater()
            self.leave = None
        if words:
            self.leave = Button(words, self._theme, press, kind="secondary", icon="stop")
            self.leave.setObjectName("top.leave")
            self._row.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
            self.leave.show()
            self._row.setAlignment(self.title, Qt.AlignmentFlag.AlignVCenter)
        self.show_status(*self._doing)

    def show_status(self, name: str, words: str) -> None:
        """``name`` of an icon and its words; "" shows nothing."""
        self._doing = (name, words)
        if self._status is not None:
            for row in (self._row, self._below):
                row.removeWidget(self._status)
            self._status.hide()
            self._status.deleteLater()
            self._status = None
        if words:
            self._status = Panel([Notice(words, self._theme, "quiet")], self._theme, icon=name, ground=None)
            comes_and_goes = name == "speaker" and self.leave is None
            if self._theme.columns == 1 and not comes_and_goes:  # the title would be a word wide
                self._below.addWidget(self._status)
            else:
                self._row.insertWidget(1, self._status, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._theme.px(BORDER)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        painter.fillRect(0, self.height() - line, self.width(), line, self._theme.colour("line"))


class ActionBar(QWidget):
    """Back, the one primary button, and More when the page goes on below (V4).

    ``words`` are what More says, and what it says at the end of the page, where it leads back to the top.
    """

    def __init__(self, words: tuple[str, str], press: Callable[[], object], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.back: Button | None = None
        self.primary: Button | None = None
        self._away = self._showing = self._wanted = False
        self.more = Button(max(words, key=len), theme, press, icon="down")
        self.more.setObjectName("action.more")
        self.more.hide()
        column = QVBoxLayout(self)
        side, gap = theme.px(MARGIN), theme.px(GAP)
        column.setContentsMargins(side, gap, side, theme.px(GAP * 1.5))
        column.setSpacing(gap)
        self._above, self._row = QHBoxLayout(), QHBoxLayout()
        for row in (self._above, self._row):
            row.setSpacing(theme.px(GAP * 1.5))
            row.addStretch(1)
            column.addLayout(row)
        self._more_width = self.more.sizeHint().width()
        self._ring = FocusRing(self, theme)

    def show_actions(self, back: Button | None, primary: Button | None) -> None:
        """Puts the page's buttons in their places; those of the page before are gone."""
        for old in (self.back, self.primary):
            if old is not None:
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.back, self.primary = back, primary
        if primary is not None:
            primary.setMinimumWidth(self._theme.px(_PRIMARY))
        buttons = [button for button in (back, primary) if button is not None]
        for place, button in enumerate(buttons):
            self._row.insertWidget(place, button)
            button.show()  # the layout would a moment later, too late for a Tab that waits already
        gap = self._theme.px(GAP * 1.5)
        needed = self._more_width + sum(button.sizeHint().width() + gap for button in buttons)
        beside = needed + gap <= self._theme.content_width
        for row in (self._above, self._row):
            row.removeWidget(self.more)
        (self._row if beside else self._above).addWidget(self.more)
        self._show()

    def show_more(self, *, shown: bool, at_end: bool) -> None:
        """Whether there is more below, or all of it has been seen."""
        self.more.say(self._words[at_end], icon="up" if at_end else "down")
        self._wanted = shown
        if self._showing:
            return  # the layout that showing it makes asks again: hidden in the midst of it, it would count as both
        self._showing = True
        for _ in range(2):
            self.more.setVisible(self._wanted)
        self._showing = False
        self._show()
        self.update()

    @property
    def spare(self) -> int:
        """The pixels that the page gets as soon as there is no More: where that stands alone, its whole bar goes."""
        alone = self.back is None and self.primary is None and not self.isHidden()
        return self.sizeHint().height() if alone else 0

    def give_way(self, *, away: bool) -> None:
        """Whether the on-screen keyboard needs this bar's room."""
        self._away = away
        self._show()

    def _show(self) -> None:
        anything = not self.more.isHidden() or self.back is not None or self.primary is not None
        self.setVisible(anything and not self._away)

    @property
    def buttons(self) -> list[Button]:
        """What there is, from the left."""
        return [button for button in (self.back, self.primary, self.more) if button is not None]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        if not self.more.isHidden():
            painter.fillRect(0, 0, self.width(), self._theme.px(BORDER), self._theme.colour("line"))


class BarButton(Pressable):
    """An icon over its word."""

    def __init__(self, name: str, words: str, theme: Theme, press: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._icon = name
        self.words = words
        self.setFont(theme.font("bold"))
        self.setAccessibleName(words)
        self.setObjectName(f"bar.{name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda: press())

    @property
    def least(self) -> int:
        """The width that its longest word needs, in pixels."""
        word = int(longest_word(self.words, self.font())) + self._theme.px(2 * _BAR_PADDING) + 1
        return max(self._theme.px(TARGET), word)

    @property
    def wished(self) -> int:
        """The width that all its words need on one line."""
        line = (
            int(QFontMetricsF(self.font()).horizontalAdvance(self.words))
            + self._theme.px(2 * _BAR_PADDING)
            + 2
        )
        return max(self._theme.px(TARGET), line)

    def height_at(self, width: int) -> int:
        """The height that it needs at that width."""
        height = int(self._laid(width).height) + self._icon_size() + self._theme.px(5.5)
        return max(self._theme.px(TARGET), height)

    def _laid(self, width: int) -> Paragraph:
        room = width - self._theme.px(2 * _BAR_PADDING)
        return Paragraph(self.words, self.font(), room)

    def _icon_size(self) -> int:
        return self._theme.px(max(_BAR_ICON, self._theme.cap("bold") * 1.3))

    def focus_box(self) -> QRect:
        """For the focus ring, which has no room outside."""
        inset = self._theme.px(INNER + OUTER)
        return self.rect().adjusted(inset, inset, -inset, -inset)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.colour("ink" if self.isDown() else "panel"))
        ink = theme.colour("panel" if self.isDown() else "ink")
        size = self._icon_size()
        top = theme.px(2.5)  # the same for all, however many lines each word takes
        icon.draw(painter, self._icon, QRectF((self.width() - size) / 2, top, size, size), theme, ink)
        at = QPointF(theme.px(_BAR_PADDING), top + size + theme.px(0.5))
        self._laid(self.width()).draw(painter, at, ink, Qt.AlignmentFlag.AlignHCenter)


class BottomBar(QWidget):
    """Help, Ask a person, Language, Display, Stop: in the same place and order on every page (C11)."""

    def __init__(self, buttons: Sequence[BarButton], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.buttons = list(buttons)
        for button in self.buttons:
            button.setParent(self)
        self._rows = self._arrange(theme.screen.width())
        self._heights = [
            max(button.height_at(width) for button, width in row) + theme.px(GAP) for row in self._rows
        ]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(self, theme)

    def sizeHint(self) -> QSize:
        return QSize(0, sum(self._heights))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        gap = self._theme.px(GAP)
        top = gap // 2
        for row, height in zip(self._rows, self._heights, strict=True):
            left = gap // 2
            for button, width in row:
                box = QRect(left, top, width, height - gap)
                if self.isRightToLeft():
                    box.moveRight(self.width() - left)
                button.setGeometry(box)
                left += width + gap
            top += height

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        line, colour = self._theme.px(BORDER), self._theme.colour("line")
        painter.fillRect(0, 0, self.width(), line, colour)
        half = self._theme.px(GAP) // 2
        for row in self._rows:
            for button, _width in row[1:]:
                at = button.geometry().right() + half if self.isRightToLeft() else button.x() - half
                painter.fillRect(at, button.y() - half, line, button.height() + 2 * half, colour)

    def _arrange(self, width: int) -> list[list[tuple[BarButton, int]]]:
        """One row when the longest words fit, else two."""
        one = self._widths(self.buttons, width)
        if one is not None:
            return [one]
        first, second = self.buttons[:3], self.buttons[3:]
        rows = (self._widths(first, width), self._widths(second, width))
        return [
            row or [(b, width // len(half)) for b in half]
            for row, half in zip(rows, (first, second), strict=True)
        ]

    def _widths(self, buttons: Sequence[BarButton], width: int) -> list[tuple[BarButton, int]] | None:
        """Equal widths where each has its words on one line, else shares by need; None when too many."""
        room = width - self._theme.px(GAP) * len(buttons)
        equal = [room // len(buttons)] * len(buttons)
        wished, least = [button.wished for button in buttons], [button.least for button in buttons]
        if max(wished) <= equal[0]:
            return list(zip(buttons, equal, strict=True))
        for needs in (wished, least):
            rest = room - sum(needs)
            if rest >= 0:
                return [
                    (button, need + rest // len(buttons)) for button, need in zip(buttons, needs, strict=True)
                ]
        return None
