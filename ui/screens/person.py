"""Who to ask, here and by telephone."""

from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen
from ui.theme import STRONG


def build(room: Room) -> Screen:
    """Staff first, then the telephone, then a friend."""
    words, theme = room.words, room.theme
    number = Text(room.config.phone, theme, font="reference")
    phone = Panel([Text(words.say("person.phone_title"), theme), number], theme, width=STRONG)
    return Screen(
        Heading(words.say("person.title"), theme),
        [
            Panel([Text(words.say("person.staff"), theme)], theme, icon="person", ground=None),
            phone,
            Panel([Text(words.say("person.friend"), theme)], theme, icon="help", ground=None),
        ],
        back=Action(words.say("button.back"), room.visit.close),
    )
