"""The shelves of services."""

from kiosk.catalogue import Category
from kiosk.language import pick
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.have_code import way_in
from ui.screens.screen import Action, Room, Screen, grid

_NAMED = 3
"""How many of a shelf's services are named on its slab."""


def build(room: Room) -> Screen:
    """A slab for each shelf, with the services on it as its second line."""
    visit, words = room.visit, room.words
    slabs = [_slab(category, room) for category in visit.catalogue.categories]
    back = Action(words.say("button.back"), visit.back)
    body = [grid(slabs, room.theme), *way_in(room)]
    return Screen(Heading(words.say("categories.title"), room.theme), body, back=back)


def _slab(category: Category, room: Room) -> Button:
    visit = room.visit
    return Button(
        pick(category.title, visit.language),
        room.theme,
        room.step(lambda: visit.open_category(category.id)),
        icon=category.services[0].icon,
        detail="\n".join(service.text("title", visit.language) for service in category.services[:_NAMED]),
        tall=26.0,
    )
