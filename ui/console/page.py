"""What the pages of the console share: their notices, the way out, lines in a panel, and long lists in parts."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from kiosk.forms.types import date
from kiosk.staff import Report
from ui.desk import WARNS, Desk
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, Step

MOST = 10
"""Lines of a long list on one page: so many are drawn at once and found at a glance."""


def the_desk(room: Room) -> Desk:
    """The desk that the console's pages show. There is one, or they would not."""
    assert room.desk is not None  # noqa: S101 a fault of ours
    return room.desk


def the_report(room: Room) -> Report | None:
    """How the kiosk stands, as it was looked at last."""
    return the_desk(room).report


def page(
    room: Room,
    title: str,
    body: Sequence[QWidget],
    primary: Action | None = None,
    side: QWidget | None = None,
) -> Screen:
    """A page of the console: what is wrong or was done first, and Back leads one step out."""
    words, desk = room.words, the_desk(room)
    return Screen(
        Heading(words.say(title), room.theme),
        [*notices(room), *body],
        side=side,
        primary=primary,
        back=Action(words.say("button.back"), desk.back),
    )


def notices(room: Room) -> list[QWidget]:
    """What is about to happen, what is wrong, what was done."""
    words, theme, desk = room.words, room.theme, the_desk(room)
    found: list[QWidget] = []
    if desk.locks:
        found.append(notice(words.say("console.locks", count=round(WARNS)), theme, icon="clock"))
    if desk.trouble:
        found.append(notice(words.say(desk.trouble), theme, icon="warning", role="problem"))
    key, params = desk.told
    if key:
        found.append(notice(words.say(key, **params), theme, icon="tick"))
    return found


def panel(lines: Sequence[str], room: Room, icon: str = "") -> QWidget:
    """Sentences, one below the other."""
    return Panel([Text(line, room.theme) for line in lines], room.theme, icon=icon)


def button(words: str, room: Room, step: Step, name: str, icon: str = "") -> Button:
    """What does something and shows what came of it. ``name`` keeps the focus on it."""
    made = Button(words, room.theme, room.step(step), icon=icon)
    made.setObjectName(f"console.{name}")
    return made


def some(room: Room, count: int, line: Callable[[int], QWidget]) -> list[QWidget]:
    """The part of a list of ``count`` lines that shows now, and the ways to the others."""
    words, desk = room.words, the_desk(room)
    first = min(desk.part if isinstance(desk.part, int) else 0, max(count - 1, 0) // MOST * MOST)
    last = min(first + MOST, count)
    shown = [line(number) for number in range(first, last)]
    if count > MOST:
        where = words.say("console.part", first=first + 1, last=last, all=count)
        shown.insert(0, Text(where, room.theme, "quiet"))
    if last < count:
        shown.append(button(words.say("console.next"), room, lambda: desk.turn(last), "next", "down"))
    if first > 0:
        shown.append(
            button(words.say("console.previous"), room, lambda: desk.turn(first - MOST), "previous", "up")
        )
    return shown


def time_of(at: datetime, room: Room) -> str:
    """A day and a time of day, in words."""
    here = at.astimezone()
    return f"{day_of(here, room)}, {here:%H:%M}"


def day_of(at: datetime, room: Room) -> str:
    """A day in words."""
    return date.in_words(at.astimezone().date().isoformat(), room.words.code)
