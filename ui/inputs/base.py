"""What every input is: the field alone, without label or hint, which the page shows above it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.config import Config
from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.theme import GAP, Theme


def title(question: Question, words: Words) -> str:
    """The question as shown, with "(optional)" when it need not be answered."""
    optional = words.say("question.optional")
    asked = not question.read_only and question.input not in {"note", "acknowledge"}
    waits = question.input in {"choice_one", "choice_many"} and not question.choices  # for another answer
    if question.required or not asked or waits or optional in question.label.lower():
        return question.label
    return f"{question.label} {optional}"


class Input(QWidget):
    """Lets a person answer one question. Made anew when the display or the language changes.

    ``answered`` carries a Given at every change, ``told`` what the person should hear of what has just changed here
    ("23 found"); ``told_private`` the same, and what is said instead where others may hear (A9). ``title`` is the
    question as shown, ``description`` its problem and hint: a screen reader and the voice have both from here.
    ``hint_key`` is a key of the words for a hint that stands when the question has none of its own ("").
    """

    answered = Signal(object)
    told = Signal(str)
    told_private = Signal(str, str)
    hint_key = ""

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__()
        self.question = question
        self.theme = theme
        self.words = words
        self.title = title(question, words)
        self.description = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(GAP))
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def furnish(self, config: Config) -> None:
        """Gives it what this kiosk has besides the form, such as a list of addresses."""

    def controls(self) -> Sequence[QWidget]:
        """What can take focus, in order; empty when there is nothing to do."""
        return ()

    def focus_target(self) -> QWidget | None:
        """Where focus goes when there is something to mend in this answer."""
        return next(iter(self.controls()), None)

    def describe(self, description: str) -> None:
        """Gives hint and problem to a screen reader and the voice: where one comes in, not at every control."""
        self.description = description
        for control in (*self.controls()[:1], self.focus_target()):
            if control is not None:
                control.setAccessibleDescription(description)

    def illustrate(self, folder: Path) -> None:
        """Shows the pictures of the choices, whose files lie in ``folder``; nothing where there are none."""

    def fill(self, raw: Raw) -> None:
        """Answers as a person would, for the demo journey and tests."""
        raise AssertionError(f"nothing can be answered in {type(self).__name__}: {raw!r}")
