"""The visit is over and wiped."""

from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """Thanks, that nothing is left here, and whom to ask."""
    words, theme = room.words, room.theme
    facts = (
        ("yes", words.say("goodbye.sent")),
        ("lock", words.say("goodbye.gone")),
        ("phone", words.say("goodbye.ask", phone=room.config.phone)),
    )
    return Screen(
        Heading(words.say("goodbye.title"), theme),
        [Panel([Text(fact, theme)], theme, icon=icon, ground=None) for icon, fact in facts],
        primary=Action(words.say("button.again"), room.visit.end),
    )
