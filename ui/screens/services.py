"""The services on one shelf."""

from kiosk.catalogue import Service
from kiosk.stage import Services
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """A slab for each service, with how long it takes."""
    visit, words = room.visit, room.words
    assert isinstance(visit.stage, Services)  # noqa: S101 screen_for chose by it
    shelf = visit.catalogue.category(visit.stage.category)
    slabs = [_slab(service, room) for service in shelf.services]
    back = Action(words.say("button.back"), visit.back)
    return Screen(Heading(words.say("services.title"), room.theme), [grid(slabs, room.theme)], back=back)


def _slab(service: Service, room: Room) -> Button:
    visit = room.visit
    minutes = room.words.say("minutes.about", count=service.minutes) if service.minutes else ""
    return Button(
        service.text("title", visit.language),
        room.theme,
        room.step(lambda: visit.choose(service.id)),
        icon=service.icon,
        detail=minutes,
        tall=26.0,
    )
