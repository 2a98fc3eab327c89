"""Everything that is pressed: slabs at least 20 mm high, whose words wrap and whose press shows at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.palette import Role
from ui.parts import icon
from ui.parts.mark import NONE, Mark
from ui.parts.paragraph import Paragraph, longest_word, side
from ui.parts.pressable import Pressable
from ui.parts.slab import slab
from ui.theme import BORDER, GAP, LONG_WORD, STRONG, TARGET, FontRole, Theme

Kind = Literal["primary", "secondary", "slab", "quiet", "problem"]


@dataclass(frozen=True)
class _Look:
    ground: Role
    ink: Role
    border: Role | None
    width: float


_LOOKS: dict[Kind, _Look] = {
    "primary": _Look("action", "on_action", "action", BORDER),
    "secondary": _Look("paper", "action", "action", BORDER * 2),
    "slab": _Look("paper", "ink", "line", BORDER),
    "quiet": _Look("panel", "ink", "line", BORDER),
    "problem": _Look("problem_ground", "problem", None, BORDER),
}
_PRESSED = _Look("ink", "paper", "ink", BORDER)
_CHOSEN = _Look("chosen", "ink", "action", STRONG)
_PADDING = 6.0
_ABOVE = 4.0


class Button(Pressable):
    """One thing to press.

    ``primary`` is the one way on, ``secondary`` the way back, ``slab`` a thing to choose, ``quiet`` a small act
    such as Change, ``problem`` a line that leads to one. ``detail`` is a second, quieter line; ``name`` what a
    screen reader says where ``words`` alone would not tell ("Change: Your name"); ``chosen`` marks the one of
    several that holds now; ``tall`` is the least height in mm; ``font`` one other than the usual.
    """

    def __init__(
        self,
        words: str,
        theme: Theme,
        press: Callable[[], object],
        *,
        kind: Kind = "slab",
        icon: str = "",
        detail: str = "",
        name: str = "",
        chosen: bool = False,
        tall: float = TARGET,
        font: FontRole | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._tall = theme.px(tall)
        self._kind: Kind = kind
        self._icon = "tick" if chosen else icon
        self._detail = detail
        self._lines: dict[int, tuple[Paragraph, Paragraph | None]] = {}
        self._chosen = chosen
        self._marked = 0
        self._mark: Mark = NONE
        bold = kind in {"primary", "secondary", "problem"} or bool(detail) or chosen
        self.setFont(theme.font(font or ("bold" if bold else "body")))
        self.words = words
        self.setAccessibleName(name or words)
        self.setAccessibleDescription(detail.replace("\n", ", "))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: press())

    @property
    def is_primary(self) -> bool:
        """Whether it is the one way on."""
        return self._kind == "primary"

    def say(self, words: str, icon: str) -> None:
        """Changes what it says and shows."""
        self.words = words
        self._icon = icon
        self._lines.clear()
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def readings(self) -> tuple[str, ...]:
        """See Readable in ui/spoken_word.py."""
        return (self.words, self._detail)

    def mark(self, which: int, start: int, length: int) -> None:
        """See Readable in ui/spoken_word.py."""
        self._marked, self._mark = which, (start, length)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words, detail = self._laid(width)
        height = words.height + (detail.height if detail else 0) + 2 * self._theme.px(_ABOVE)
        return max(self._tall, int(height) + 1)

    def sizeHint(self) -> QSize:
        widest = self._theme.column_width
        words, detail = self._laid(widest)
        width = max(words.widest, detail.widest if detail else 0) + self._text_left() + self._padding() + 2
        width = max(width, self._theme.px(TARGET))
        return QSize(int(min(width, widest)), self.heightForWidth(int(width)))

    def minimumSizeHint(self) -> QSize:
        word = longest_word(self.words, self.font())
        width = min(int(word), self._theme.px(LONG_WORD)) + self._text_left() + self._padding() + 2
        return QSize(max(width, self._theme.px(TARGET)), self._theme.px(TARGET))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = _PRESSED if self.isDown() else _CHOSEN if self._chosen else _LOOKS[self._kind]
        slab(painter, self.rect(), self._theme, ground=look.ground, border=look.border, width=look.width)
        ink = self._theme.colour(look.ink)
        words, detail = self._laid(self.width())
        height = words.height + (detail.height if detail else 0)
        top = (self.height() - height) / 2
        mirrored = self.isRightToLeft()
        left = self._padding() if mirrored else self._text_left()
        if self._icon:
            size = self._icon_size()
            box = QRectF(self._padding(), (self.height() - size) / 2, size, size)
            if mirrored:
                box.moveRight(self.width() - self._padding())
            icon.draw(painter, self._icon, box, self._theme, ink)
        way, marks = (
            side(mirrored=mirrored),
            [self._mark if self._marked == each else NONE for each in (0, 1)],
        )
        words.draw(painter, QPointF(left, top), ink, way, mark=marks[0], theme=self._theme)
        if detail:
            quiet = ink if self.isDown() else self._theme.colour("quiet")
            below = QPointF(left, top + words.height)
            detail.draw(painter, below, quiet, way, mark=marks[1], theme=self._theme)

    def _laid(self, width: int) -> tuple[Paragraph, Paragraph | None]:
        if width not in self._lines:
            room = width - self._text_left() - self._padding()
            detail = Paragraph(self._detail, self._theme.font("body"), room) if self._detail else None
            self._lines[width] = Paragraph(self.words, self.font(), room), detail
        return self._lines[width]

    def _padding(self) -> int:
        return self._theme.px(GAP if self._kind == "problem" else _PADDING)

    def _icon_size(self) -> int:
        return self._theme.px(max(9.0, self._theme.cap("body") * 1.8))

    def _text_left(self) -> int:
        gap = self._theme.px(5.0)
        return self._padding() + (self._icon_size() + gap if self._icon else 0)
