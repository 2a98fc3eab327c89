"""Keys and certificates: when each ends, and what to do in time."""

from PySide6.QtWidgets import QWidget

from kiosk.staff import SOON, Ending, Report, days_left
from ui.console.page import day_of, page, the_report
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """The one that ends first stands first."""
    words, report = room.words, the_report(room)
    ends = sorted(report.ends, key=lambda each: each.at) if report is not None else []
    if report is None or not ends:
        return page(room, "console.act.keys", [Text(words.say("console.no_ends"), room.theme)])
    return page(room, "console.act.keys", [_ending(each, report, room) for each in ends])


def _ending(ending: Ending, report: Report, room: Room) -> QWidget:
    words, theme = room.words, room.theme
    left = days_left(ending, report.at)
    parts: list[QWidget] = [
        Text(words.say(f"console.ends.{ending.kind}"), theme),
        Text(words.say("console.ends_on", date=day_of(ending.at, room)), theme),
    ]
    if left < 0:
        parts.append(Text(words.say("console.ended"), theme, font="bold"))
    elif left <= SOON:
        parts.append(Text(words.say("console.ends_in", count=left), theme, font="bold"))
    warned = left <= SOON
    return Panel(
        list(parts), theme, icon="warning" if warned else "key", border="problem" if warned else None
    )
