"""Asking at the desk for the form on paper: on sensitive services the way to be alone with staff (P6, decision 0032).

Nothing here says so, on the screen or aloud: whoever stands by may read and hear all of it.
"""

from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """What happens at the desk. It is as true of who wants no more than paper."""
    words, theme = room.words, room.theme
    steps = [
        Panel([Text(words.say(f"at_desk.{name}"), theme)], theme, icon=icon, ground=None)
        for name, icon in _STEPS
    ]
    return Screen(
        Heading(words.say("at_desk.title"), theme),
        steps,
        back=Action(words.say("button.back"), room.visit.close),
    )


_STEPS = (("go", "person"), ("one", "lock"), ("kept", "clock"))
