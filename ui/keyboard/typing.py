"""When the keys on the screen show, and when they go (M11)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk.visit import Visit
from ui.parts.pressable import ENTER

if TYPE_CHECKING:
    from ui.keyboard.board import Board
    from ui.keyboard.writing import Writing
    from ui.window import Window

_FIELDS = (QLineEdit, QPlainTextEdit)


class Typing(QObject):
    """The on-screen keyboard of one window, for as long as it lives.

    It opens when a box is touched, or when Select is pressed on it by who has typed nothing on a real keyboard; a
    letter from a real keyboard closes it. ``said`` carries what is to be said of a key, and the language of it.
    ``wanted`` is whether this kiosk has an on-screen keyboard at all. ``may_tell`` tells whether what is written may
    be said aloud (A9).
    """

    said = Signal(str, str)

    def __init__(self, window: "Window", visit: Visit, *, wanted: bool) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._wanted = wanted
        self.may_tell: Callable[[], bool] = lambda: True
        self._writing: Writing | None = None
        self._real = False
        self._counted: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 there is a window
        app.focusChanged.connect(self._focused)

    @property
    def board(self) -> "Board | None":
        """The keys, while they show."""
        return self._writing.board if self._writing is not None else None

    # When it shows.

    def touched(self, widget: QWidget) -> None:
        """A finger pressed ``widget``: if it is a box to type in, the keys come."""
        if isinstance(widget, _FIELDS):
            self._open(widget)

    def select(self) -> bool:
        """Select was pressed on the box that has the focus: the keys come, and one of them has the focus."""
        field = QApplication.focusWidget()
        if not isinstance(field, _FIELDS) or self._real or field is self._counted or not self._open(field):
            return False
        if self.board is not None:
            self.board.enter()
        return True

    def close(self) -> bool:
        """Puts the keys away, and forgets about them. False when none showed."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.end()
        return writing is not None

    def forget(self) -> None:
        """Another person may come: nothing is known of how this one types."""
        self.close()
        self._real = False
        self._counted = None

    # Keys of a keypad or of a real keyboard.

    def key(self, event: QKeyEvent) -> bool:
        """A key that no control took. True when it was meant for the keyboard on the screen."""
        writing = self._writing
        if writing is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self.close()
        if writing.board.entered and _is_letter(event) and writing.alive:
            self.close()
            QApplication.sendEvent(writing.field, event)
            return True
        return writing.move(event.key())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Sees the keys that go to the box with the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER:
            return not event.isAutoRepeat() and self.select()
        if event.text().isprintable() and event.text():
            # A pad of digits has no letters: who uses one may need those on the screen in the next box.
            self._counted = QApplication.focusWidget()
            if not event.text().isdigit():
                self._real = True
            if _is_letter(event):
                self.close()
        return False

    def _focused(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, _FIELDS):
            self._counted = None
            old.removeEventFilter(self)
        if isinstance(new, _FIELDS) and self._wanted:
            new.installEventFilter(self)
        if self._writing is None or new is None or not self._window.scroller.isAncestorOf(new):
            return
        if not isinstance(new, _FIELDS):
            self.close()
        elif new is not self._writing.field:
            self._open(new)

    def _open(self, field: QLineEdit | QPlainTextEdit) -> bool:
        from ui.keyboard.writing import Writing  # noqa: PLC0415 the first paint does not wait for it

        if not self._wanted or field.isReadOnly() or not self._window.scroller.isAncestorOf(field):
            return False
        if self._writing is None or field is not self._writing.field:
            self.close()
            self._writing = Writing(self._window, self._visit, field, self.said.emit, self.close)
        return True


def _is_letter(event: QKeyEvent) -> bool:
    return len(event.text()) == 1 and event.text().isalpha()
