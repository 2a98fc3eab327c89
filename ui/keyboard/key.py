"""One key of the on-screen keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent

from kiosk.keyboard import SIGNS, Key
from kiosk.language import Words
from ui.palette import Role
from ui.parts.paragraph import Paragraph
from ui.parts.pressable import Pressable
from ui.parts.slab import slab
from ui.theme import BORDER, STRONG, FontRole, Theme

_PADDING = 3.5
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

    def show_case(self, words: Words, *, capitals: bool) -> None:
        """Shows and names it as what it writes now."""
        self._on = capitals and self.key.act == "capitals"
        if not self.key.act:
            self._face = written(self.key, capitals=capitals)
        self.setAccessibleName(name(self.key, words, capitals=capitals))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        ground, ink, border = self._colours()
        width = STRONG if self._on or self.key.act == "done" else BORDER
        slab(painter, self.rect(), theme, ground=ground, border=border, width=width)
        room = self.width() - 2 * theme.px(BORDER)
        text = Paragraph(self._face, self.font(), room)
        top = QPointF(theme.px(BORDER), (self.height() - text.height) / 2)
        text.draw(painter, top, theme.colour(ink), Qt.AlignmentFlag.AlignHCenter)
        if self._marked:
            bar = QRectF(0, 0, theme.px(6), theme.px(STRONG))
            bar.moveCenter(QPointF(self.width() / 2, self.height() - theme.px(2.5)))
            painter.fillRect(bar, theme.colour(ink))

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
    return "bold" if key.act or len(key.text) > 1 else "question"


def needs(key: Key, face: str, theme: Theme) -> float:
    """The width that its face takes, in mm."""
    metrics = QFontMetricsF(theme.font(font_role(key)))
    return metrics.horizontalAdvance(face) / theme.px_per_mm + 2 * _PADDING


def written(key: Key, *, capitals: bool) -> str:
    """What it writes: one letter in its large form, never a whole ".CO.UK"."""
    return key.text.upper() if capitals and len(key.text.upper()) == 1 else key.text


def name(key: Key, words: Words, *, capitals: bool = False) -> str:
    """What it is called, by the voice and a screen reader alike."""
    if key.act:
        return words.say(f"keyboard.{key.act}")
    text = written(key, capitals=capitals)
    if text in SIGNS:
        return words.say(f"keyboard.sign.{SIGNS[text]}")
    return words.say("keyboard.capital", letter=text) if text != key.text else text
