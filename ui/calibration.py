"""The page on which staff measure the screen: a box that is to be made as wide as a card held against it.

What a screen says of its own size is often wrong, so a thing that everybody carries is asked instead.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEventLoop, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.config import Config
from kiosk.display import Display
from kiosk.language import Words
from ui.app import application
from ui.parts.button import Button
from ui.parts.focus import FocusRing
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import stack
from ui.theme import GAP, MARGIN, STRONG, Theme, usual_px_per_mm

CARD = (85.60, 53.98)
"""A bank card in mm: ID-1 of ISO/IEC 7810. Library cards are as large."""
LEAST, MOST = 1.0, 20.0
"""Pixels in a millimetre, as kiosk.toml takes them."""
_STEPS = (("much_less", -10), ("less", -1), ("more", 1), ("much_more", 10))
_BY_KEY = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: -10,
    Qt.Key.Key_Up: 10,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
}


def measure(config: Config, words: Words) -> float | None:
    """Shows the page over the whole screen until it is left; pixels in a millimetre, None to change nothing."""
    app = application()
    size = app.primaryScreen().size()
    page = Calibration(config.px_per_mm or usual_px_per_mm(size), size, words)
    page.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    page.showFullScreen()
    loop = QEventLoop()
    page.left = loop.quit
    loop.exec()
    page.hide()
    return page.result


class Calibration(QWidget):
    """The box, four buttons that change its width by one or ten pixels, and the two ways out.

    ``result`` is what was kept, None as long as nothing was; ``left`` is called when the page is left. The arrow
    keys change the width, too.
    """

    def __init__(self, px_per_mm: float, size: QSize, words: Words) -> None:
        super().__init__()
        self._words = words
        self._width = round(px_per_mm * CARD[0])
        self.result: float | None = None
        self.left: Callable[[], object] = lambda: None
        theme = self._theme = Theme(Display(), 0.0, size)
        self.setPalette(theme.palette())
        rtl = words.rtl
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.resize(size)
        self._card = Card(theme)
        self._figures = Text("", theme, "quiet")
        heading = Heading(words.say("calibrate.title"), theme)
        column = QVBoxLayout(self)
        margin = theme.px(MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(2 * GAP))
        column.addWidget(stack([heading, Text(words.say("calibrate.how"), theme)], theme))
        column.addWidget(self._card)
        column.addWidget(self._figures)
        column.addLayout(
            self._row([(f"calibrate.{key}", partial(self._change, step)) for key, step in _STEPS])
        )
        column.addStretch(1)
        column.addLayout(self._row([("calibrate.keep", self._keep), ("calibrate.leave", self._leave)]))
        self._ring = FocusRing(self, theme)
        self._change(0)
        heading.setFocus()

    def _row(self, ways: list[tuple[str, Callable[[], object]]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(GAP * 1.5))
        for key, act in ways:
            button = Button(
                self._words.say(key),
                self._theme,
                act,
                kind="primary" if key == "calibrate.keep" else "secondary",
            )
            button.setObjectName(key)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows change the width, and may be held; Escape leaves everything as it was."""
        if (step := _BY_KEY.get(Qt.Key(event.key()))) is not None:
            self._change(step)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()

    def _change(self, step: int) -> None:
        wanted = self._width + step
        self._width = min(max(wanted, round(LEAST * CARD[0])), round(MOST * CARD[0]))
        self._card.show_width(self._width)
        screen = [round(length / self._measured) for length in (self.width(), self.height())]
        said = self._words.say("calibrate.figures", width=screen[0], height=screen[1])
        self._figures.say(said)
        self.setAccessibleDescription(said)

    @property
    def _measured(self) -> float:
        return round(self._width / CARD[0], 3)

    def _keep(self) -> None:
        self.result = self._measured
        self.left()

    def _leave(self) -> None:
        self.left()


class Card(QWidget):
    """The outline of a card, ``width`` pixels wide, from the left edge of the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._width = 0

    def show_width(self, width: int) -> None:
        self._width = width
        self.setFixedHeight(round(width * CARD[1] / CARD[0]) + 2)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._theme.px(STRONG) / 2
        painter.setPen(self._theme.pen("ink", STRONG / 2))
        painter.setBrush(self._theme.colour("panel"))
        height = round(self._width * CARD[1] / CARD[0])
        left = self.width() - self._width if self.isRightToLeft() else 0
        painter.drawRoundedRect(
            QRectF(left, 0, self._width, height).adjusted(line / 2, line / 2, -line / 2, -line / 2),
            self._theme.px(3),
            self._theme.px(3),
        )
