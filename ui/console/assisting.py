"""Offer to help the person whose visit is set aside; they are asked, and agree or not (S2)."""

from kiosk import helping
from ui import acts
from ui.console.page import button, page, the_desk
from ui.parts.text import Text
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """Only once there is a form to be helped with."""
    words, desk = room.words, the_desk(room)
    if not helping.can_begin(room.visit):
        return page(room, "console.act.assist", [Text(words.say("console.assist_none"), room.theme)])
    return page(
        room,
        "console.act.assist",
        [
            Text(words.say("console.assist_about"), room.theme),
            button(
                words.say("console.assist"),
                room,
                lambda: acts.assist(desk, room.visit),
                "assist.now",
                "person",
            ),
        ],
    )
