"""One key of the on-screen keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QPainter, QPaintEvent

from kiosk.keyboard import SIGNS, Key
from kiosk.language import FALLBACK, Words
from ui.palette import Role
from ui.parts.pressable import Pressable
from ui.parts.slab import slab
from ui.theme import BORDER, STRONG, FontRole, Theme

_PADDING = 3.5
_INSIDE = 1.0
"""Between a letter and the edge of its key, in mm."""
_TACTILE = "5"
"""On a telephone this key has a bar that fingers find; here it is drawn."""


class KeyButton(Pressable):
    """A slab with a letter, a sign, or a word for what it does.

    Touch never gives it the focus, which stays with what is typed into; only keys lead it here.
    """

    bounce = 0.3
    """150 ms of the usual 500: "ll" is two quick taps that are meant, nobody's hand taps one letter twice by shaking
    without hearing and seeing it, and one press of Delete mends it. In line with M3, where staff may set more."""

    def __init__(
        self, key: Key, face: str, theme: Theme, press: Callable[[Key], object], *, marked: bool = False
    ) -> None:
        super().__init__()
        self.key = key
        self._theme = theme
        self._face = face
        self._on = False
        self._marked = marked and key.text == _TACTILE
        self.setFont(theme.font(font_role(key)))
        self.setObjectName(f"key.{key.act or key.text}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: press(key))

    @property
    def words(self) -> str:
        """What it shows."""
        return self._face

    def show_case(self, words: Words, *, capitals: bool, always: bool = False) -> None:
        """Shows and names it as what it writes now; of capitals that a box is ``always`` written in no name tells."""
        self._on = capitals and self.key.act == "capitals"
        if not self.key.act:
            self._face = written(self.key, capitals=capitals)
        self.setAccessibleName(name(self.key, words, capitals=capitals and not always))
        self.update()

    def show_typed(self, said: str) -> None:
        """Tells a screen reader what came of it: it hears what comes into the box only while that has the focus.

        A changed description of what has the focus is read by Orca 43 and 48; an announcement by Orca 48 alone.
        """
        self.setAccessibleDescription("")
        self.setAccessibleDescription(said)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setAccessibleDescription("")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        ground, ink, border = self._colours()
        width = STRONG if self._on or self.key.act == "done" else BORDER
        slab(painter, self.rect(), theme, ground=ground, border=border, width=width)
        painter.setFont(self._font_that_fits())
        painter.setPen(theme.colour(ink))
        painter.drawText(self._baseline(QFontMetricsF(painter.font())), self._face)
        if self._marked:
            bar = QRectF(0, 0, theme.px(6), theme.px(STRONG))
            bar.moveCenter(QPointF(self.width() / 2, self.height() - theme.px(2.5)))
            painter.fillRect(bar, theme.colour(ink))

    def _font_that_fits(self) -> QFont:
        """Its own, unless a key is too low for a letter with much above and below it: then that of the page's text."""
        ink = QFontMetricsF(self.font()).tightBoundingRect(self._face)
        room = self.height() - 2 * self._theme.px(_INSIDE)
        return self.font() if ink.height() <= room else self._theme.font("bold")

    def _baseline(self, metrics: QFontMetricsF) -> QPointF:
        """Capitals stand in the middle; what would leave the key above or below is moved in."""
        ink, inside = metrics.tightBoundingRect(self._face), self._theme.px(_INSIDE)
        down = (self.height() + metrics.capHeight()) / 2
        down = min(down, self.height() - inside - ink.bottom())
        return QPointF((self.width() - ink.width()) / 2 - ink.left(), max(down, inside - ink.top()))

    def _colours(self) -> tuple[Role, Role, Role]:
        if self.isDown():
            return "ink", "paper", "ink"
        if self._on:
            return "chosen", "ink", "action"
        if self.key.act == "done":
            return "paper", "action", "action"
        return ("panel" if self.key.act else "paper"), "ink", "line"


def font_role(key: Key) -> FontRole:
    """A letter is larger than the text of the page, so that its small form is read as easily."""
    return "question" if key.single else "bold"


def needs(key: Key, face: str, theme: Theme) -> float:
    """The width that its face takes, in mm."""
    metrics = QFontMetricsF(theme.font(font_role(key)))
    return metrics.horizontalAdvance(face) / theme.px_per_mm + 2 * _PADDING


def height(face: str, theme: Theme) -> float:
    """The height that it takes at the size of the page's text, in mm."""
    ink = QFontMetricsF(theme.font("bold")).tightBoundingRect(face)
    return ink.height() / theme.px_per_mm + 2 * _INSIDE


def written(key: Key, *, capitals: bool) -> str:
    """What it writes: one letter in its large form, never a whole ".CO.UK"."""
    return key.text.upper() if capitals and len(key.text.upper()) == 1 else key.text


def tongue(text: str, words: Words) -> str:
    """The language that ``text`` is to be said in: Latin letters typed in Urdu are a name, a postcode, English."""
    latin = text.isascii() and any(letter.isalpha() for letter in text)
    return FALLBACK if latin and words.rtl else words.code


def name(key: Key, words: Words, *, capitals: bool = False) -> str:
    """What it is called, by the voice and a screen reader alike."""
    if key.act:
        return words.say(f"keyboard.{key.act}")
    text = written(key, capitals=capitals)
    if text in SIGNS:
        return words.say(f"keyboard.sign.{SIGNS[text]}")
    return words.say("keyboard.capital", letter=text) if text != key.text else text
