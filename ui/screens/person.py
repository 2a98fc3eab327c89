"""Who to ask, here and by telephone."""

from PySide6.QtWidgets import QWidget

from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen
from ui.theme import STRONG


def build(room: Room) -> Screen:
    """Staff first, then the telephone, then a friend; last, while nobody's visit is under way, the staff's own way in.

    It stands here and is no hidden gesture: chords and timed presses would keep out staff who use keys (M7).
    """
    words, theme = room.words, room.theme
    number = Text(room.config.phone, theme, font="reference")
    phone = Panel([Text(words.say("person.phone_title"), theme), number], theme, width=STRONG)
    body: list[QWidget] = [
        Panel([Text(words.say("person.staff"), theme)], theme, icon="person", ground=None),
        phone,
        Panel([Text(words.say("person.friend"), theme)], theme, icon="help", ground=None),
    ]
    if room.desk is not None and room.desk.offered:
        body.append(Button(words.say("staff.open"), theme, room.step(room.desk.knock), icon="lock"))
    return Screen(
        Heading(words.say("person.title"), theme),
        body,
        back=Action(words.say("button.back"), room.visit.close),
    )
