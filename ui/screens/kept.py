"""Answers for another form of the same visit: the wish for it where they are sent, and what is kept of it."""

from PySide6.QtWidgets import QWidget

from kiosk import carrying
from ui.parts.bullets import Bullets
from ui.parts.button import Button
from ui.parts.choice import CheckRow
from ui.parts.group import Group
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Room, stack


def wish(room: Room) -> list[QWidget]:
    """Asked before anything is sent, since without it nothing is kept. Nothing where there is nothing to keep."""
    visit, words, theme = room.visit, room.words, room.theme
    kinds = [words.say(f"once.{kind}") for kind in carrying.can_be_kept(visit)]
    if not kinds:
        return []
    row = CheckRow(words.say("once.want"), theme)
    row.setObjectName("once.want")
    row.setChecked(visit.earlier.wanted)
    row.toggled.connect(lambda on: carrying.want(visit, wanted=on))
    about = words.say("once.about")
    group = Group(f"{about} {', '.join(kinds)}")  # heard with the row, too
    later = Text(words.say("once.later"), theme, "quiet")
    row.setAccessibleDescription(later.text())  # said of the page it would come before what it is about
    told = [Text(about, theme), Bullets(kinds, theme), later]
    return [stack([*told, stack([row], theme, holder=group)], theme)]


def told(room: Room) -> list[QWidget]:
    """What is kept, and the button that forgets it at once."""
    visit, words, theme = room.visit, room.words, room.theme
    kinds = [words.say(f"once.{kind}") for kind in carrying.kept_kinds(visit)]
    if not kinds:
        return []
    forget = room.step(lambda: carrying.want(visit, wanted=False))
    parts = [Text(words.say("once.kept"), theme), Bullets(kinds, theme)]
    return [
        Panel([*parts, Button(words.say("once.forget"), theme, forget, kind="quiet")], theme, icon="lock")
    ]
