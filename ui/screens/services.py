"""What stands on one shelf: what can be sent, found out and paid, in the same rows as everywhere."""

from kiosk import front_door
from kiosk.catalogue import Service
from kiosk.information.article import Article
from kiosk.stage import Services
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens import a_to_z
from ui.screens.offered import row
from ui.screens.screen import Action, Room, Screen
from ui.screens.ways_in import ways_in


def build(room: Room) -> Screen:
    """A row for each; where they are too many for one page, the letters that lead to them."""
    visit, words = room.visit, room.words
    assert isinstance(visit.stage, Services)  # noqa: S101 screen_for chose by it
    shelf = visit.catalogue.category(visit.stage.category)
    entries = front_door.on_shelf(shelf, visit.language)
    if len(entries) > front_door.MOST:
        entries = front_door.a_to_z(visit.catalogue, visit.language, shelf.id)
    back = Action(words.say("button.back"), visit.back)
    first = len(visit.catalogue.categories) == 1  # no page of shelves was before it
    return Screen(
        Heading(words.say("services.title"), room.theme),
        [a_to_z.listed(entries, shelf.id, (), room)],
        back=back,
        side=ways_in(room) if first else None,
    )


def all_services(room: Room) -> Button:
    """The way to everything on offer, from a page that shows but some of it."""
    return Button(room.words.say("button.services"), room.theme, room.step(room.visit.browse))


def slab(service: Service, room: Room) -> Button:
    """What leads to a service, the same wherever it is offered."""
    return row(front_door.entry(service, room.visit.language), room)


def page_slab(article: Article, room: Room) -> Button:
    """What leads to a page of information, the same wherever it is offered."""
    return row(front_door.entry(article, room.visit.language), room)
