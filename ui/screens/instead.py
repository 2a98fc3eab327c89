"""The form may not be needed: why, what to do instead, and the way to the form all the same."""

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk import deciding
from kiosk.eligibility import Choice
from kiosk.language import pick
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.deciding import to_form
from ui.screens.screen import Action, Room, Screen, grid, stack
from ui.screens.services import page_slab, slab


def build(room: Room) -> Screen:
    """The reason first, in the council's own words."""
    visit, words, theme = room.visit, room.words, room.theme
    choice = deciding.choice_of(visit)
    every = Button(words.say("button.services"), theme, room.step(partial(_leave, room)))
    return Screen(
        Heading(words.say("deciding.pay_title" if visit.offered.pay else "deciding.title"), theme),
        [
            notice(pick(choice.because, visit.language), theme),
            *_instead(choice, room),
            grid([to_form(room), every], theme),
        ],
        back=Action(words.say("button.back"), visit.back),
    )


def _leave(room: Room) -> None:
    """To all services; nothing is chosen any more."""
    room.visit.leave_service()
    room.visit.browse()


def _instead(choice: Choice, room: Room) -> list[QWidget]:
    """A page to read, another service, a number to call: those that the manifest names and this kiosk has."""
    visit, words, theme = room.visit, room.words, room.theme
    ways: list[QWidget] = []
    if (article := visit.catalogue.article(choice.page)) is not None:
        ways.append(page_slab(article, room))
    ways += [slab(service, room) for service in visit.catalogue.services if service.id == choice.service]
    if choice.phone:
        number = Text(choice.phone, theme, font="reference")
        ways.append(Panel([Text(words.say("deciding.call"), theme), number], theme, icon="phone"))
    if not ways:
        return []
    return [stack([Heading(words.say("deciding.instead"), theme, level=2), *ways], theme)]
