"""A page of keys, laid out on the glass, and the way from key to key."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from kiosk import keyboard
from kiosk.keyboard import GAP, LEAST, Act, At, Key, Layout, Page, Placed, Way
from kiosk.language import Words
from ui.keyboard.key import KeyButton, height, needs
from ui.parts.focus import FocusRing
from ui.theme import BORDER, MARGIN, TARGET, Theme

_PADS = frozenset({"digits", "number"})
_ALONE = _PADS | {"email"}
"""The pages that no key leads to or from."""


class Board(QWidget):
    """Stands below the page and shows one page of ``layout`` at a time. ``press`` gets each key that is pressed."""

    def __init__(
        self, layout: Layout, start: str, theme: Theme, words: Words, press: Callable[[Key], object]
    ) -> None:
        super().__init__()
        self._layout = layout
        self._theme = theme
        self._words = words
        self._press = press
        self._rows: tuple[tuple[Placed, ...], ...] = ()
        self._keys: list[list[KeyButton]] = []
        self._at: At | None = None
        self._marked: list[KeyButton] = []
        self._tall = TARGET
        self.page = start
        self.setAccessibleName(words.say("keyboard.title"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.turn(start)
        self._ring = FocusRing(self, theme)

    @property
    def buttons(self) -> list[KeyButton]:
        """The keys that show, row by row."""
        return [button for row in self._keys for button in row]

    @property
    def rows(self) -> list[list[KeyButton]]:
        """The keys that show, a list a row."""
        return self._keys

    def show_row(self, row: list[KeyButton]) -> None:
        """Marks a row as what is chosen next; an empty one marks nothing."""
        self._marked = row
        self.update()

    def turn(self, name: str) -> None:
        """Shows another page of keys."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.page = name
        self._at = None
        self._marked = []
        page = self._layout.pages[name]
        self._rows = self._placed(page)
        self._keys = [[self._button(placed.key, page) for placed in row] for row in self._rows]
        self.show_case(capitals=False)
        self._arrange()

    def show_case(self, *, capitals: bool, always: bool = False) -> None:
        """Shows every letter in its large form, or in its small one; ``always`` as for a key."""
        for button in self.buttons:
            button.show_case(self._words, capitals=capitals, always=always)

    @property
    def spare(self) -> QRect:
        """The room beside the keys, whichever page of them shows; in pixels of this board."""
        theme, pages = self._theme, self._layout.pages
        ends = [
            self._margin(page) + row[-1].left + row[-1].width
            for name, page in pages.items()
            if self._shares(name)
            for row in self._placed(page)
        ]
        taken, margin, gap = theme.px(max(ends) + MARGIN), theme.px(MARGIN), theme.px(GAP)
        left = margin if self._words.rtl else taken
        return QRect(left, gap, self.width() - taken - margin, self.height() - 2 * gap)

    @property
    def least(self) -> float:
        """The least height of a key, in mm: what its letters take may be more than a finger needs."""
        rows = (row for name, page in self._layout.pages.items() if self._shares(name) for row in page.rows)
        return max(LEAST, *(height(self._face(key), self._theme) for row in rows for key in row))

    def make(self, tall: float) -> None:
        """Sets the height of its keys when the first page shows, in mm; the others have the same room."""
        self._tall = tall
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = max(len(page.rows) for name, page in self._layout.pages.items() if self._shares(name))
        return QSize(0, self._theme.px(rows * (self._tall + GAP) + 2 * GAP))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        line, colour = self._theme.px(BORDER), self._theme.colour("line")
        painter.fillRect(0, 0, self.width(), line, colour)
        painter.fillRect(0, self.height() - line, self.width(), line, colour)
        if self._marked:
            room = self._theme.px(GAP / 2)
            row = self._marked[0].geometry().united(self._marked[-1].geometry())
            painter.fillRect(row.adjusted(-room, -room, room, room), self._theme.colour("action"))

    # The way by keys.

    @property
    def entered(self) -> bool:
        """Whether a key has the focus."""
        return self._found() is not None

    def enter(self, act: Act | None = None) -> None:
        """Gives the focus to the key that does ``act``, else to the first letter of the page."""
        wanted = [button for button in self.buttons if act and button.key.act == act]
        letters = [button for button in self.buttons if button.key.text and not button.key.text.isdigit()]
        numbers = [button for button in self.buttons if button.key.text]
        (wanted or (numbers if self.page in _PADS else letters))[0].setFocus()

    def enter_top(self) -> None:
        """Gives the focus to the first key of the top row."""
        self._keys[0][0].setFocus()

    def lead(self, way: Way) -> bool:
        """Leads the focus to the key that lies there. False when there is none: that way the board is left."""
        found = self._found()
        if found is None:
            return False
        if self._at is None or (self._at.row, self._at.key) != found:
            self._at = keyboard.at(self._rows, *found)
        there = keyboard.move(self._rows, self._at, way)
        if there is None:
            return False
        self._at = there
        self._keys[there.row][there.key].setFocus()
        return True

    def _found(self) -> tuple[int, int] | None:
        focus = QApplication.focusWidget()
        for row, buttons in enumerate(self._keys):
            for number, button in enumerate(buttons):
                if button is focus:
                    return row, number
        return None

    # Where they stand.

    def _shares(self, name: str) -> bool:
        """Whether a page of keys is reached from the one that shows, so that both need the same room."""
        return name == self.page if self.page in _ALONE else name not in _ALONE

    def _placed(self, page: Page) -> tuple[tuple[Placed, ...], ...]:
        theme = self._theme
        return keyboard.place(
            page,
            (theme.screen.width() - 2 * theme.px(self._margin(page))) / theme.px_per_mm,
            lambda key: needs(key, self._face(key), theme),
            rtl=self._words.rtl,
        )

    def _margin(self, page: Page) -> float:
        """As wide as the page's, unless keys of 20 mm need the room."""
        longest = max(map(len, page.rows))
        wide = self._theme.screen.width() / self._theme.px_per_mm - 2 * MARGIN
        return MARGIN if longest * (TARGET + GAP) - GAP <= wide else GAP

    def _face(self, key: Key) -> str:
        if not key.act:
            return key.text
        return self._layout.faces.get(key.act) or self._words.say(f"keyboard.{key.act}")

    def _button(self, key: Key, page: Page) -> KeyButton:
        button = KeyButton(key, self._face(key), self._theme, self._press, marked=page.even)
        button.setParent(self)
        button.show()
        return button

    def _arrange(self) -> None:
        theme = self._theme
        page = self._layout.pages[self.page]
        whole = max(row[-1].left + row[-1].width for row in self._rows)
        left = self._margin(page)
        if self._words.rtl:
            left = self.width() / theme.px_per_mm - left - whole
        tall = (self.height() / theme.px_per_mm - 2 * GAP) / len(self._rows) - GAP
        for number, (row, buttons) in enumerate(zip(self._rows, self._keys, strict=True)):
            top = 1.5 * GAP + number * (tall + GAP)
            for placed, button in zip(row, buttons, strict=True):
                button.setGeometry(
                    theme.px(left + placed.left), theme.px(top), theme.px(placed.width), theme.px(tall)
                )
