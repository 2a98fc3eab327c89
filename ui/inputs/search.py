"""Choosing from a list too long to show: what fits some letters of it shows, a page's worth at a time (C2)."""

from collections.abc import Sequence
from itertools import islice, pairwise

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.forms.long_list import LongList
from kiosk.forms.page import Choice, Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.inputs.find import Finding
from ui.parts.button import Button
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.group import Group
from ui.parts.text import Text
from ui.theme import GAP, Theme

PAGE = 10
"""How many show at first, and how many more each time they are asked for."""


class _Search(Input):
    """A box to type in, and below it rows: what is chosen first, then what was found. A row is made when it shows."""

    many = False

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        choices = question.choices
        assert isinstance(choices, LongList)  # noqa: S101 what is shorter is not searched
        self._list = choices
        self._chosen = choices.ordered({question.raw} if isinstance(question.raw, str) else set(question.raw))
        self._rows: dict[str, RadioRow | CheckRow] = {}
        if question.read_only:
            self.column.addWidget(Text(question.answer, theme, font="bold"))
            return
        self.finding = Finding(theme, words)
        self.finding.typed.connect(lambda text: self._look(text))
        self.finding.told.connect(self.told)
        self._group = Group(self.title)
        self._below = QVBoxLayout(self._group)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(theme.px(GAP))
        self._more = Button(words.say("find.more"), theme, lambda: self._show_more(), kind="secondary")
        self._more.setObjectName("search.more")
        for part in (self.finding, self._group, self._more):
            self.column.addWidget(part)
        self._look("")

    def controls(self) -> Sequence[QWidget]:
        if self.question.read_only:
            return ()
        more = () if self._more.isHidden() else (self._more,)
        return (self.finding.edit, *self._rows.values(), *more)

    def fill(self, raw: Raw) -> None:
        for value in self._list.ordered({raw} if isinstance(raw, str) else set(raw)):
            self.finding.edit.setText(self._list.label(value) or "")
            while value not in self._rows:
                self._more.click()
            self._rows[value].click()
        self.finding.edit.clear()

    def _look(self, typed: str) -> None:
        for row in self._rows.values():
            self._below.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        found = self._list.find(typed)
        self._coming = (self._list[place] for place in found.places)
        self._left = len(found.places)
        for value in self._chosen:
            self._add(Choice(value, self._list.label(value) or value))
        self._extend()
        count = len(found.places)
        key = "find.first" if not typed.strip() else "find.nearly" if found.nearly else "find.found"
        said = self.words.say(key if count else "find.none", count=count, shown=min(count, PAGE))
        self.finding.show_found(said, aloud=bool(typed.strip()))

    def _extend(self) -> list[QWidget]:
        """Rows for the next of what was found; they come after those that show."""
        fresh = [self._add(choice) for choice in islice(self._coming, PAGE) if choice.value not in self._rows]
        self._left -= PAGE
        self._more.setVisible(self._left > 0)
        self.chain()
        return fresh

    def chain(self) -> None:
        """The Tab key goes down the page (A5)."""
        for before, after in pairwise(self.controls()):
            self.setTabOrder(before, after)

    def choose_none(self) -> None:
        """Another answer was given beside the list."""
        self._chosen = []
        for row in self._rows.values():
            row.setChecked(False)

    def _add(self, choice: Choice) -> QWidget:
        row = self._rows[choice.value] = (CheckRow if self.many else RadioRow)(choice.label, self.theme)
        row.setChecked(choice.value in self._chosen)
        row.clicked.connect(lambda: self._press(choice.value))
        self._below.addWidget(row)
        row.show()
        return row

    def _show_more(self) -> None:
        first = next(iter(self._extend()), None)
        if first is not None:
            first.setFocus()

    def _press(self, value: str) -> None:
        if self.many:
            self._chosen = self._list.ordered(set(self._chosen) ^ {value})
        else:
            self._chosen = [value]
            for each, row in self._rows.items():
                row.setChecked(each == value)
        self.answered.emit(tuple(self._chosen) if self.many else value)


class SearchOne(_Search):
    """One of very many; the answer is its value."""


class SearchMany(_Search):
    """Any of very many; the answer is the tuple of their values."""

    many = True
    hint_key = "input.choose_all"
