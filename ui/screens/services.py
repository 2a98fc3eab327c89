"""The services on one shelf."""

from kiosk.catalogue import Service
from kiosk.stage import Services
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.have_code import way_in
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """A slab for each service, with how long it takes, and whether it is in English only (L3)."""
    visit, words = room.visit, room.words
    assert isinstance(visit.stage, Services)  # noqa: S101 screen_for chose by it
    shelf = visit.catalogue.category(visit.stage.category)
    slabs = [_slab(service, room) for service in shelf.services]
    back = Action(words.say("button.back"), visit.back)
    first = len(visit.catalogue.categories) == 1  # no page of shelves was before it
    body = [grid(slabs, room.theme), *(way_in(room) if first else [])]
    return Screen(Heading(words.say("services.title"), room.theme), body, back=back)


def _slab(service: Service, room: Room) -> Button:
    visit, words = room.visit, room.words
    details = [words.say("minutes.about", count=service.minutes)] if service.minutes else []
    if service.only_english(visit.language):
        details.append(words.say("services.in_english"))
    return Button(
        service.text("title", visit.language),
        room.theme,
        room.step(lambda: visit.choose(service.id)),
        icon=service.icon,
        detail="\n".join(details),
        tall=26.0,
    )
