"""The copy of the answers: the wish for it at check answers, and what has come of it on the page of the reference."""

from PySide6.QtWidgets import QWidget

from kiosk.copies.giving import Step
from ui.parts.button import Button
from ui.parts.choice import CheckRow
from ui.parts.group import Group
from ui.parts.notice import notice
from ui.parts.text import Text
from ui.screens.screen import Room, stack


def wish(room: Room) -> list[QWidget]:
    """Nothing where no sticks are held, nor in a short form that lies over another."""
    copies, words, theme = room.copies, room.words, room.theme
    if copies is None or room.visit.beneath is not None:
        return []
    row = CheckRow(words.say("copy.want"), theme)
    row.setObjectName("copy.want")
    row.setChecked(copies.wanted)
    row.toggled.connect(lambda on: setattr(copies, "wanted", on))
    about = words.say("copy.about")  # heard with the row, since who listens must know it before they choose
    return [stack([stack([row], theme, holder=Group(about)), Text(about, theme, "quiet")], theme)]


def copied(room: Room) -> list[QWidget]:
    """Nothing for who asked for no copy."""
    copies, words, theme = room.copies, room.words, room.theme
    if copies is None or copies.step is Step.NONE:
        return []
    failed = copies.step is Step.FAILED
    icon = "warning" if failed else "yes" if copies.step is Step.DONE else "lock"
    said = notice(copies.words(), theme, icon=icon, role="problem" if failed else "line")
    parts: list[QWidget] = [said]
    if failed:
        again = Button(words.say("copy.again"), theme, copies.again, icon="yes")
        again.setObjectName("copy.again")
        parts.append(again)
    if copies.step is not Step.DONE:
        drop = Button(words.say("copy.drop"), theme, copies.drop, icon="stop")
        drop.setObjectName("copy.drop")
        parts.append(drop)
    return [stack(parts, theme)]
