"""A signature or a drawing: typed in words or drawn, the one as good as the other, or both."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.forms.page import Question, Raw
from kiosk.forms.types.kind import one_line
from kiosk.forms.types.text import clean
from kiosk.language import Words
from ui.description import sentences
from ui.drawing import picture
from ui.inputs.base import Input
from ui.parts.button import Button
from ui.parts.edit import Edit
from ui.parts.pad import WIDEST, Pad
from ui.parts.text import Text
from ui.theme import GAP, Theme


class _Drawn(Input):
    """The box to type in comes first, for whoever works by keys, switches or ear; the pad is below it.

    The answer is an Attachment: a picture of what was drawn and typed, made anew at every change. "" takes it away.
    ``named`` and ``asks`` are keys of the words for the box and the pad, ``tall`` the pad's height over its width.
    """

    named: str
    asks: str
    tall: float
    characters: int
    longest: int

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        named, asks = words.say(self.named), words.say(self.asks)
        given = question.attachment
        self.edit = Edit(theme, self.characters, wrong=question.problem is not None)
        self.edit.part, self.edit.outcome = named, asks
        self.edit.setAccessibleName(words.say("input.date_part", part=named, label=self.title))
        self.edit.setMaxLength(self.longest)
        self.edit.setReadOnly(question.read_only)
        self.edit.setText(given.words if given else "")
        self.edit.textEdited.connect(lambda _text: self._tell())
        self.pad = Pad(theme, self.tall, given.strokes if given else ())
        self.pad.setAccessibleName(asks)
        self.pad.setEnabled(not question.read_only)
        self.pad.changed.connect(lambda: self._drawn())
        self._undo = self._button("draw.undo", self.pad.undo)
        self._clear = self._button("draw.clear", self.pad.clear)
        for part in (Text(named, theme, font="bold"), self.edit, Text(asks, theme, font="bold")):
            self.column.addWidget(part)
        self._place()
        self._offer()

    def _place(self) -> None:
        """The pad, with its buttons beside it where there is room, so that all of it is seen at once."""
        theme = self.theme
        room = theme.column_width - theme.px(WIDEST) - theme.px(2 * GAP)
        beside = room >= max(button.sizeHint().width() for button in self._buttons)
        line, acts = QHBoxLayout(), QVBoxLayout() if beside else QHBoxLayout()
        for layout in (line, acts):
            layout.setSpacing(theme.px(GAP))
        for button in self._buttons:
            acts.addWidget(button)
        acts.addStretch(1)
        line.addWidget(self.pad)
        if beside:
            line.addLayout(acts)
        line.addStretch(1)
        self.column.addLayout(line)
        if not beside:
            self.column.addLayout(acts)

    @property
    def _buttons(self) -> tuple[Button, Button]:
        return self._undo, self._clear

    def controls(self) -> Sequence[QWidget]:
        return (self.edit, *(self._buttons if self.pad.strokes else ()))

    def describe(self, description: str) -> None:
        super().describe(sentences(part for part in (description, self.words.say(self.asks)) if part))

    def fill(self, raw: Raw) -> None:
        self.edit.setText(one_line(raw))
        self._tell()

    def _button(self, key: str, act: Callable[[], None]) -> Button:
        button = Button(self.words.say(key), self.theme, lambda: self._press(act), kind="quiet")
        button.setObjectName(key)
        kept = button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing moves under a finger when they come and go
        button.setSizePolicy(kept)
        return button

    def _press(self, act: Callable[[], None]) -> None:
        act()
        if not self.pad.strokes:
            self.edit.setFocus()  # the buttons are gone

    def _offer(self) -> None:
        for button in self._buttons:
            button.setVisible(bool(self.pad.strokes) and not self.question.read_only)

    def _drawn(self) -> None:
        self._offer()
        self._tell()

    def _tell(self) -> None:
        typed = clean(self.edit.text()).strip()
        strokes = self.pad.strokes if self.pad.is_drawn else ()
        self.answered.emit(picture(strokes, typed, self.tall) if strokes or typed else "")


class SignatureInput(_Drawn):
    """A person's signature, or their name."""

    hint_key = "draw.sign"
    named, asks = "draw.name", "draw.pad"
    tall, characters, longest = 0.3, 40, 100


class DrawingInput(_Drawn):
    """Something drawn, or described."""

    hint_key = "draw.draw"
    named, asks = "draw.words", "draw.pad_drawing"
    tall, characters, longest = 0.5, 60, 500
