"""A question asked choice by choice: is it this one? Yes or No (C16)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.yes_no import Turn, ask
from ui.parts.bullets import Bullets
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Room, grid, stack
from ui.theme import GAP


class OneByOne(QWidget):
    """What stands below the question: the choice with Yes and No, or what was chosen when all have been asked."""

    def __init__(self, turn: Turn, room: Room) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(room.theme.px(2 * GAP))
        for part in _chosen(turn, room) if turn.over else _choice(turn, room):
            column.addWidget(part)

    def lead(self, _path: str) -> None:
        """Moves the focus to what is pressed next, when there is something to mend."""
        self.findChildren(Button)[0].setFocus()


def _choice(turn: Turn, room: Room) -> list[QWidget]:
    words, theme, question = room.words, room.theme, turn.question
    count = len(question.choices)
    taken = turn.choice in turn.chosen
    told: list[QWidget] = [Text(question.hint, theme, "quiet")] if question.hint and turn.at == 0 else []
    told.append(Text(words.say("yes_no.place", which=turn.at + 1, count=count), theme, "quiet"))
    told.append(Heading(turn.choice.label, theme, level=2))
    slabs = [
        _answer("yes", turn, room, yes=True, holds=taken),
        _answer("no", turn, room, yes=False, holds=False),
    ]
    return [stack(told, theme, GAP), grid(slabs, theme)]


def _answer(key: str, turn: Turn, room: Room, *, yes: bool, holds: bool) -> Button:
    def press() -> None:
        raw, at = turn.answered(yes=yes)
        room.visit.answer(turn.question.path, raw)
        ask(room.visit, at)

    button = Button(room.words.say(f"yes_no.{key}"), room.theme, room.step(press), chosen=holds)
    button.setObjectName(f"turn.{turn.at}.{key}")
    return button


def _chosen(turn: Turn, room: Room) -> list[QWidget]:
    words, theme = room.words, room.theme
    told: list[QWidget]
    if turn.chosen:
        told = [Text(words.say("yes_no.chosen"), theme, "quiet")]
        told.append(Bullets([choice.label for choice in turn.chosen], theme))
    else:
        told = [Text(words.say("yes_no.none"), theme)]
        if turn.question.required:
            told.append(Text(words.say("yes_no.needed"), theme))
    again = Button(words.say("yes_no.again"), theme, room.step(lambda: ask(room.visit, 0)))
    again.setObjectName("turn.again")
    return [stack(told, theme, GAP), again]
