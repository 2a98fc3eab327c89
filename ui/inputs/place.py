"""A place: found on the kiosk's list by its name, or told in words (C2)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.forms.long_list import label_of
from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.date import labelled
from ui.inputs.search import SearchOne
from ui.parts.button import Button
from ui.parts.edit import Edit
from ui.theme import Theme

_CHARACTERS = 40


class PlaceInput(SearchOne):
    """The search of a long list, and a button that brings a box for the street. One answer takes the other away."""

    _beyond: Sequence[QWidget] = ()

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        if question.read_only:
            return
        self._open = Button(words.say("place.type"), theme, lambda: self._begin(), kind="secondary")
        self._open.setObjectName("place.type")
        self._box = Edit(theme, _CHARACTERS, wrong=question.problem is not None)
        self._box.part = words.say("place.street")
        self._box.setAccessibleName(words.say("input.date_part", part=self._box.part, label=self.title))
        self._box.textEdited.connect(lambda text: self._typed(text))
        self._holder = labelled(self._box.part, self._box, theme)
        self._beyond = (self._open, self._box)
        for part in (self._open, self._holder):
            self.column.addWidget(part)
        raw = question.raw if isinstance(question.raw, str) else ""
        known = label_of(raw, question.choices) is not None
        self._box.setText("" if known else raw)
        self._show_box(shown=bool(raw) and not known)

    def controls(self) -> Sequence[QWidget]:
        return (*super().controls(), *(each for each in self._beyond if not self._hidden(each)))

    def _hidden(self, widget: QWidget) -> bool:
        return widget.isHidden() or (widget is self._box and self._holder.isHidden())

    def focus_target(self) -> QWidget | None:
        """The box for the street while it shows."""
        return super().focus_target() if self._holder.isHidden() else self._box

    def fill(self, raw: Raw) -> None:
        if isinstance(raw, str) and label_of(raw, self.question.choices) is None:
            self._show_box(shown=True)
            self._box.setText(raw)
            self._typed(raw)
        else:
            super().fill(raw)

    def _show_box(self, *, shown: bool) -> None:
        self._holder.setVisible(shown)
        self._open.setVisible(not shown)
        self.chain()

    def _begin(self) -> None:
        self._show_box(shown=True)
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        self.choose_none()
        self.answered.emit(text)

    def _press(self, value: str) -> None:
        self._box.clear()
        self._show_box(shown=False)
        super()._press(value)
