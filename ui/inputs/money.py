"""An amount of money: a box with the pound sign before it."""

from PySide6.QtCore import Qt
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
        row.addWidget(BeforeBox(SIGN, theme, self.edit.minimumHeight()), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.edit)
        row.addStretch(1)
        if words.rtl:  # amounts are written from the left in every language
            row.setDirection(QHBoxLayout.Direction.RightToLeft)
        self.column.addLayout(row)
