"""How to pay: the reference as large as can be, and the ways. It never says that something is paid."""

from PySide6.QtWidgets import QWidget

from kiosk import paying
from kiosk.stage import Aside, Paying
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.square import Square
from ui.parts.text import Text
from ui.screens.paper import paper
from ui.screens.screen import Action, Room, Screen, stack
from ui.theme import STRONG

_SQUARE = 70.0
"""Millimetres that the square code is wide."""


def build(room: Room) -> Screen:
    """The reference, how much, then the ways to pay; the square for a telephone at the side where there is room."""
    visit, words, theme = room.visit, room.words, room.theme
    assert isinstance(visit.stage, Paying)  # noqa: S101 screen_for chose by it
    payment, reference = paying.payment_of(visit), visit.stage.reference
    number = Text(paying.grouped(reference), theme, font="reference")
    parts: list[QWidget] = [Text(words.say("paying.reference"), theme), number]
    if amount := payment.text("amount", visit.language):
        parts += [Heading(words.say("paying.amount"), theme, level=3), Text(amount, theme)]
    write = Button(
        words.say("writing.open"), theme, room.step(lambda: visit.open(Aside.WRITING)), icon="form"
    )
    body: list[QWidget] = [
        notice(words.say("paying.nothing"), theme),
        Panel(parts, theme, border="action", width=STRONG),
    ]
    if room.spell is not None:
        body.append(Button(words.say("receipt.spell"), theme, room.spell, icon="speaker"))
    body += [
        *_ways(room),
        *paper(room),
        write,
        Panel([Text(words.say("paying.cards"), theme)], theme, icon="lock", ground=None),
    ]
    return Screen(
        Heading(words.say("paying.title"), theme),
        body,
        primary=Action(words.say("call.back" if visit.beneath else "button.finish"), visit.finish),
        back=Action(words.say("button.back"), visit.back),
        side=_square(room),
    )


def _ways(room: Room) -> list[QWidget]:
    """By telephone, and at the desk."""
    words, theme, payment = room.words, room.theme, paying.payment_of(room.visit)
    call = [words.say("paying.call", number=payment.phone)]
    desk = [words.say("paying.desk"), payment.text("desk", room.visit.language)]
    return [
        stack([Heading(words.say(f"paying.{key}_title"), theme, level=2), *_texts(lines, room)], theme, 1.5)
        for key, lines in (("call", call), ("desk", desk))
    ]


def _texts(lines: list[str], room: Room) -> list[QWidget]:
    return [Text(line, room.theme) for line in lines if line]


def _square(room: Room) -> QWidget | None:
    """The council's pay page for a telephone; none where there is no such page."""
    visit, words, theme = room.visit, room.words, room.theme
    assert isinstance(visit.stage, Paying)  # noqa: S101 screen_for chose by it
    payment = paying.payment_of(visit)
    page = payment.page(visit.stage.reference, room.config.pay_hosts)
    if not page:
        return None
    title = Heading(words.say("paying.phone_title"), theme, level=3)
    about = Text(words.say("paying.phone", host=payment.host), theme)
    return Panel([title, about, Square(page, _SQUARE, theme)], theme)
