"""What is typed on a real keyboard is heard: each letter, each word when it ends, what was taken away (M11, A8)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.keyboard import Key
from kiosk.visit import Visit
from ui.keyboard.key import name, tongue
from ui.parts.edit import Field, hides, typed

_LONG = 40
"""Of more characters than these that went at once only that they went is said."""


class Echo(QObject):
    """Listens to the box that has the focus. ``said`` gets the words and their language.

    ``may_tell`` is whether what is typed may be said at all: where it may not, and in a masked box, one word says
    that a key wrote or took away something, never which. Nothing of what is typed is kept (P3).
    """

    def __init__(
        self, visit: Visit, may_tell: Callable[[], bool], said: Callable[[str, str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._may_tell = may_tell
        self._said = said
        self._field: Field | None = None
        self._before: str | None = None

    def follow(self, widget: QWidget | None) -> None:
        """The focus is there now."""
        if self._field is widget:
            return
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.textChanged.disconnect(self._changed)
        self._field = widget if isinstance(widget, Field) else None
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.textChanged.connect(self._changed)
            self._field.destroyed.connect(self._gone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key goes to the box: what follows from it before the next is what was typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._before = typed(watched) if isinstance(watched, Field) else ""
            if event.key() == Qt.Key.Key_Backspace and not self._before:
                self._tell(self._visit.words.say("keyboard.nothing"))
        elif event.type() == QEvent.Type.KeyRelease:
            self._before = None
        return False

    def _gone(self) -> None:
        self._field = None

    def _changed(self) -> None:
        """The box holds something else. Only a key that went to it is answered: not a paste of ours, not a refill."""
        if self._field is None or self._before is None:
            return
        before, after = self._before, typed(self._field)
        self._before = after
        start, gone, come = _difference(before, after)
        words = self._visit.words
        if not gone and not come:
            return
        if hides(self._field) or not self._may_tell():
            self._tell(words.say("keyboard.typed" if come else "keyboard.taken"))
        elif not come:
            self._tell(self._deleted(gone))
        elif come.isspace() and (ended := before[:start].split()) and not before[start - 1].isspace():
            self._tell(ended[-1])
        else:
            self._tell(self.called(come))

    def _deleted(self, gone: str) -> str:
        words = self._visit.words
        if len(gone) > _LONG:
            return words.say("keyboard.taken")
        return words.say("keyboard.deleted", letter=self.called(gone))

    def called(self, text: str) -> str:
        words = self._visit.words
        named = {" ": words.say("keyboard.space"), "\n": words.say("keyboard.line")}
        if len(text) != 1:
            return text
        return named.get(text) or name(Key(text.lower()), words, capitals=text.isupper())

    def _tell(self, text: str) -> None:
        self._said(text, tongue(text, self._visit.words))


def _difference(before: str, after: str) -> tuple[int, str, str]:
    """From where the two differ, what went and what came there."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, before[start : len(before) - end], after[start : len(after) - end]
