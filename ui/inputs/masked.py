"""Typing what nobody else should see or hear: a number of an account, a National Insurance number (P4)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.inputs.text import CAPITALS
from ui.parts.button import Button
from ui.parts.masked_edit import MaskedEdit, Unmasked
from ui.theme import Theme

_CHARACTERS = 24


class MaskedInput(Input):
    """One line shown as dots, and a button that shows below it what they hide, until it is pressed again."""

    keys = Qt.InputMethodHint.ImhNone

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self.edit = MaskedEdit(theme, _CHARACTERS, wrong=question.problem is not None)
        self.edit.setAccessibleName(self.title)
        self.edit.setInputMethodHints(self.edit.inputMethodHints() | self.keys)
        self.edit.setReadOnly(question.read_only)
        self.edit.setText(question.raw if isinstance(question.raw, str) else " ".join(question.raw))
        self.edit.textEdited.connect(lambda text: self._edited(text))
        self._below = Unmasked(theme)
        self._below.hide()
        self._button = Button(words.say("input.show"), theme, lambda: self._turn(), kind="quiet")
        self._button.setObjectName("masked.show")
        leading = (
            Qt.AlignmentFlag.AlignLeft
        )  # Qt's own turns it for Urdu; the box must not hold the button narrow
        self.column.addWidget(self.edit, alignment=leading)
        self.column.addWidget(self._below)
        self.column.addWidget(self._button, alignment=leading)

    def controls(self) -> Sequence[QWidget]:
        return (self.edit, self._button)

    def fill(self, raw: Raw) -> None:
        text = raw if isinstance(raw, str) else " ".join(raw)
        self.edit.setText(text)
        self._edited(text)

    def _edited(self, text: str) -> None:
        if not self._below.isHidden():
            self._below.show_words(text)
        self.answered.emit(text)

    def _turn(self) -> None:
        shows = self._below.isHidden()
        self._below.show_words(self.edit.text() if shows else "")
        self._below.setVisible(shows)
        self._button.say(self.words.say("input.hide" if shows else "input.show"), "")


class MaskedNumber(MaskedInput):
    """Digits that nobody else should see or hear."""

    keys = Qt.InputMethodHint.ImhPreferNumbers


class MaskedCapitals(MaskedInput):
    """Letters and digits that nobody else should see or hear."""

    keys = CAPITALS
