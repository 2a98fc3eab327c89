"""Other ways to use this kiosk: how it asks, how it is pressed, what shows while it is heard."""

from kiosk.stage import Aside
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen
from ui.screens.setting import Setting, group
from ui.theme import beyond_reach

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


def _idle(room: Room) -> set[str]:
    """The settings that would change nothing on this kiosk: all of its screen may be within reach (V11)."""
    theme = room.theme
    return set() if any(beyond_reach(theme.window, theme.px_per_mm, room.config.mount)) else {"reach"}


def build(room: Room) -> Screen:
    """A group for each setting. Back leads to Display, where these were asked for."""
    words, visit = room.words, room.visit
    return Screen(
        Heading(words.say("ways.title"), room.theme),
        [group(setting, room) for setting in SETTINGS if setting[1] not in _idle(room)],
        primary=Action(words.say("button.done"), visit.close),
        back=Action(words.say("button.back"), lambda: visit.open(Aside.DISPLAY)),
    )
