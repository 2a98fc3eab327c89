"""Who is filling this in: the ways to be helped, for whom it is, and the way back to doing it alone (S2, S3)."""

from PySide6.QtWidgets import QWidget

from kiosk import helping
from kiosk.helper import BEHALF, HELPS
from kiosk.stage import Aside
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """The end of what holds now, which the top of the page tells; then what may begin."""
    visit, words, theme = room.visit, room.words, room.theme
    body: list[QWidget] = []
    ends = []
    if visit.helped is not None:
        ends.append(Button(words.say("helped.end"), theme, room.step(lambda: _end(room)), icon="stop"))
    if visit.acting is not None:
        mine = words.say("helped.end_behalf")
        ends.append(Button(mine, theme, room.step(lambda: _end(room, behalf=True)), icon="stop"))
    if ends:
        body.append(grid(ends, theme))
    else:
        body.append(Text(words.say("helped.lead"), theme))
    modes = (*(() if visit.helped else HELPS), *(() if visit.acting else (BEHALF,)))
    if modes:
        body.append(grid([_way(mode, room) for mode in modes], theme))
    return Screen(
        Heading(words.say("helped.title"), theme),
        body,
        back=Action(words.say("button.back"), visit.close),
    )


def opener(room: Room) -> Button:
    """The way here, from the page before the questions and from Help."""
    words = room.words
    return Button(
        words.say("helped.open"),
        room.theme,
        room.step(lambda: room.visit.open(Aside.HELPED)),
        icon="help",
        detail=words.say("helped.open_detail"),
    )


def _way(mode: str, room: Room) -> Button:
    words = room.words
    return Button(
        words.say(f"helped.way.{mode}"),
        room.theme,
        room.step(lambda: helping.propose(room.visit, mode)),
        detail=words.say(f"helped.way_detail.{mode}"),
    )


def _end(room: Room, *, behalf: bool = False) -> None:
    helping.end(room.visit, behalf=behalf)
    room.visit.open(Aside.HELP_ENDED)
