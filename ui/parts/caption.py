"""The strip that shows the words being spoken, for those who cannot hear them (A13), and the way to the voice."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts import icon
from ui.parts.button import Button
from ui.parts.focus import INNER, OUTER, FocusRing
from ui.parts.mark import NONE, paint
from ui.parts.paragraph import Paragraph, side
from ui.theme import BORDER, GAP, MARGIN, Theme


class Caption(QWidget):
    """One line of what is being said, the one with the word spoken now, which is marked.

    While the voice has ``trouble``, the strip says so instead, in as many lines as it takes.

    Its text is not in the Tab order and silent to a screen reader: it repeats what is on the page or has just been
    said. ``opener`` is the button before it, in the same place on every page, that leads to all that the voice can do.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self._mark = NONE
        self._trouble = ""
        self._quiet = ""
        self.opener: Button | None = None
        self._away = self._useless = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def offer(self, words: str, press: Callable[[], object]) -> None:
        """Puts the button there: what it says and does."""
        self.opener = _Opener(words, self._theme, press, kind="quiet", icon="speaker")
        self.opener.setObjectName("caption.voice")
        self.opener.setParent(self)
        self.opener.show()
        self.setFixedHeight(self.sizeHint().height())
        self._ring = FocusRing(self, self._theme)

    def give_way(self, *, away: bool) -> None:
        """Whether the on-screen keyboard needs the button's room."""
        self._away = away
        self._show_opener()

    def withhold(self, *, useless: bool) -> None:
        """Whether the button would do nothing: another voice reads."""
        self._useless = useless
        self._show_opener()

    def _show_opener(self) -> None:
        hidden = self._away or self._useless
        if self.opener is not None and self.opener.isHidden() != hidden:
            self.opener.setHidden(hidden)
            self.setFixedHeight(self.sizeHint().height())
            self._place()
            self.update()

    @property
    def text(self) -> str:
        """The whole utterance, of which the strip shows the line spoken now."""
        return self._text

    @property
    def marked(self) -> tuple[int, int]:
        """From which character on the word spoken now is marked, and how many; none before the first."""
        return self._mark

    @property
    def trouble(self) -> str:
        """Why nothing is read aloud; "" while it is."""
        return self._trouble

    def say_when_quiet(self, words: str) -> None:
        """What the strip shows while nothing is said."""
        self._quiet = words
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def show_words(self, text: str) -> None:
        """Shows a new utterance from its beginning."""
        self._text = text
        self._mark = NONE
        self.update()

    def mark(self, start: int, length: int) -> None:
        """Marks the word spoken now, ``length`` characters from ``start``."""
        self._mark = (start, length)
        self.update()

    def show_trouble(self, words: str) -> None:
        """Says why nothing is read aloud; "" when it is again."""
        self._trouble = words
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def clear(self) -> None:
        """Nothing is being said."""
        self.show_words("")

    def sizeHint(self) -> QSize:
        words = Paragraph(self._trouble or self._quiet, self._theme.font("body"), self._room())
        height = int(words.height) + 1 + 2 * self._theme.px(GAP)
        return QSize(0, max(height, self._opener_size().height() + self._theme.px(GAP)))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(0, 0, self.width(), theme.px(BORDER), theme.colour("line"))
        margin = theme.px(MARGIN)
        left: float = margin if self.isRightToLeft() else margin + self._lead()
        if self._opener_size().isEmpty():
            self._paint_icon(painter)
        if self._trouble or not self._text:
            words = Paragraph(self._trouble or self._quiet, theme.font("body"), self._room())
            at = QPointF(left, (self.height() - words.height) / 2)
            words.draw(painter, at, theme.colour("ink"), side(mirrored=self.isRightToLeft()))
            return
        layout, line = self._line(self._room())
        top = (self.height() - line.height()) / 2 - line.y()
        if self.isRightToLeft():
            left += self._room() - line.naturalTextRect().right()
        painter.setPen(theme.colour("ink"))
        line.draw(painter, QPointF(left, top))
        paint(painter, line, QPointF(left, top), self._mark, theme)
        del layout

    def _paint_icon(self, painter: QPainter) -> None:
        theme, margin, size = self._theme, self._theme.px(MARGIN), self._icon_size()
        box = QRectF(margin, (self.height() - size) / 2, size, size)
        if self.isRightToLeft():
            box.moveRight(self.width() - margin)
        icon.draw(painter, "info" if self._trouble else "speaker", box, theme, theme.colour("ink"))

    def _icon_size(self) -> int:
        return self._theme.px(self._theme.cap("body") * 1.6)

    def _opener_size(self) -> QSize:
        """Nothing while there is no button to see."""
        return QSize() if self.opener is None or self.opener.isHidden() else self.opener.sizeHint()

    def _place(self) -> None:
        if self.opener is None:
            return
        size = self.opener.sizeHint()
        left = self._theme.px(MARGIN)
        if self.isRightToLeft():
            left = self.width() - left - size.width()
        self.opener.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    def _lead(self) -> int:
        """The width of what stands before the words, and of the gap behind it."""
        size = self._opener_size()
        return (self._icon_size() if size.isEmpty() else size.width()) + self._theme.px(GAP)

    def _room(self) -> float:
        theme = self._theme
        return theme.screen.width() - 2 * theme.px(MARGIN) - self._lead()

    def _line(self, room: float) -> tuple[QTextLayout, QTextLine]:
        """The line that holds the word spoken now, and its layout, which must outlive it."""
        layout = QTextLayout(self._text, self._theme.font("body"))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
        layout.endLayout()
        return layout, layout.lineForTextPosition(min(self._mark[0], len(self._text) - 1))


class _Opener(Button):
    """Fills its strip, so that its ring lies inside it."""

    def focus_box(self) -> QRect:
        """For the focus ring, which has no room outside."""
        inset = self._theme.px(INNER + OUTER)
        return self.rect().adjusted(inset, inset, -inset, -inset)
