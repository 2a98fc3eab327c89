"""Typing to find something in a long list: what does not match steps aside (C2)."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.language import Words
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.edit import Edit
from ui.parts.pressable import ENTER
from ui.parts.text import Text
from ui.theme import GAP, Theme

LONG = 10
"""A list of more choices than this has a box to find one in; so has a shorter one with the appearance autocomplete."""
_CHARACTERS = 24


class FindBox(Edit):
    """Enter leads to what was found: what is typed here is no answer to go on with."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.focusNextChild()


class Find(QWidget):
    """A box over ``rows``: those stay that have every word typed in it, and those that are chosen."""

    def __init__(self, rows: Sequence[RadioRow | CheckRow], theme: Theme, words: Words) -> None:
        super().__init__()
        self._rows = rows
        self._words = words
        self.edit = FindBox(theme, _CHARACTERS)
        self.edit.part = words.say("find.title")
        self.edit.setAccessibleName(self.edit.part)
        self.edit.textChanged.connect(lambda text: self._show(text))
        self._told = Text("", theme, "quiet")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(GAP))
        column.setSpacing(theme.px(GAP / 2))
        for part in (Text(self.edit.part, theme, font="bold"), self.edit, self._told):
            column.addWidget(part)

    def _show(self, typed: str) -> None:
        wanted = plain(typed).split()
        left = 0
        for row in self._rows:
            words = plain(row.words)
            fits = all(part in words for part in wanted)
            left += fits
            row.setVisible(fits or row.isChecked())
        key = "find.left" if left else "find.nothing"
        said = self._words.say(key, left=left, all=len(self._rows)) if wanted else ""
        self._told.say(said)
        self._told.setVisible(bool(wanted))
        self.edit.setAccessibleDescription(said)


def plain(text: str) -> str:
    """``text`` without what is easily left out in typing: capitals, accents, and the signs between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())
