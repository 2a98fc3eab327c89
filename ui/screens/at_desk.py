"""Asking at the desk for the form on paper: on sensitive services the way to be alone with staff (P6, decision 0032).

Nothing here says so, on the screen or aloud: whoever stands by may read and hear all of it.
"""

from PySide6.QtWidgets import QWidget

from kiosk import meanwhile
from kiosk.calling import Kind
from kiosk.stage import Aside
from ui.parts.button import Button
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


def opener(room: Room) -> list[QWidget]:
    """The way here, on a sensitive service alone. Staff are told what it is for, and nothing at the kiosk tells."""
    visit, calls = room.visit, room.calls
    if not meanwhile.sensitive(visit):
        return []

    def to_desk() -> None:
        visit.open(Aside.AT_DESK)
        if calls is not None:
            calls.call(Kind.ALONE)

    return [Button(room.words.say("at_desk.open"), room.theme, room.step(to_desk), icon="form")]


_STEPS = (("go", "person"), ("one", "lock"), ("kept", "clock"))
