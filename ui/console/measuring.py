"""Measure the screen with a card, as ``kiosk calibrate`` does: every size is in millimetres on its glass."""

from functools import partial

from ui import acts
from ui.calibration import CARD, LEAST, MOST, Card
from ui.console.page import button, page, panel, the_desk
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, grid

_STEPS = (("much_less", -10), ("less", -1), ("more", 1), ("much_more", 10))


def build(room: Room) -> Screen:
    """The outline of a card, and four buttons that change its width."""
    words, theme, desk = room.words, room.theme, the_desk(room)
    width = desk.measure or round(theme.px_per_mm * CARD[0])
    card = Card(theme)
    card.show_width(width)
    measured = round(width / CARD[0], 3)
    size = [round(length / measured) for length in (theme.window.width(), theme.window.height())]

    def change(by: int) -> None:
        desk.measure = min(max(width + by, round(LEAST * CARD[0])), round(MOST * CARD[0]))

    buttons = [
        button(words.say(f"calibrate.{key}"), room, partial(change, by), f"measure.{key}")
        for key, by in _STEPS
    ]
    return page(
        room,
        "calibrate.title",
        [
            Text(words.say("console.measure_about"), theme),
            card,
            grid(buttons, theme),
            panel([words.say("calibrate.figures", width=size[0], height=size[1])], room),
        ],
        primary=Action(words.say("calibrate.keep"), lambda: acts.keep_measure(desk, measured)),
    )
