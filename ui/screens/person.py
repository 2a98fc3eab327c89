"""Asking for a person: they are called as the page opens. What became of it, and what else there is to do (S1)."""

from PySide6.QtWidgets import QWidget

from kiosk import meanwhile
from kiosk.calling import State
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import Notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens import at_desk
from ui.screens.numbers import numbers
from ui.screens.screen import Action, Room, Screen, stack
from ui.theme import STRONG

_NOBODY = {State.UNANSWERED, State.UNREACHED}


def build(room: Room) -> Screen:
    """How the call stands first, then the telephone, then a friend; last, on the first page, the staff's own way in.

    That stands here and is no hidden gesture: chords and timed presses would keep out staff who use keys (M7).
    """
    words, theme = room.words, room.theme
    body = [
        *_call(room),
        *numbers(room),
        Panel([Text(words.say("person.friend"), theme)], theme, icon="help", ground=None),
    ]
    body += at_desk.opener(room)
    if room.desk is not None and room.desk.offered:
        body.append(Button(words.say("staff.open"), theme, room.step(room.desk.knock), icon="lock"))
    return Screen(
        Heading(words.say("person.title"), theme),
        body,
        back=Action(words.say("button.back"), room.visit.close),
    )


def _call(room: Room) -> list[QWidget]:
    """How the call stands and what can be done; where nobody comes the telephone is next."""
    words, theme, calls = room.words, room.theme, room.calls
    number = Text(room.config.phone, theme, font="reference")
    phone = Panel([Text(words.say("person.phone_title"), theme), number], theme, width=STRONG)
    if calls is None:
        staff = Panel([Text(words.say("person.staff"), theme)], theme, icon="person", ground=None)
        return [staff, phone, *_later(room)]
    state = calls.shown
    if state is State.NONE:
        staff = Panel([Text(words.say("person.staff"), theme)], theme, icon="person", ground=None)
        ask = Button(words.say("call.ask"), theme, room.step(calls.call), kind="primary", icon="person")
        ask.setObjectName("person.call")
        return [staff, ask, phone]
    told: list[QWidget] = [Notice(calls.words(), theme)]
    if state not in _NOBODY:
        told.append(Text(words.say("call.go_on"), theme))
    off = Button(words.say("call.not_now"), theme, room.step(calls.call_off), kind="secondary")
    off.setObjectName("person.not_now")
    stands = Panel(told, theme, icon="person", width=STRONG)
    return [stands, phone, *_later(room), off] if state in _NOBODY else [stands, off, phone]


def _later(room: Room) -> list[QWidget]:
    """To be called back or to meet, while the answers of now are kept."""
    words, theme, visit = room.words, room.theme, room.visit
    if not meanwhile.offered(visit):
        return []
    ask = Button(words.say("call.later"), theme, room.step(lambda: meanwhile.begin(visit)), icon="phone")
    ask.setObjectName("person.later")
    return [stack([Text(words.say("call.later_text"), theme), ask], theme)]
