"""Typing several lines."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.parts.edit import TextArea
from ui.theme import Theme


class MultilineInput(Input):
    """Several lines of text."""

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self.area = TextArea(theme, wrong=question.problem is not None)
        self.area.setAccessibleName(self.title)
        self.area.setReadOnly(question.read_only)
        self.area.setPlainText(question.raw if isinstance(question.raw, str) else "\n".join(question.raw))
        self.area.textChanged.connect(lambda: self.answered.emit(self.area.toPlainText()))
        self.column.addWidget(self.area)

    def controls(self) -> Sequence[QWidget]:
        return (self.area,)

    def fill(self, raw: Raw) -> None:
        self.area.setPlainText(raw if isinstance(raw, str) else "\n".join(raw))
