"""Look for newer services now, at the council and on a stick."""

from ui import acts
from ui.console.page import button, page, the_desk
from ui.parts.text import Text
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """What is found is taken between two visits."""
    words, desk = room.words, the_desk(room)
    return page(
        room,
        "console.act.update",
        [
            Text(words.say("console.update_about"), room.theme),
            button(
                words.say("console.update"), room, lambda: acts.look_for_updates(desk), "update.now", "down"
            ),
        ],
    )
