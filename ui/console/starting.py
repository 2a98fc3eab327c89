"""Hand the kiosk to somebody with the settings they need (S4)."""

from ui import acts
from ui.console.page import button, page, the_desk
from ui.parts.text import Text
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """The console closes first: whoever stands there sees the page of settings."""
    words, desk = room.words, the_desk(room)
    return page(
        room,
        "console.act.start",
        [
            Text(words.say("console.start_about"), room.theme),
            button(
                words.say("console.start"), room, lambda: acts.start(desk, room.visit), "start.now", "touch"
            ),
        ],
    )
