"""Coming back: the code is typed, a word in each box, or all of it in one. Small mistakes are forgiven (T3)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.pausing.codes import LENGTH, understood
from ui.parts.edit import Edit
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.problem import ProblemSummary
from ui.parts.text import Text
from ui.pausing import WAITS
from ui.screens.screen import Action, Room, Screen, grid, stack

_CHARACTERS = 16
_MOST = 100
"""Characters of a box: all six words go in one."""
_MOST_NAMED = 3
_MINUTE = 60


def build(room: Room) -> Screen:
    """Asks, says what was wrong, and shows beside each box which word is understood."""
    words, theme, pausing = room.words, room.theme, room.pausing
    assert pausing is not None  # noqa: S101 the stage comes of it
    boxes = [_Box(number, room) for number in range(LENGTH)]
    for box in boxes:  # what opens over the page, a card or the size of the words, loses none of it
        box.edit.textChanged.connect(lambda _text: setattr(pausing, "typed", _typed(boxes)))
    body: list[QWidget] = [Text(words.say("code.hint"), theme, "quiet")]
    summary = None
    if pausing.busy:
        body.append(notice(words.say("code.checking"), theme, icon="clock"))
    elif pausing.trouble or pausing.misread:
        told = [(_misread(place, room), boxes[place].edit.setFocus) for place in pausing.misread]
        summary = ProblemSummary(told or [(_trouble(room), boxes[0].edit.setFocus)], theme, words)
    body.append(grid([box.whole for box in boxes], theme))
    return Screen(
        Heading(words.say("code.title"), theme),
        body,
        primary=Action(words.say("button.continue"), lambda: pausing.enter(_typed(boxes))),
        back=Action(words.say("button.back"), room.visit.back),
        summary=summary,
    )


class _Box:
    """One of the six, with what it is for above it, and what is understood below."""

    def __init__(self, number: int, room: Room) -> None:
        words, theme, pausing = room.words, room.theme, room.pausing
        assert pausing is not None  # noqa: S101 the stage comes of it
        self._languages = pausing.languages
        self._say = words.say
        self.edit = Edit(theme, _CHARACTERS, wrong=number in pausing.misread)
        self.edit.part = words.say("code.word", number=number + 1)
        self.edit.setAccessibleName(self.edit.part)
        self.edit.setObjectName(f"code.{number}")
        self.edit.setMaxLength(_MOST)
        hints = Qt.InputMethodHint
        self.edit.setInputMethodHints(hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)
        self.edit.setText(pausing.typed[number] if number < len(pausing.typed) else "")
        self._told = Text("", theme, "quiet")
        self.edit.textChanged.connect(lambda _text: self._look())
        self.edit.editingFinished.connect(lambda: self._correct())
        self.whole = stack([Text(self.edit.part, theme, font="bold"), self.edit, self._told], theme, 1.5)
        self._look()

    def _look(self) -> None:
        found = understood(self.edit.text(), self._languages)
        typed = self.edit.text().strip()
        said = ", ".join(found) if typed and 0 < len(found) <= _MOST_NAMED else ""
        self.edit.outcome = "" if said == typed else said
        self._told.say(self._say("code.meant", word=said) if self.edit.outcome else " ")

    def _correct(self) -> None:
        """Once the person goes on: what was meant stands there, where that is one word."""
        found = understood(self.edit.text(), self._languages)
        if len(found) == 1 and not self.edit.text().strip().isdigit():
            self.edit.setText(found[0])


def _typed(boxes: Sequence[_Box]) -> tuple[str, ...]:
    return tuple(box.edit.text() for box in boxes)


def _misread(place: int, room: Room) -> str:
    assert room.pausing is not None  # noqa: S101 it has the trouble
    key = "code.unknown" if room.pausing.typed[place].strip() else "code.missing"
    return room.words.say(key, number=place + 1)


def _trouble(room: Room) -> str:
    assert room.pausing is not None  # noqa: S101 it has the trouble
    trouble, wait = room.pausing.trouble, room.pausing.wait
    if trouble == WAITS and wait > _MINUTE:
        return room.words.say("code.wait_minutes", count=-(-wait // _MINUTE))
    return room.words.say(trouble, count=wait)
