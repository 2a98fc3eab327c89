"""What to write down: the reference in its groups as large as can be, and what belongs to it. It stays (A12, T1)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk import paying
from kiosk.printing.slip import slip
from kiosk.speech import utterance
from kiosk.stage import Paying, Sent
from kiosk.submission import grouped
from ui import payment_speech
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.square import Square
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, grid, stack, written

_SQUARE = 95.0
"""Millimetres that the square code is wide."""


def build(room: Room) -> Screen:
    """Each group is pressed to hear it again. Nothing of this page is kept once it is left."""
    visit, words, theme, config = room.visit, room.words, room.theme, room.config
    heading, done = Heading(words.say("writing.title"), theme), Action(words.say("button.done"), visit.close)
    if isinstance(visit.stage, Paying):
        return Screen(heading, _payment(room), primary=done)
    if not isinstance(visit.stage, Sent):  # the audit opens every aside over a question
        return Screen(heading, [Text(words.say("writing.nothing"), theme)], primary=done)
    note = slip(visit, config.council_name, config.languages[0], visit.now())
    groups = grouped(visit.stage.reference).split(" ")
    spoken = [utterance.spelled(group, words.say, words.code).text for group in groups]
    body = _reference(groups, spoken, room)
    body += [Text(line, theme) for line in (note.council, note.service, note.when)]
    body += [_said(title, text, room) for title, text in note.said]
    body.append(_said(words.say("person.phone_title"), config.phone, room))
    square = [Text(words.say("writing.code"), theme), Square(note.code, _SQUARE, theme)]
    side = Panel(square, theme)
    return Screen(heading, body, primary=done, side=side)


def _reference(groups: Sequence[str], spoken: Sequence[str], room: Room) -> list[QWidget]:
    """Its groups side by side, and how to hear them slowly; ``spoken`` has what each says."""
    words, theme = room.words, room.theme
    slabs = [_group(*each, room) for each in zip(groups, spoken, strict=True)]
    row = grid(slabs, theme, 1 if theme.columns == 1 or theme.is_large else len(groups))
    row.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the reference is written in every language
    body: list[QWidget] = [row]
    if room.spell is not None:
        slowly = Button(words.say("writing.slowly"), theme, lambda: room.dictate(spoken), icon="speaker")
        body.append(slowly)
    return [*body, Text(words.say("writing.stays"), theme, "quiet")]


def _payment(room: Room) -> list[QWidget]:
    """What to pay with: the reference, the name of what is paid, and the number of the payment line."""
    visit, words = room.visit, room.words
    assert isinstance(visit.stage, Paying)  # noqa: S101 build() chose by it
    body = _reference(paying.grouped(visit.stage.reference).split(" "), payment_speech.parts(visit), room)
    called = words.say("paying.call", number=paying.payment_of(visit).phone)
    title = visit.offered.text("title", visit.language)
    return [*body, Text(title, room.theme), _said(words.say("paying.call_title"), called, room)]


def _group(group: str, spoken: str, room: Room) -> Button:
    """The signs of one group, below them a word for each."""
    slab = Button(group, room.theme, lambda: room.dictate([spoken]), detail=spoken, font="reference")
    return written(slab, room.words)


def _said(title: str, text: str, room: Room) -> QWidget:
    return stack([Heading(title, room.theme, level=2), Text(text, room.theme)], room.theme, 1.5)
