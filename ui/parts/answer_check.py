"""A row to tick that shows an answer: its words are for the eyes before it, and are told as answers are."""

from ui.description import sentences
from ui.parts.choice import CheckRow
from ui.theme import Theme


class AnswerCheck(CheckRow):
    """What was asked, and below it what was answered. The voice says of the answer no more than it may (A9)."""

    def __init__(self, label: str, answer: str, theme: Theme) -> None:
        super().__init__(f"{label}\n{answer}", theme)
        self.label = label
        self.answer = answer
        self.setAccessibleName(sentences((label, answer)))
