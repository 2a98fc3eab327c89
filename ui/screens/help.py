"""How to use the kiosk."""

from PySide6.QtWidgets import QWidget

from kiosk.helping import can_begin
from kiosk.stage import Aside
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens import at_desk
from ui.screens.ask import way_in
from ui.screens.helped import opener
from ui.screens.numbers import numbers
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """A short paragraph on each way in."""
    words, theme = room.words, room.theme
    ways = [
        Panel(_topic(room, name), theme, icon=icon, ground=None)
        for name, icon in (("touch", "touch"), ("keys", "keys"), ("voice", "speaker"), ("see", "display"))
    ]
    learn = Button(
        words.say("learn.open"), theme, room.step(lambda: room.visit.open(Aside.LEARN)), icon="keys"
    )
    return Screen(
        Heading(words.say("help.title"), theme),
        [
            *numbers(room),
            grid(ways, theme),
            *([opener(room)] if can_begin(room.visit) else []),
            *way_in(room),
            *at_desk.opener(room),
            learn,
        ],
        back=Action(words.say("button.back"), room.visit.close),
        side=Panel([*_topic(room, "safe"), *_counted(room)], theme),
    )


def _counted(room: Room) -> list[QWidget]:
    """What the council is told of how services go, where it is (docs/analytics.md)."""
    return [Text(room.words.say("help.counted"), room.theme)] if room.config.analytics else []


def _topic(room: Room, name: str) -> list[QWidget]:
    title = Heading(room.words.say(f"help.{name}_title"), room.theme, level=3)
    return [title, Text(room.words.say(f"help.{name}"), room.theme)]
