"""Putting things in order: choose one of the list, then move it up or down. Nothing is dragged (M2)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.group import Group
from ui.parts.text import Text
from ui.theme import GAP, Theme


class RankInput(Input):
    """The choices as numbered rows, one of them chosen, and the buttons that move it.

    The answer is the tuple of all values in order: from the first move on, or when the order is kept as it is.
    """

    hint_key = "input.rank"

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self._labels = {choice.value: choice.label for choice in question.choices}
        self._order = self._whole(question.raw)
        self._chosen = next(iter(self._order), "")
        self._rows: dict[str, RadioRow] = {}
        if question.read_only:
            self.column.addWidget(Text(question.answer, theme, font="bold"))
            return
        group = Group(self.title)
        self._list = QVBoxLayout(group)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.px(GAP))
        self._up = Button("", theme, lambda: self._move(-1), icon="up", kind="secondary")
        self._down = Button("", theme, lambda: self._move(1), icon="down", kind="secondary")
        self._keep = Button(words.say("input.keep_order"), theme, lambda: self._tell(), kind="secondary")
        for button, name in ((self._up, "up"), (self._down, "down"), (self._keep, "keep")):
            button.setObjectName(f"rank.{name}")
        self._show()
        for part in (group, self._up, self._down, self._keep):
            self.column.addWidget(part)

    def controls(self) -> Sequence[QWidget]:
        return (*self._rows.values(), self._up, self._down, self._keep) if self._rows else ()

    def focus_target(self) -> QWidget | None:
        """The row that would be moved."""
        return self._rows.get(self._chosen)

    def fill(self, raw: Raw) -> None:
        self._order = self._whole(raw)
        self._chosen = self._order[0]
        self._show()
        self.answered.emit(tuple(self._order))

    def _whole(self, raw: Raw) -> list[str]:
        """The order given, where it is one of all choices; else that of the list."""
        given = list(raw)
        return given if sorted(given) == sorted(self._labels) else list(self._labels)

    def _show(self) -> None:
        """The rows in their order. Each keeps its place on the page, so that who moves by key loses none."""
        rows = list(self._rows.values())
        self._rows = {}
        for place, value in enumerate(self._order):
            said = f"{place + 1}. {self._labels[value]}"
            if place < len(rows):
                row = rows[place]
                row.say(said)
            else:
                row = RadioRow(said, self.theme)
                row.chosen.connect(lambda at=place: self._choose(at))
                self._list.addWidget(row)
            row.setChecked(value == self._chosen)
            self._rows[value] = row
        label = self._labels.get(self._chosen, "")
        self._up.say(self.words.say("input.move_up", label=label), "up")
        self._down.say(self.words.say("input.move_down", label=label), "down")
        for button in (self._up, self._down):  # a screen reader says that it changed
            button.setAccessibleDescription(self._place())

    def _choose(self, place: int) -> None:
        self._chosen = self._order[place]
        self._show()

    def _move(self, by: int) -> None:
        at = self._order.index(self._chosen)
        to = min(max(at + by, 0), len(self._order) - 1)
        self._order.insert(to, self._order.pop(at))
        self._show()
        self.answered.emit(tuple(self._order))
        self.told.emit(self._place())

    def _place(self) -> str:
        """Where what is chosen stands: "Parks, 2 of 4"."""
        if not self._chosen:
            return ""
        which, label = self._order.index(self._chosen) + 1, self._labels[self._chosen]
        return self.words.say("input.place", label=label, which=which, count=len(self._order))

    def _tell(self) -> None:
        self.answered.emit(tuple(self._order))
        listed = ", ".join(self._labels[value] for value in self._order)
        self.told.emit(self.words.say("input.order", listed=listed))
