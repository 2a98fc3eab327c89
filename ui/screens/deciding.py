"""A question before the form, which tells whether it is needed. One press answers it; nothing is kept."""

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk import deciding
from kiosk.eligibility import Choice
from kiosk.language import pick
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """The question, its answers as slabs, and the way to the form for who does not want to say."""
    visit, words, theme = room.visit, room.words, room.theme
    check = deciding.check_of(visit)
    slabs = [
        Button(said(choice, room), theme, room.step(partial(deciding.answer, visit, number)))
        for number, choice in enumerate(check.choices)
    ]
    body: list[QWidget] = []
    if hint := pick(check.hint, visit.language):
        body.append(Text(hint, theme, "quiet"))
    body += [grid(slabs, theme), Text(words.say("deciding.kept"), theme, "quiet"), to_form(room)]
    return Screen(
        Heading(pick(check.question, visit.language), theme),
        body,
        back=Action(words.say("button.back"), visit.back),
        over=words.say("deciding.over"),
    )


def said(choice: Choice, room: Room) -> str:
    """What an answer says."""
    return room.words.say(f"yes_no.{choice.own}") if choice.own else pick(choice.label, room.visit.language)


def to_form(room: Room) -> Button:
    """To the form all the same, from each of these pages."""
    made = Button(
        room.words.say("deciding.pay_form" if room.visit.offered.pay else "deciding.form"),
        room.theme,
        room.step(partial(deciding.to_form, room.visit)),
        icon="form",
    )
    made.setObjectName("deciding.form")
    return made
