"""Other ways to use this kiosk: how it asks, how it is pressed, what shows while it is heard."""

from kiosk.stage import Aside
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen
from ui.screens.setting import Setting, group

SETTINGS: tuple[Setting, ...] = (
    ("ways.easy", "easy_read", [("ways.easy_off", False), ("ways.easy_on", True)]),
    ("ways.yes_no", "yes_no", [("ways.yes_no_off", False), ("ways.yes_no_on", True)]),
    ("ways.reach", "reach", [("ways.reach_off", False), ("ways.reach_on", True)]),
    ("ways.explore", "explore", [("ways.explore_off", False), ("ways.explore_on", True)]),
    ("ways.hold", "hold", [("ways.hold_off", 0.0), ("ways.hold_short", 0.5), ("ways.hold_long", 1.5)]),
    ("ways.letters", "letters", [("ways.qwerty", "qwerty"), ("ways.abc", "abc")]),
    ("ways.curtain", "curtain", [("ways.curtain_off", False), ("ways.curtain_on", True)]),
)
"""One line a setting."""


def build(room: Room) -> Screen:
    """A group for each setting. Back leads to Display, where these were asked for."""
    words, visit = room.words, room.visit
    return Screen(
        Heading(words.say("ways.title"), room.theme),
        [group(setting, room) for setting in SETTINGS],
        primary=Action(words.say("button.done"), visit.close),
        back=Action(words.say("button.back"), lambda: visit.open(Aside.DISPLAY)),
    )
