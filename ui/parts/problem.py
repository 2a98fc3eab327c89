"""What is wrong with the answers of a page: the summary at its top, and the line above each field (C5)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from kiosk.forms.problem import Problem
from kiosk.language import Words
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.inset import Inset
from ui.parts.text import Text
from ui.theme import GAP, Theme

BAR = 1.5
"""The bar where the lines of whatever is wrong begin, in mm."""


_ENDS = "?؟!.:"


def sentence(problem: Problem, words: Words) -> str:
    """The problem in words: the form's own when it brings them."""
    return problem.message or words.say(f"problem.{problem.code}", **problem.params)


def sentences(problems: Sequence[tuple[str, Problem]], words: Words) -> list[str]:
    """Each problem, given with the label of its question, in words; what would stand twice begins with the label."""
    said = [sentence(problem, words) for _label, problem in problems]
    return [
        f"{label}{'' if label[-1] in _ENDS else ':'} {text}" if label and said.count(text) > 1 else text
        for (label, _problem), text in zip(problems, said, strict=True)
    ]


class _Barred(Inset):
    def __init__(self, theme: Theme, padding: float) -> None:
        super().__init__()
        self._theme = theme
        self.rows = QVBoxLayout(self)
        self.inset(self.rows, theme.px(BAR + 1.5 * GAP), theme.px(padding))
        self.rows.setSpacing(theme.px(GAP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("problem_ground"))
        bar = QRect(0, 0, self._theme.px(BAR), self.height())
        if self.isRightToLeft():
            bar.moveRight(self.rect().right())
        painter.fillRect(bar, self._theme.colour("problem"))


class ProblemSummary(_Barred):
    """Says that there is a problem, with a line to press for each, which leads to its field.

    ``title`` takes the focus when the page shows again; its accessible name holds every problem.
    """

    def __init__(
        self, problems: Sequence[tuple[str, Callable[[], object]]], theme: Theme, words: Words
    ) -> None:
        super().__init__(theme, GAP)
        self.problems = tuple(said for said, _lead in problems)
        key = "problem.title" if len(problems) == 1 else "problem.titles"
        self.title = Heading(words.say(key, count=len(problems)), theme, level=2)
        self.title.setFocusPolicy(Heading.PAGE)
        self.title.setAccessibleName(". ".join([self.title.text(), *self.problems]))
        self.rows.addWidget(self.title)
        for said, lead in problems:
            self.rows.addWidget(Button(said, theme, lead, kind="problem", icon="down"))


class ProblemLine(_Barred):
    """The same words again, right above the field that they are about."""

    def __init__(self, said: str, theme: Theme) -> None:
        super().__init__(theme, GAP / 2)
        self.rows.addWidget(Text(said, theme, "problem", "bold"))
