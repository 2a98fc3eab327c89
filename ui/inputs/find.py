"""Typing to find something in a long list: the box, and rows that step aside where they do not match (C2)."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.forms.finding import plain
from kiosk.language import Words
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.enter_box import EnterBox
from ui.parts.text import Text
from ui.theme import GAP, Theme

LONG = 10
"""A list of more choices than this has a box to find one in; so has a shorter one with the appearance autocomplete."""
PAUSE = 800
"""Milliseconds without a letter before it is said how much was found: nobody is talked into while typing."""
_CHARACTERS = 24


class FindBox(EnterBox):
    """Enter leads to what was found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _CHARACTERS)
        self.entered.connect(lambda: self.focusNextChild())


def _kept_in_place(box: FindBox) -> QWidget:
    """A box turns as what is typed in it runs, and a layout would take it to the other side of the page for that."""
    holder = QWidget()
    holder.setMaximumWidth(box.maximumWidth())
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(box)
    return holder


class Finding(QWidget):
    """A box, and below it how much was found.

    ``typed`` carries what the box holds at every change; ``told`` what was found, once typing pauses.
    """

    typed = Signal(str)
    told = Signal(str)

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self.words = words
        self.edit = FindBox(theme)
        self.edit.part = words.say("find.title")
        self.edit.setAccessibleName(self.edit.part)
        self.edit.textChanged.connect(self.typed)
        self.pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.pause.timeout.connect(lambda: self._tell())
        self._told = Text("", theme, "quiet")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(GAP))
        column.setSpacing(theme.px(GAP / 2))
        for part in (Text(self.edit.part, theme, font="bold"), _kept_in_place(self.edit), self._told):
            column.addWidget(part)

    def show_found(self, said: str, *, aloud: bool = True) -> None:
        """Shows how much was found at once, "" for nothing to tell, and tells it ``aloud`` after a pause."""
        self._told.say(said)
        self._told.setVisible(bool(said))
        self.edit.outcome = said
        if said and aloud:
            self.pause.start()
        else:
            self.pause.stop()
            self.edit.setAccessibleDescription(said)

    def _tell(self) -> None:
        """The box itself says it to a screen reader while it has the focus, else an announcement does (Orca 48)."""
        self.edit.setAccessibleDescription(self.edit.outcome)
        if not self.edit.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, self.edit.outcome))
        self.told.emit(self.edit.outcome)


class Find(Finding):
    """A box over ``rows``: those stay that have every word typed in it, and those that are chosen."""

    def __init__(self, rows: Sequence[RadioRow | CheckRow], theme: Theme, words: Words) -> None:
        super().__init__(theme, words)
        self._rows = rows
        self.typed.connect(lambda text: self._show(text))

    def _show(self, typed: str) -> None:
        wanted = plain(typed).split()
        left = 0
        for row in self._rows:
            words = plain(row.words)
            fits = all(part in words for part in wanted)
            left += fits
            row.setVisible(fits or row.isChecked())
        key = "find.left" if left else "find.nothing"
        self.show_found(self.words.say(key, left=left, all=len(self._rows)) if wanted else "")
