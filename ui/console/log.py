"""What was done at this console: when, by which role, what, and what came of it."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from kiosk.staff_log import Entry
from ui.console.page import page, some, the_desk, time_of
from ui.parts.text import Text
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """Some at a time, the newest first."""
    entries = the_desk(room).entries
    lines = some(room, len(entries), lambda number: _line(entries[number], room))
    return page(room, "console.act.log", lines or [Text(room.words.say("console.log_empty"), room.theme)])


def _line(entry: Entry, room: Room) -> QWidget:
    say = room.words.say
    said = say(
        "console.log_line",
        time=time_of(datetime.fromisoformat(entry.at), room),
        who=say(f"console.role.{entry.who}"),
        what=say(f"console.act.{entry.what}"),
        how=say(f"console.how.{entry.how}"),
    )
    return Text(said, room.theme)
