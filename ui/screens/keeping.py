"""While the answers are sealed under a code: a moment, in which nothing can be pressed."""

from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """Says that it takes a moment."""
    words, theme = room.words, room.theme
    return Screen(Heading(words.say("paused.keeping"), theme), [Text(words.say("sending.text"), theme)])
