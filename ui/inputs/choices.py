"""Choosing: one of several, any of several, and ticking that something was read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.description import sentences
from ui.inputs.base import Input
from ui.inputs.find import LONG, Find
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.form_picture import load
from ui.parts.group import Group
from ui.parts.text import Text
from ui.theme import GAP, Theme

_PICTURE = (36.0, 26.0)
"""The room of a choice's picture, in mm: wide and high."""


class _Rows(Input):
    """The rows, in a group that bears the question's name for a screen reader."""

    rows: Sequence[RadioRow | CheckRow] = ()
    finder: Find | None = None

    def _hold(self, rows: Sequence[RadioRow | CheckRow]) -> None:
        """What can only be read is no row to press: a press either works or is not offered."""
        if self.question.read_only:
            self.column.addWidget(Text(self.question.answer, self.theme, font="bold"))
            return
        self.rows = rows
        group = Group(self.title)
        column = QHBoxLayout(group) if self._in_a_row() else QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(GAP))
        for row in rows:
            column.addWidget(row)
        if len(rows) > LONG or "autocomplete" in self.question.appearance:
            self.finder = Find(rows, self.theme, self.words)
            self.column.addWidget(self.finder)
        self.column.addWidget(group)

    def illustrate(self, folder: Path) -> None:
        """Shows the pictures of the choices, whose files lie in ``folder``."""
        room = QSize(self.theme.px(_PICTURE[0]), self.theme.px(_PICTURE[1]))
        for row, choice in zip(self.rows, self.question.choices, strict=True):
            picture = self.question.pictures.get(choice.value)
            image = load(picture, folder, room) if picture else None
            if picture and image is not None:
                row.show_picture(image, picture.shows)
                row.setAccessibleDescription(
                    sentences(filter(None, (row.accessibleDescription(), picture.shows)))
                )

    def _in_a_row(self) -> bool:
        """Whether a scale (``likert``) stands from side to side: where no word of it breaks."""
        if not self.rows or "likert" not in self.question.appearance:
            return False
        gaps = (len(self.rows) - 1) * self.theme.px(GAP)
        widest = max(row.minimumSizeHint().width() for row in self.rows)
        return len(self.rows) * widest + gaps <= self.theme.column_width

    def controls(self) -> Sequence[QWidget]:
        return self.rows if self.finder is None else (self.finder.edit, *self.rows)

    def _values(self) -> tuple[str, ...]:
        pairs = zip(self.question.choices, self.rows, strict=True)
        return tuple(choice.value for choice, row in pairs if row.isChecked())


class ChooseOne(_Rows):
    """One of several; the answer is its value."""

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        rows = [RadioRow(choice.label, theme) for choice in question.choices]
        for row, choice in zip(rows, question.choices, strict=True):
            row.setChecked(choice.value == question.raw)
            row.chosen.connect(lambda chosen=row: self._choose(chosen))
        self._hold(rows)

    def _choose(self, chosen: RadioRow) -> None:
        for row in self.rows:
            row.setChecked(row is chosen)
        self.answered.emit(self._values()[0])

    def focus_target(self) -> QWidget | None:
        """The chosen row, else the first."""
        return next((row for row in self.rows if row.isChecked()), super().focus_target())

    def fill(self, raw: Raw) -> None:
        for row, choice in zip(self.rows, self.question.choices, strict=True):
            if choice.value == raw:
                row.click()


class ChooseMany(_Rows):
    """Any of several; the answer is the tuple of their values."""

    hint_key = "input.choose_all"

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        rows = [CheckRow(choice.label, theme) for choice in question.choices]
        taken = (question.raw,) if isinstance(question.raw, str) else question.raw
        for row, choice in zip(rows, question.choices, strict=True):
            row.setChecked(choice.value in taken)
            row.clicked.connect(lambda: self.answered.emit(self._values()))
        self._hold(rows)

    def fill(self, raw: Raw) -> None:
        for row, choice in zip(self.rows, self.question.choices, strict=True):
            if row.isChecked() != (choice.value in raw):
                row.click()


class Acknowledge(ChooseMany):
    """One row to tick; the answer is its value in a tuple, or an empty one."""

    hint_key = ""
