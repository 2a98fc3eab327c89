"""How to use the kiosk."""

from PySide6.QtWidgets import QWidget

from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen

_TOPICS = (("touch", "touch"), ("keys", "keys"), ("voice", "speaker"), ("see", "display"), ("safe", "lock"))


def build(room: Room) -> Screen:
    """A short paragraph on each way in."""
    words, theme = room.words, room.theme
    body: list[QWidget] = [
        Panel(
            [
                Heading(words.say(f"help.{topic}_title"), theme, level=3),
                Text(words.say(f"help.{topic}"), theme),
            ],
            theme,
            icon=icon,
            ground=None,
        )
        for topic, icon in _TOPICS
    ]
    back = Action(words.say("button.back"), room.visit.close)
    return Screen(Heading(words.say("help.title"), theme), body, back=back)
