"""What waits to be sent: each with when it was made, and a button that keeps it back."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from kiosk.staff import QueuedItem
from kiosk.submission import grouped
from ui import acts
from ui.console.page import button, page, some, the_desk, the_report, time_of
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, stack


def build(room: Room) -> Screen:
    """Some at a time, the oldest first."""
    words, report = room.words, the_report(room)
    queue = report.queue if report is not None else ()
    about = Text(words.say("console.hold_about"), room.theme)
    lines = some(room, len(queue), lambda number: _queued(queue[number], room))
    return page(
        room,
        "console.act.hold",
        [about, *lines] if lines else [Text(words.say("console.none_wait"), room.theme)],
    )


def _queued(one: QueuedItem, room: Room) -> QWidget:
    words, theme, desk = room.words, room.theme, the_desk(room)
    reference = grouped(one.reference)
    keep = button(
        words.say("console.hold", reference=reference),
        room,
        lambda: acts.hold(desk, one.reference),
        f"hold.{one.reference}",
        "lock",
    )
    made = Text(time_of(datetime.fromisoformat(one.made), room), theme)
    return stack([Text(f"{reference} · {one.destination}", theme, font="bold"), made, keep], theme)
