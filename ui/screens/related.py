"""After a service is done: what else may be wanted, quietly, and the way out."""

from kiosk import related
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens import kept
from ui.screens.screen import Action, Room, Screen, grid
from ui.screens.services import all_services, slab


def build(room: Room) -> Screen:
    """At most three services, all of them, and Finish. Nothing here says what others do."""
    visit, words, theme = room.visit, room.words, room.theme
    services = related.offered(visit)
    slabs = [slab(service, room) for service in services]
    body = [
        *([Text(words.say("related.lead"), theme), grid(slabs, theme)] if slabs else []),
        all_services(room),
        *kept.told(room),
    ]
    return Screen(
        Heading(words.say("related.title"), theme),
        body,
        primary=Action(words.say("button.finish"), visit.finish),
    )
