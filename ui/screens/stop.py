"""Stopping: asked once, so that a wrong press loses nothing."""

from kiosk import meanwhile
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, stack


def build(room: Room) -> Screen:
    """What stopping means, and the ways on. Carrying on stands first: it is the safe one."""
    visit, words, theme = room.visit, room.words, room.theme
    if meanwhile.over_a_code(visit):
        return _with_the_code(room)
    key = "answers" if visit.has_answers else "nothing"
    yes = words.say("stop.yes_answers" if visit.has_answers else "stop.yes")
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


def _with_the_code(room: Room) -> Screen:
    """The code will not be shown again, so it is asked whether all of it was written down."""
    visit, words, theme = room.visit, room.words, room.theme
    ways = [
        Button(words.say("stop.no_paused"), theme, room.step(visit.close), kind="primary"),
        Button(words.say("stop.yes_paused"), theme, room.step(visit.end), kind="secondary"),
    ]
    title = Heading(words.say("stop.title_paused"), theme)
    return Screen(title, [Text(words.say("stop.paused"), theme), stack(ways, theme, 6.0)])
