"""A date in three boxes (C4): no calendar, no jumping from box to box, month names welcome."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.parts.edit import Edit
from ui.theme import GAP, Theme

_BOXES = (("day", 4), ("month", 12), ("year", 6))
"""Each box and how many characters it is wide; ``input.day`` and so on are its words."""
_ABOUT = {"year": ("birth.future", "birth.too_old")}
"""Problems with the whole date that are most often a slip in one box."""


class DateInput(Input):
    """Day, month and year; a question with the appearance ``month-year`` or ``year`` asks for less."""

    hint_key = "input.date_example"

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self.boxes = [Edit(theme, n, wrong=question.problem is not None) for _, n in _BOXES]
        raw = question.raw if isinstance(question.raw, tuple) else ()
        row = QHBoxLayout()
        row.setSpacing(theme.px(2 * GAP))
        left_out = _left_out(question.appearance)
        for n, ((name, _), box, text) in enumerate(
            zip(_BOXES, self.boxes, (*raw, "", "", "")[:3], strict=True)
        ):
            holder = labelled(words.say(f"input.{name}"), box, theme)
            if n in left_out:
                holder.hide()  # never shown without a parent: it would be a window of its own and take the focus
            row.addWidget(holder, stretch=box.maximumWidth())
            box.part = words.say(f"input.{name}")
            box.setAccessibleName(words.say("input.date_part", part=box.part, label=self.title))
            box.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            box.setText(text)
            box.setReadOnly(question.read_only)
            box.textEdited.connect(lambda _text: self.answered.emit(self._raw()))
        row.addStretch(1)
        self.column.addLayout(row)

    def _raw(self) -> Raw:
        return tuple(box.text() for box in self.boxes)

    def controls(self) -> Sequence[QWidget]:
        return [box for n, box in enumerate(self.boxes) if n not in _left_out(self.question.appearance)]

    def focus_target(self) -> QWidget | None:
        """The first box that the problem is about."""
        code = self.question.problem.code if self.question.problem else ""
        for (name, _), box in zip(_BOXES, self.boxes, strict=True):
            if code.startswith(f"date.missing_{name}") or code in (
                f"date.{name}_four",
                *_ABOUT.get(name, ()),
            ):
                return box
        return super().focus_target()

    def fill(self, raw: Raw) -> None:
        for box, text in zip(self.boxes, (*raw, "", "", "")[:3], strict=True):
            box.setText(text)
        self.answered.emit(self._raw())


def _left_out(appearance: frozenset[str]) -> tuple[int, ...]:
    if "year" in appearance:
        return (0, 1)
    return (0,) if "month-year" in appearance else ()


def labelled(words: str, box: Edit, theme: Theme) -> QWidget:
    """One box of several, with what it is for above it."""
    holder = QWidget()
    holder.setMaximumWidth(box.maximumWidth())
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(GAP / 2))
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font("bold"))
    label.setPalette(theme.palette())
    holder.setMinimumWidth(label.sizeHint().width())
    column.addWidget(label)
    column.addWidget(box)
    return holder
