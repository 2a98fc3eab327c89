"""A comment has something that looks like personal data: whether to take it out."""

from functools import partial

from kiosk import rating
from kiosk.stage import Personal
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.say_more import follow
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """What it is and where it stands; both ways on are alike."""
    visit, words, theme = room.visit, room.words, room.theme
    stage = visit.stage
    assert isinstance(stage, Personal)  # noqa: S101 screen_for chose by it
    heading = Heading(words.say(f"personal.{stage.piece.kind}"), theme)
    ways = []
    for name, take_out in (("take_out", True), ("leave", False)):
        decide = partial(rating.decide, visit, take_out=take_out)
        step = room.step(partial(follow, room, heading, decide))
        ways.append(Button(words.say(f"personal.{name}"), theme, step))
        ways[-1].setObjectName(f"personal.{name}")
    found = Text(stage.words, theme, font="bold")
    return Screen(
        heading,
        [Panel([found], theme), Text(words.say("personal.why"), theme), grid(ways, theme)],
        back=Action(words.say("button.back"), visit.back),
    )
