"""Stopping: asked once, so that a wrong press loses nothing."""

from kiosk.stage import Paused
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, stack


def build(room: Room) -> Screen:
    """What stopping means, and the ways on. Carrying on stands first: it is the safe one."""
    visit, words, theme = room.visit, room.words, room.theme
    paused = isinstance(visit.stage, Paused)
    key = "paused" if paused else "answers" if visit.has_answers else "nothing"
    yes = words.say("stop.yes_paused" if paused else "stop.yes_answers" if visit.has_answers else "stop.yes")
    ways = [
        Button(words.say("stop.no"), theme, room.step(visit.close), kind="primary"),
        Button(yes, theme, room.step(visit.end), kind="secondary"),
    ]
    if (pausing := room.pausing) is not None and pausing.offered:
        ways.insert(1, Button(words.say("pause.offer"), theme, room.step(pausing.ask), kind="secondary"))
    return Screen(
        Heading(words.say("stop.title"), theme),
        [Text(words.say(f"stop.{key}"), theme), stack(ways, theme, 6.0)],
    )
