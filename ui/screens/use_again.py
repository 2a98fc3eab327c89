"""Which answers of a form that was sent are to stand in this one: each with what it says, and none unless chosen."""

from functools import partial

from kiosk import carrying
from kiosk.carrying import Offer
from ui.parts.answer_check import AnswerCheck
from ui.parts.button import Button
from ui.parts.group import Group
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """A row for each answer, and one press for all of them. Masked ones show their length, as check answers does."""
    visit, words, theme = room.visit, room.words, room.theme
    offers = carrying.offers(visit)
    title = words.say("use_again.title")
    every = len(visit.earlier.chosen) == len(offers)
    all_ = Button(
        words.say("use_again.no_more" if every else "use_again.all"),
        theme,
        room.step(lambda: carrying.choose_all(visit)),
        kind="quiet",
        icon="" if every else "tick",
    )
    all_.setObjectName("use_again.all")
    rows = [_row(offer, room) for offer in offers]
    body = [
        Text(words.say("use_again.lead"), theme),
        *([all_] if len(rows) > 1 else []),
        stack(rows, theme, holder=Group(words.say("use_again.which"))),
        Text(words.say("use_again.later"), theme, "quiet"),
    ]
    return Screen(
        Heading(title, theme),
        body,
        primary=Action(words.say("button.continue"), lambda: carrying.use(visit)),
        back=Action(words.say("button.back"), visit.back),
    )


def _row(offer: Offer, room: Room) -> AnswerCheck:
    visit = room.visit
    row = AnswerCheck(offer.label, offer.answer, room.theme)
    row.setObjectName(f"use_again.{offer.kind}")
    row.setChecked(offer.kind in visit.earlier.chosen)
    row.toggled.connect(partial(_choose, room, offer.kind))
    return row


def _choose(room: Room, kind: str, chosen: bool) -> None:
    carrying.choose(room.visit, kind, chosen=chosen)
