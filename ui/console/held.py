"""What is held: each with why, what to do, and a button to send it again."""

from PySide6.QtWidgets import QWidget

from kiosk.staff import HeldItem, why
from kiosk.submission import grouped
from ui import acts
from ui.console.page import button, page, some, the_desk, the_report
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, stack


def build(room: Room) -> Screen:
    """Some at a time, the oldest first."""
    report = the_report(room)
    held = report.held if report is not None else ()
    lines = some(room, len(held), lambda number: _held(held[number], room))
    return page(room, "staff.held_title", lines or [Text(room.words.say("staff.none_held"), room.theme)])


def _held(one: HeldItem, room: Room) -> QWidget:
    words, theme, desk = room.words, room.theme, the_desk(room)
    reference = grouped(one.reference)
    again = button(
        words.say("staff.again", reference=reference),
        room,
        lambda: acts.retry(desk, one.reference),
        f"again.{one.reference}",
        "send",
    )
    told = Text(words.say(why(one.reason), reason=one.reason), theme)
    return stack([Text(f"{reference} · {one.destination}", theme, font="bold"), told, again], theme)
