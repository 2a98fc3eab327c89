"""The shelves of services."""

from kiosk.catalogue import Category
from kiosk.language import pick
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen, grid
from ui.screens.ways_in import ways_in

_NAMED = 2
"""How many of what stands on a shelf is named on its slab."""


def build(room: Room) -> Screen:
    """A slab for each shelf, with the services on it as its second line."""
    visit, words = room.visit, room.words
    slabs = [_slab(category, room) for category in visit.catalogue.categories]
    back = Action(words.say("button.back"), visit.back)
    title = Heading(words.say("categories.title"), room.theme)
    return Screen(title, [grid(slabs, room.theme)], back=back, side=ways_in(room))


def _slab(category: Category, room: Room) -> Button:
    visit = room.visit
    return Button(
        pick(category.title, visit.language),
        room.theme,
        room.step(lambda: visit.open_category(category.id)),
        icon=(category.services or category.articles)[0].icon,
        detail="\n".join(_named(category, visit.language)),
        tall=26.0,
    )


def _named(category: Category, language: str) -> list[str]:
    named = [service.text("title", language) for service in category.services]
    return [*named, *(article.title(language) for article in category.articles)][:_NAMED]
