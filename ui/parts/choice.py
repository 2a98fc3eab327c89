"""A row that can be chosen: the whole row is the target, the mark stands before the words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QSizePolicy

from ui.palette import Role
from ui.parts.mark import NONE, Mark
from ui.parts.paragraph import Paragraph, longest_word, side
from ui.parts.slab import slab
from ui.theme import BORDER, RADIUS, STRONG, TARGET, Theme

_MARK = 1.5
"""The mark's size over the height of a capital letter."""
_EDGE = 5.0
"""The room at either side of the mark, in mm."""
_TICK = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.31))
"""The tick's corners, as parts of the mark's box."""
_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
_PRESS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select}


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    # A second base made by Qt would give the object two C++ halves.
    _Button = object


class _Row(_Button):
    """What both kinds share. Chosen is shown by the tick, bold words, ground and border (V7, M12)."""

    round_mark = False

    def _prepare(self, words: str, theme: Theme) -> None:
        self._theme = theme
        self._heights: dict[int, int] = {}
        self._mark: Mark = NONE
        self._picture: QImage | None = None
        self.shows = ""
        self.setText(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """What the row says."""
        return self._words

    def say(self, words: str) -> None:
        """Changes the words."""
        self.setText(words.replace("&", "&&"))
        self._words = words
        self._heights.clear()
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def show_picture(self, image: QImage, shows: str) -> None:
        """Draws ``image`` after the words; ``shows`` says it in words."""
        self._picture = image
        self.shows = shows
        self._heights.clear()
        self.updateGeometry()

    def readings(self) -> tuple[str, ...]:
        """See Readable in ui/spoken_word.py."""
        return (self._words,)

    def mark(self, _which: int, start: int, length: int) -> None:
        """See Readable in ui/spoken_word.py."""
        self._mark = (start, length)
        self.update()

    def _side(self) -> int:
        return self._theme.px(_MARK * self._theme.cap("body"))

    def _before(self) -> int:
        return self._theme.px(2 * _EDGE) + self._side()

    def _lines(self, width: int) -> Paragraph:
        return Paragraph(
            self._words, self._theme.font("bold" if self.isChecked() else "body"), self._room(width)
        )

    def _room(self, width: int) -> int:
        """What is left for the words."""
        beside = self._picture.width() + self._theme.px(_EDGE) if self._picture is not None else 0
        return width - self._before() - self._theme.px(_EDGE) - beside

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # a layout asks several times
            tallest = Paragraph(self._words, self._theme.font("bold"), self._room(width)).height
            if self._picture is not None:
                tallest = max(tallest, self._picture.height())
            self._heights[width] = max(self._theme.px(TARGET), round(tallest) + self._theme.px(_EDGE))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = self._theme.column_width
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        word = min(longest_word(self._words, self._theme.font("bold")), self._theme.content_width * 0.5)
        return QSize(self._before() + round(word) + self._theme.px(_EDGE), self._theme.px(TARGET))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are left to the page, so that moving never chooses; Enter chooses as the space bar does."""
        if event.key() in _ARROWS or event.isAutoRepeat():
            event.ignore()
        elif event.key() in _PRESS:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, chosen, pressed = self._theme, self.isChecked(), self.isDown()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground: Role = "action" if pressed else "chosen" if chosen else "paper"
        border: Role = "action" if chosen or pressed else "line"
        slab(painter, self.rect(), theme, ground=ground, border=border, width=STRONG if chosen else BORDER)
        mark = self._side()
        mirrored = self.isRightToLeft()
        left = self.width() - theme.px(_EDGE) - mark if mirrored else theme.px(_EDGE)
        self._draw_mark(painter, QRect(left, (self.height() - mark) // 2, mark, mark), pressed=pressed)
        lines = self._lines(self.width())
        if self._picture is not None:
            far = theme.px(_EDGE) if mirrored else self.width() - theme.px(_EDGE) - self._picture.width()
            painter.drawImage(far, (self.height() - self._picture.height()) // 2, self._picture)
        left = self.width() - self._before() - self._room(self.width()) if mirrored else self._before()
        at = QPointF(left, (self.height() - lines.height) / 2)
        ink = theme.colour("on_action" if pressed else "ink")
        lines.draw(painter, at, ink, side(mirrored=mirrored), mark=self._mark, theme=theme)

    def _draw_mark(self, painter: QPainter, box: QRect, *, pressed: bool) -> None:
        theme, chosen = self._theme, self.isChecked()
        ink: Role = "on_action" if pressed else "action" if chosen else "ink"
        pen = theme.pen(ink, 0.6)
        painter.setPen(pen)
        painter.setBrush(theme.colour(ink) if chosen else Qt.BrushStyle.NoBrush)
        inset = pen.widthF() / 2
        frame = QRectF(box).adjusted(inset, inset, -inset, -inset)
        if self.round_mark:
            painter.drawEllipse(frame)
        else:
            painter.drawRoundedRect(frame, theme.px(RADIUS) / 1.5, theme.px(RADIUS) / 1.5)
        if chosen:
            tick = theme.pen("action" if pressed else "on_action", 1.0)
            tick.setCapStyle(Qt.PenCapStyle.RoundCap)
            tick.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(QPen(tick))
            painter.drawPolyline(
                [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK]
            )


class RadioRow(_Row, QRadioButton):
    """One of several: choosing it is told by ``chosen``; the one who holds the rows unchooses the others."""

    chosen = Signal()
    round_mark = True

    def __init__(self, words: str, theme: Theme) -> None:
        QRadioButton.__init__(self)
        self._prepare(words, theme)
        # Qt calls it a radio button to a screen reader only while it is exclusive by itself; in a group of its own
        # it takes no other row's mark or place in the Tab order away.
        alone = QButtonGroup(self)
        alone.setExclusive(False)
        alone.addButton(self)
        self.clicked.connect(lambda: self._keep())

    def _keep(self) -> None:
        """A second press on a chosen row leaves it chosen (tremor: two taps are one)."""
        self.setChecked(True)
        self.chosen.emit()


class CheckRow(_Row, QCheckBox):
    """One that can be chosen beside others: ``toggled`` tells."""

    def __init__(self, words: str, theme: Theme) -> None:
        QCheckBox.__init__(self)
        self._prepare(words, theme)
