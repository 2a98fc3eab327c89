"""A number within limits, in steps: a box to type it in, and a button to either side of it. No slider (M2)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.parts.button import Button
from ui.parts.edit import Edit
from ui.theme import GAP, Theme

_CHARACTERS = 8
_NEARLY = 1e-9


class StepInput(Input):
    """The answer is what the box has. Each press of a button takes the next step and says where it led."""

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        limits = question.limits
        assert limits is not None, "a range has its limits"  # noqa: S101 a fault of ours
        self._start, self._end, self._step = limits
        self.edit = Edit(theme, _CHARACTERS, wrong=question.problem is not None)
        self.edit.setAccessibleName(self.title)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.edit.setReadOnly(question.read_only)
        self.edit.setText(question.raw if isinstance(question.raw, str) else " ".join(question.raw))
        self.edit.textEdited.connect(lambda text: self.answered.emit(text))
        by = f"{self._step:g}"
        self._less = Button(words.say("input.less", step=by), theme, lambda: self._go(-1), kind="secondary")
        self._more = Button(words.say("input.more", step=by), theme, lambda: self._go(1), kind="secondary")
        buttons = [] if question.read_only else [self._less, self._more]
        self._less.setObjectName("step.less")
        self._more.setObjectName("step.more")
        parts = [self.edit, *buttons]
        line = QHBoxLayout() if self._fits(parts) else QVBoxLayout()
        line.setSpacing(theme.px(GAP))
        for part in parts:
            line.addWidget(part, alignment=Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        self.column.addLayout(line)

    def _fits(self, parts: Sequence[QWidget]) -> bool:
        """Whether they stand side by side, each as wide as its words."""
        room = self.theme.column_width - self.theme.px(GAP) * (len(parts) - 1)
        return sum(min(part.sizeHint().width(), part.maximumWidth()) for part in parts) <= room

    def controls(self) -> Sequence[QWidget]:
        return (self.edit,) if self.question.read_only else (self.edit, self._less, self._more)

    def fill(self, raw: Raw) -> None:
        self.edit.setText(raw if isinstance(raw, str) else " ".join(raw))
        self.answered.emit(self.edit.text())

    def _go(self, way: int) -> None:
        """The step above or below what is in the box; from an empty box, or words, to the start."""
        try:
            place = (float(self.edit.text().replace(",", "")) - self._start) / self._step
        except ValueError:
            to = 0
        else:
            near = round(place)
            between = abs(place - near) > _NEARLY
            to = (int(place // 1) + (way > 0)) if between else near + way
        last = int((self._end - self._start) / self._step + _NEARLY)
        value = f"{self._start + min(max(to, 0), last) * self._step:.10g}"
        self.edit.setText(value)
        for button in (self._less, self._more):  # a screen reader says that it changed
            button.setAccessibleDescription(value)
        self.answered.emit(value)
        self.told_private.emit(value, self.words.say("speech.private.typed"))
