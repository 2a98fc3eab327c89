"""The window of a kiosk that is set up: languages and looks above, one page, keys to touch where there are boxes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.display import TEXT_SIZES, THEMES, Display, next_of
from kiosk.keyboard import Key, Layout, Page, Way
from kiosk.keys import Command
from kiosk.language import Words
from ui.keyboard.board import Board
from ui.keypad import names
from ui.parts.button import Button
from ui.parts.focus import FocusRing
from ui.parts.heading import Heading
from ui.theme import GAP, MARGIN, Theme

if TYPE_CHECKING:
    from kiosk.keypads import Keys

_KEY = Qt.Key
_WAYS: dict[Qt.Key, Way] = {
    _KEY.Key_Up: "up",
    _KEY.Key_Down: "down",
    _KEY.Key_Left: "left",
    _KEY.Key_Right: "right",
}
_MEANS = {
    Command.UP: _KEY.Key_Up,
    Command.DOWN: _KEY.Key_Down,
    Command.LEFT: _KEY.Key_Left,
    Command.RIGHT: _KEY.Key_Right,
    Command.SELECT: _KEY.Key_Return,
    Command.NEXT: _KEY.Key_Tab,
    Command.PREVIOUS: _KEY.Key_Backtab,
    Command.BACK: _KEY.Key_Escape,
}
"""What the keys of a keypad are here."""

_ACTS = (Key(act="delete"), Key(act="done"))
_DIGITS = tuple(tuple(map(Key, row)) for row in ("123", "456", "789"))
_LETTERS = tuple(tuple(map(Key, row)) for row in ("1234567890", "qwertyuiop", "asdfghjkl:", "zxcvbnm.-/"))
BOARD = Layout(
    {
        "digits": Page((*_DIGITS, (_ACTS[0], Key("0"), _ACTS[1])), even=True),
        "email": Page((*_LETTERS, _ACTS)),
    },
    {},
)
"""Digits for a code, and what addresses are made of; under the names of pages that no other key leads to."""


@dataclass(frozen=True)
class Sheet:
    """One page as it is built: ``parts`` below the heading, ``boxes`` to type in, each with the keys for it.

    ``first`` gets the focus, else the heading; ``back`` is what Escape does.
    """

    heading: str
    parts: Sequence[QWidget]
    boxes: Sequence[tuple[QLineEdit, str]] = ()
    first: QWidget | None = None
    back: Callable[[], object] | None = field(default=None, compare=False)


Build = Callable[[Theme, Words], Sheet]


class _Scroll(QScrollArea):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the arrows lead from control to control, and what has the focus is scrolled to


class Shell(QWidget):
    """Shows one page at a time, built anew when the language or the size changes; what is typed is the page's to keep.

    ``keys`` are the keypads of this kiosk. ``finished``: it is set up. ``closed``: somebody closed the window, which
    only a windowed one lets be done.
    """

    closed = Signal()
    finished = Signal()

    def __init__(
        self,
        languages: Sequence[str],
        keys: Callable[[], "Keys"],
        *,
        px_per_mm: float = 0.0,
        board: bool = True,
        windowed: bool = False,
    ) -> None:
        super().__init__()
        self._languages = list(languages)
        self._keys = keys
        self._px_per_mm = px_per_mm
        self._display = Display()
        self._wants_board = board
        self._windowed = windowed
        self._build: Build | None = None
        self._sheet: Sheet | None = None
        self._shown: QWidget | None = None
        self._scroll: QScrollArea | None = None
        self._box: QLineEdit | None = None
        self.board: Board | None = None
        self.words = Words(languages[0])
        self.setWindowTitle("Handrail")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 widgets need one
        app.installEventFilter(self)
        app.focusChanged.connect(self._focused)

    def show_page(self, build: Build) -> None:
        """Shows another page."""
        self._build = build
        self._rebuild()

    def speak(self, code: str) -> None:
        """Shows the page in another language."""
        self.words = Words(code)
        self._rebuild()

    # Building.

    def _look(self, display: Display, pressed: str) -> None:
        """In another size or other colours; the focus stays on the button that was ``pressed``."""
        self._display = display
        self._rebuild()
        button = self._shown.findChild(Button, pressed) if self._shown is not None else None
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self) -> None:
        if self._build is None:
            return
        theme = Theme(self._display, self._px_per_mm, self.size())
        self.setPalette(QPalette(theme.colour("paper")))
        self._theme = theme
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._sheet = sheet = self._build(theme, self.words)
        self._shown = made = QWidget(self)
        made.setLocale(QLocale(self.words.code))
        rtl = self.words.rtl
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heading = Heading(sheet.heading, theme)
        column.addWidget(self._page(sheet, heading, theme), 1)
        self._box = sheet.boxes[0][0] if sheet.boxes else None
        self.board = None
        if sheet.boxes and self._wants_board:
            # Its keys are large in any size; larger ones would leave no room for the page.
            usual = Theme(Display(theme=self._display.theme), self._px_per_mm, self.size())
            self.board = Board(BOARD, sheet.boxes[0][1], usual, self.words, self._typed)
            self.board.make(self.board.least)
            column.addWidget(self.board)
        made.setGeometry(self.rect())
        made.show()
        (sheet.first or heading).setFocus(Qt.FocusReason.OtherFocusReason)

    def _bar(self, theme: Theme) -> QWidget:
        """The languages and the looks, in as many rows as they take."""
        top = QWidget()
        column = QVBoxLayout(top)
        gap, room = theme.px(GAP), self.width() - 2 * theme.px(MARGIN)
        column.setContentsMargins(0, 0, 0, gap)
        column.setSpacing(gap)
        left = 0
        for button in (*self._language_buttons(theme), *self._look_buttons(theme)):
            wide = button.sizeHint().width() + gap
            if wide > left:
                row, left = QHBoxLayout(), room
                row.setSpacing(gap)
                row.setAlignment(Qt.AlignmentFlag.AlignLeading)
                column.addLayout(row)
            left -= wide
            row.addWidget(button)
        return top

    def _language_buttons(self, theme: Theme) -> Iterator[Button]:
        for code in self._languages:
            own = Words(code).say("language.own_name")
            chosen = code == self.words.code
            button = Button(own, theme, partial(self.speak, code), kind="quiet", chosen=chosen)
            button.setLocale(QLocale(code))
            yield button

    def _look_buttons(self, theme: Theme) -> Iterator[Button]:
        """Each press is the next size, and the next colours."""
        say, now = self.words.say, self._display
        size = replace(now, text_size=next_of(tuple(TEXT_SIZES), now.text_size))
        colours = replace(now, theme=next_of(THEMES, now.theme))
        for name, of, after in (("size", now.text_size, size), ("colours", now.theme, colours)):
            words = f"{say(f'display.{name}')}: {say(f'display.{of}')}"
            button = Button(words, theme, partial(self._look, after, name), kind="quiet")
            button.setObjectName(name)
            yield button

    def _page(self, sheet: Sheet, heading: Heading, theme: Theme) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        margin = theme.px(MARGIN)
        column.setContentsMargins(margin, theme.px(GAP), margin, margin)
        column.setSpacing(theme.px(2 * GAP))
        column.addWidget(self._bar(theme))
        for part in (heading, *sheet.parts):
            part.setMaximumWidth(min(part.maximumWidth(), theme.column_width))
            fixed = part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if fixed else Qt.AlignmentFlag(0))
        column.addStretch(1)
        self._scroll = scroll = _Scroll()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        # It covers the window, whose painting is a sign of life (ui/watchdog.py).
        for one in (page, scroll.viewport()):
            one.setAutoFillBackground(False)
        FocusRing(page, theme)
        return scroll

    # Keys.

    def _typed(self, key: Key) -> None:
        """One of the keys on the screen was pressed."""
        if self._box is None or self._sheet is None:
            return
        if key.act == "delete":
            self._box.backspace()
        elif key.act == "done":
            boxes = [box for box, _ in self._sheet.boxes]
            after = boxes[boxes.index(self._box) + 1 :]
            if after:
                after[0].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._box.returnPressed.emit()
        else:
            self._box.insert(key.text)

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or self._shown is None or not self._shown.isAncestorOf(new):
            return
        if self._scroll is not None and self._scroll.isAncestorOf(new):
            self._scroll.ensureWidgetVisible(new, 0, self._theme.px(MARGIN))
        for box, keys in self._sheet.boxes if self._sheet else ():
            if box is new:
                self._box = box
                if self.board is not None and self.board.page != keys:
                    self.board.turn(keys)
                    self.board.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no control took: the arrows lead on, Escape goes back."""
        key = _KEY(event.key())
        if key in _WAYS:
            on_board = self.board is not None and self.board.entered
            if not (on_board and self.board is not None and self.board.lead(_WAYS[key])):
                self.focusNextPrevChild(key in {_KEY.Key_Down, _KEY.Key_Right})
        elif key == _KEY.Key_Escape and self._sheet is not None and self._sheet.back is not None:
            self._sheet.back()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of keypads are what they mean."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget) or not self.isActiveWindow():
            return False
        if event.type() != QEvent.Type.KeyPress or (event.text().isprintable() and event.text()):
            return False
        found = self._keys().find(names(event))
        meant = _MEANS.get(found[1].command) if found else None
        if meant is None or meant == event.key():
            return False
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(watched, QKeyEvent(kind, meant, Qt.KeyboardModifier.NoModifier))
        return True

    # What Qt tells the window.

    def sizeHint(self) -> QSize:
        return QSize(1280, 1024)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rebuild()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._windowed:
            self.closed.emit()
            super().closeEvent(event)
        else:
            event.ignore()
