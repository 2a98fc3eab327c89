"""The help has ended, or the form is the person's own after all: said once, so that nobody wonders."""

from kiosk.helper import BEHALF, HELPS
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """What holds from now on. Every answer is still there."""
    words, theme = room.words, room.theme
    over = [each for each in room.visit.helpers if each.ended]
    mode = max(over, key=lambda each: each.ended or each.agreed).mode if over else HELPS[0]
    kind = BEHALF if mode == BEHALF else "helper"
    return Screen(
        Heading(words.say(f"helped.ended.{kind}"), theme),
        [
            Text(words.say("helped.ended.answers"), theme),
            Text(words.say("helped.ended.again"), theme, "quiet"),
        ],
        primary=Action(words.say("button.continue"), room.visit.close),
    )
