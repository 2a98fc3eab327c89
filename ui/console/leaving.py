"""The way out of the kiosk for IT: the program ends."""

from ui import acts
from ui.console.page import button, page, the_desk
from ui.parts.text import Text
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """Says what ends with it, and asks once more."""
    words, desk = room.words, the_desk(room)
    said = ["console.leave_about", *(["console.leave_visit"] if desk.over_a_visit else [])]
    return page(
        room,
        "console.act.leave",
        [
            *(Text(words.say(key), room.theme) for key in said),
            button(
                words.say("console.leave"), room, lambda: acts.leave(desk, room.visit), "leave.now", "stop"
            ),
        ],
    )
