"""How everything looks now: lengths in mm, fonts and colours by role. Widgets hold no pixels and no hex.

A theme is a plain value that is passed to every widget's constructor. When the person changes the display or
the language, the window builds its widgets anew from the visit (answers live there, so none is lost, V9).

An own-painted control::

    class Slab(QAbstractButton):
        def __init__(self, words: str, theme: Theme) -> None:
            super().__init__()
            self._theme = theme
            self.setText(words)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setMinimumHeight(theme.px(TARGET))

        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            slab(painter, self.rect(), self._theme, ground="paper", border="line")    # ui.parts.slab
            text = Paragraph(self.text(), self._theme.font("body"), width)            # ui.parts.paragraph
            text.draw(painter, QPointF(x, y), self._theme.colour("ink"))

It draws **no focus ring**: the window draws one around whatever has focus (ui/parts/focus.py), outside the
control's rectangle. So leave GAP (3 mm) between controls and around them, and let the control fill its
rectangle; one whose visible box is smaller has a method ``focus_box() -> QRect`` in its own coordinates.
"""

from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QPalette, QPen

from kiosk.config import Config
from kiosk.display import LEAST_BAND, REACH, TEXT_SIZES, Display
from ui import fonts
from ui.palette import PALETTES, Role

FontRole = Literal["body", "bold", "question", "section", "reference"]

TARGET = 20.0
"""The least height and width of whatever can be pressed, in mm (M1)."""
GAP = 3.0
"""The least room between two of them, and the step of the vertical rhythm, in mm (M1)."""
MARGIN = 12.0
"""From the glass's edge to the content, in mm."""
RADIUS = 1.5
"""Of slabs, in mm."""
BORDER = 0.35
"""Of slabs at rest, in mm."""
STRONG = 1.0
"""Of what is chosen or has to be seen, in mm."""
CHARACTERS = 75
"""The longest line of text (V8)."""
LONG_WORD = 80.0
"""A word wider than this, in mm, may be broken rather than widen its column."""
_TWO_COLUMNS = 80
_ASIDE = 22
_SPACES = 1 / 6
"""How many characters of running text are spaces."""
COLUMN = 300.0
"""A column of controls is no narrower than this where the screen has the room, in mm."""

_QUESTION = {"small": 1.4, "normal": 1.4, "large": 1.3, "largest": 1.15}
"""A question's size over the body's; less at the large sizes, where the body already is as large."""
_REFERENCE = 11.5
"""Cap height of a reference, in mm: the largest thing on any page."""


class Theme:
    """The person's display choices on one screen.

    ``px_per_mm`` 0 means that the screen was never measured: it is taken for a common kiosk screen.
    ``window`` is the window's size in pixels, and ``mount`` how high its lower edge is above the floor, in mm; with
    reach mode on, only the band that a seated person reaches is used: ``screen`` is the size of what is used, and
    ``above`` and ``beneath`` are the pixels left empty.
    """

    def __init__(
        self, display: Display, px_per_mm: float, window: QSize, mount: float = Config.mount
    ) -> None:
        fonts.load()
        self.display = display
        self.window = window
        self.px_per_mm = px_per_mm or usual_px_per_mm(window)
        self.above, self.beneath = beyond_reach(window, self.px_per_mm, mount) if display.reach else (0, 0)
        self.screen = QSize(window.width(), window.height() - self.above - self.beneath)
        self._colours = {role: QColor(value) for role, value in PALETTES[display.theme].items()}
        body = TEXT_SIZES[display.text_size]
        self._caps: dict[FontRole, float] = {
            "body": body,
            "bold": body,
            "question": body * _QUESTION[display.text_size],
            "section": body * (1 + _QUESTION[display.text_size]) / 2,
            "reference": max(_REFERENCE, body * 1.5),
        }

    def px(self, mm: float) -> int:
        """A length in whole pixels, at least one."""
        return max(1, round(mm * self.px_per_mm))

    def font(self, role: FontRole) -> QFont:
        """``body`` for text, hints and inputs; ``bold`` for labels and buttons; else what the role names."""
        cap = self._caps[role] * self.px_per_mm
        return fonts.font(cap, bold=role != "body", wide=self.display.spacing)

    def cap(self, role: FontRole) -> float:
        """The cap height of a font role in mm."""
        return self._caps[role]

    def colour(self, role: Role) -> QColor:
        """The colour for ``role`` in this theme."""
        return self._colours[role]

    def pen(self, role: Role, mm: float) -> QPen:
        """A line of ``mm``."""
        pen = QPen(self.colour(role))
        pen.setWidthF(mm * self.px_per_mm)
        return pen

    def line(self, role: FontRole = "body") -> float:
        """The distance between two lines of a font role, in mm."""
        line = fonts.WIDE_LINE if self.display.spacing else fonts.LINE
        return self._caps[role] / fonts.CAP_HEIGHT * line

    def below(self, gap: float) -> float:
        """The room below a paragraph, in mm: ``gap``, or what wide spacing asks for (V8)."""
        if not self.display.spacing:
            return gap
        return max(gap, self._caps["body"] / fonts.CAP_HEIGHT * fonts.WIDE_PARAGRAPH)

    @property
    def is_large(self) -> bool:
        """Whether the words are so large that a page holds few of them."""
        return self.display.text_size in {"large", "largest"}

    @property
    def content_width(self) -> int:
        """The width between the outer margins, in pixels."""
        return self.screen.width() - 2 * self.px(MARGIN)

    @property
    def text_width(self) -> int:
        """The widest that text may be, in pixels: about 75 characters (V8)."""
        return min(self.content_width, self._characters(CHARACTERS))

    @property
    def column_width(self) -> int:
        """The width of the column that holds text and controls, in pixels."""
        return min(self.content_width, max(self.text_width, self.px(COLUMN)))

    @property
    def aside_width(self) -> int:
        """The room to the right of the column on a wide screen, in pixels; 0 when too little to use."""
        room = self.content_width - self.column_width - 2 * self.px(MARGIN)
        return room if room >= self._characters(_ASIDE) else 0

    @property
    def columns(self) -> int:
        """How many slabs stand side by side: two on a landscape screen with room for their words, else one."""
        wide = self.screen.width() > self.screen.height()
        return 2 if wide and self.column_width >= self._characters(_TWO_COLUMNS) else 1

    def _characters(self, count: int) -> int:
        """The width of so many characters of running text, in pixels."""
        wide = fonts.WIDE_LETTER + fonts.WIDE_WORD * _SPACES if self.display.spacing else 0
        return self.px(self._caps["body"] / fonts.CAP_HEIGHT * (fonts.CHARACTER + wide) * count)

    def palette(self) -> QPalette:
        """The same colours for Qt's own widgets: line edits, scroll areas."""
        palette = QPalette()
        roles: dict[QPalette.ColorRole, Role] = {
            QPalette.ColorRole.Window: "paper",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "paper",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "paper",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "quiet",
            QPalette.ColorRole.Highlight: "action",
            QPalette.ColorRole.HighlightedText: "on_action",
        }
        for where, role in roles.items():
            palette.setColor(where, self.colour(role))
        return palette


def beyond_reach(screen: QSize, px_per_mm: float, mount: float) -> tuple[int, int]:
    """The pixels at the top and at the foot of a screen that a seated person does not reach (V11).

    Of a screen that is nearly all out of reach the part next to the band is used, as little as fits a page.
    """
    low, high = REACH
    least = min(screen.height(), round(LEAST_BAND * px_per_mm))
    top = mount + screen.height() / px_per_mm
    above = max(0, round((top - high) * px_per_mm))
    beneath = max(0, round((low - mount) * px_per_mm))
    room = screen.height() - least
    above = min(above, room)
    return above, min(beneath, room - above)


def usual_px_per_mm(screen: QSize) -> float:
    """Pixels in a millimetre of a 19 inch screen when nearly square (4:3, 5:4), else of a 21.5 inch one."""
    wide, narrow = max(screen.width(), screen.height()), min(screen.width(), screen.height())
    diagonal_px = (wide**2 + narrow**2) ** 0.5
    inches = 19.0 if wide / narrow < 1.4 else 21.5  # noqa: PLR2004 between 4:3 and 16:10
    return float(diagonal_px / (inches * 25.4))
