"""A time of day in two boxes, and a moment in five: no clock face, no jumping from box to box (C4)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.inputs.date import labelled
from ui.parts.edit import Edit
from ui.theme import GAP, Theme

Boxes = tuple[tuple[str, int], ...]
_DATE: Boxes = (("day", 4), ("month", 12), ("year", 6))
_TIME: Boxes = (("hour", 5), ("minutes", 6))


class TimeInput(Input):
    """Hour and minutes, as many clocks write them: 24 hours, or with am or pm in either box."""

    rows: tuple[Boxes, ...] = (_TIME,)
    hint_key = "input.time_example"

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        names = [each for row in self.rows for each in row]
        self.boxes = [Edit(theme, wide, wrong=question.problem is not None) for _, wide in names]
        raw = question.raw if isinstance(question.raw, tuple) else (question.raw,)
        texts = (*raw, *[""] * len(names))
        for (name, _), box, text in zip(names, self.boxes, texts, strict=False):
            box.part = words.say(f"input.{name}")
            box.setAccessibleName(words.say("input.date_part", part=box.part, label=self.title))
            box.setText(text)
            box.setReadOnly(question.read_only)
            box.textEdited.connect(lambda _text: self.answered.emit(self._raw()))
        waiting = iter(self.boxes)
        for row in self.rows:
            line = QHBoxLayout()
            line.setSpacing(theme.px(2 * GAP))
            for _name in row:
                box = next(waiting)
                line.addWidget(labelled(box.part, box, theme), stretch=box.maximumWidth())
            line.addStretch(1)
            self.column.addLayout(line)

    def _raw(self) -> Raw:
        return tuple(box.text() for box in self.boxes)

    def controls(self) -> Sequence[QWidget]:
        return self.boxes

    def focus_target(self) -> QWidget | None:
        """The first box that the problem is about."""
        code = self.question.problem.code if self.question.problem else ""
        about = {"date.year_four": "year", "time.not_real": "hour"}.get(code, "")
        about = about or code.removeprefix("date.missing_").partition("_")[0]
        names = [name for row in self.rows for name, _ in row]
        return self.boxes[names.index(about)] if about in names else self.boxes[0]

    def fill(self, raw: Raw) -> None:
        for box, text in zip(self.boxes, raw, strict=False):
            box.setText(text)
        self.answered.emit(self._raw())


class DateTimeInput(TimeInput):
    """Day, month and year, and below them hour and minutes."""

    rows = (_DATE, _TIME)
    hint_key = "input.date_time_example"
