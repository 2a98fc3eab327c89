"""Nobody has done anything for a while: more time is one press of anything away (T2). The page is hidden (P5)."""

from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """How long is left, told anew every second without taking the focus."""
    visit, words, theme = room.visit, room.words, room.theme
    left = Text(words.say("idle.left", count=visit.seconds_left), theme, font="bold")

    def every_second() -> None:
        left.say(words.say("idle.left", count=visit.seconds_left))

    return Screen(
        Heading(words.say("idle.title"), theme),
        [left, Text(words.say("idle.text"), theme), Text(words.say("idle.any"), theme, "quiet")],
        primary=Action(words.say("idle.yes"), visit.activity),
        every_second=every_second,
    )
