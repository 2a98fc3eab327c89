"""An amount of money: a box with the pound sign before it."""

from PySide6.QtWidgets import QHBoxLayout

from kiosk.forms.page import Question
from kiosk.language import Words
from ui.inputs.text import NumberInput
from ui.parts.before_box import BeforeBox
from ui.theme import GAP, Theme

SIGN = "£"


class MoneyInput(NumberInput):
    """Pounds and pence. The sign is there for the eyes; who hears the box hears it with the amount."""

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self.edit.unit = SIGN
        self.column.removeWidget(self.edit)
        row = QHBoxLayout()
        row.setSpacing(theme.px(GAP / 2))
        parts = [BeforeBox(SIGN, theme, self.edit.minimumHeight()), self.edit]
        for part in (
            reversed(parts) if words.rtl else parts
        ):  # amounts are written from the left in every language
            row.addWidget(part)
        row.addStretch(1)
        self.column.addLayout(row)
