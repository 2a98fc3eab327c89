"""The staff console: its menu, or the page that was chosen. No word of a visitor stands on any (P3)."""

from ui.console import page_for
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """What the desk is at; nothing at all for who was not let in."""
    desk = room.desk
    if desk is None or desk.role is None:
        return Screen(
            Heading(room.words.say("staff.title"), room.theme),
            primary=Action(room.words.say("staff.close"), room.visit.close),
        )
    return page_for(desk.page)(room)
