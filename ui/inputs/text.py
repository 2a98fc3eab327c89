"""Typing one line: text and numbers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.parts.edit import Edit
from ui.theme import Theme

_Keys = Qt.InputMethodHint
CAPITALS = _Keys.ImhPreferUppercase | _Keys.ImhLatinOnly
"""For codes of letters and digits, which are shown in capitals in every language."""


class TextInput(Input):
    """One line of text."""

    characters = 40
    keys = _Keys.ImhNoPredictiveText

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self.edit = Edit(theme, self.characters, wrong=question.problem is not None)
        self.edit.setAccessibleName(self.title)
        self.edit.setInputMethodHints(self.keys)
        self.edit.setReadOnly(question.read_only)
        self.edit.setText(question.raw if isinstance(question.raw, str) else " ".join(question.raw))
        self.edit.textEdited.connect(lambda text: self.answered.emit(text))
        self.column.addWidget(self.edit)

    def controls(self) -> Sequence[QWidget]:
        return (self.edit,)

    def fill(self, raw: Raw) -> None:
        self.edit.selectAll()
        self.edit.insert(raw if isinstance(raw, str) else " ".join(raw))
        self.answered.emit(self.edit.text())


class NumberInput(TextInput):
    """A number; what it may be is the question type's business, never the box's."""

    characters = 12
    keys = _Keys.ImhPreferNumbers


class TelephoneInput(NumberInput):
    """A telephone number, with its spaces, its plus and an extension."""

    characters = 20


class CapitalsInput(TextInput):
    """A code of letters and digits, such as a postcode; small letters are as good."""

    characters = 12
    keys = CAPITALS


class EmailInput(TextInput):
    """An e-mail address: its keys have the @."""

    keys = _Keys.ImhEmailCharactersOnly | _Keys.ImhNoAutoUppercase
