"""End the visit that is set aside, with a reason."""

from kiosk.staff_log import Reason
from ui import acts
from ui.console.page import button, page, the_desk
from ui.parts.button import Button
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, grid


def build(room: Room) -> Screen:
    """What is lost, and a slab for each reason, which ends it. Back ends nothing."""
    words = room.words
    return page(
        room,
        "console.act.end",
        [
            Text(words.say("console.end_about"), room.theme),
            grid([_slab(reason, room) for reason in Reason], room.theme),
        ],
    )


def _slab(reason: Reason, room: Room) -> Button:
    said = room.words.say(f"console.end.{reason.value}")
    return button(
        said, room, lambda: acts.end(the_desk(room), room.visit, reason), f"end.{reason.value}", "stop"
    )
