"""Other ways to use this kiosk: how it asks, how it is pressed, what shows while it is heard."""

from dataclasses import replace

from kiosk.stage import Aside
from ui.parts.button import Button
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
    (
        "ways.scan",
        "scan",
        [("ways.scan_1", 1.0), ("ways.scan_2", 2.0), ("ways.scan_4", 4.0), ("ways.scan_8", 8.0)],
    ),
    ("ways.sounds", "sounds", [("ways.sounds_off", False), ("ways.sounds_on", True)]),
    ("ways.curtain", "curtain", [("ways.curtain_off", False), ("ways.curtain_on", True)]),
)
"""One line a setting."""


def _idle(room: Room) -> set[str]:
    """The settings that would change nothing.

    All of the screen may be within reach (V11); nothing may scan (M9); nobody may be listening (P2).
    """
    theme = room.theme
    idle = set() if any(beyond_reach(theme.window, theme.px_per_mm, room.config.mount)) else {"reach"}
    display = room.visit.display
    if room.spell is None or not display.read_aloud:
        idle.add("curtain")
    return idle if display.switches == 1 else idle | {"scan"}


def _switches(room: Room) -> Button:
    """To the page that finds out which keys are switches, or back to all keys."""
    visit = room.visit

    def to_switches() -> None:
        visit.open(Aside.SWITCHES)

    def to_keys() -> None:
        visit.show(replace(visit.display, switches=0))

    key, step = ("ways.no_switches", to_keys) if visit.display.switches else ("ways.switches", to_switches)
    return Button(room.words.say(key), room.theme, room.step(step), icon="keys")


def build(room: Room) -> Screen:
    """A group for each setting. Back leads to Display, where these were asked for."""
    words, visit, idle = room.words, room.visit, _idle(room)
    return Screen(
        Heading(words.say("ways.title"), room.theme),
        [*(group(setting, room) for setting in SETTINGS if setting[1] not in idle), _switches(room)],
        primary=Action(words.say("button.done"), visit.close),
        back=Action(words.say("button.back"), lambda: visit.open(Aside.DISPLAY)),
    )
