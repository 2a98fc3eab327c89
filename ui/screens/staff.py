"""The staff's own page: how the kiosk stands, and what is held. No word of a visitor stands on it."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from kiosk.forms.types import date
from kiosk.staff import HeldItem, Report, why
from kiosk.submission import grouped
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """Counts and times first, then each held one with why, and a button to send it again."""
    words, theme, desk = room.words, room.theme, room.desk
    report = desk.report if desk is not None else None
    body: list[QWidget] = []
    if desk is not None and desk.trouble:
        body.append(notice(words.say(desk.trouble), theme, icon="warning"))
    if desk is not None and desk.again:
        body.append(notice(words.say("staff.sent", reference=grouped(desk.again)), theme, icon="tick"))
    if report is not None:
        body += [_counts(report, room), *_all_held(report, room)]
    return Screen(
        Heading(words.say("staff.title"), theme),
        body,
        primary=Action(words.say("staff.close"), room.visit.close),
    )


def _counts(report: Report, room: Room) -> QWidget:
    words = room.words
    lines = [
        words.say("staff.waiting", number=report.waiting),
        words.say("staff.delivered", number=report.delivered),
        words.say("staff.held", number=len(report.held)),
    ]
    if report.oldest is not None:
        lines.append(words.say("staff.oldest", time=_time(report.oldest, room)))
    if report.contact is not None:
        lines.append(words.say("staff.contact", time=_time(report.contact, room)))
    else:
        lines.append(words.say("staff.no_contact"))
    if report.bundle:
        lines.append(words.say("staff.bundle", number=report.bundle))
    else:
        lines.append(words.say("staff.no_bundle"))
    if not report.works:
        lines.append(words.say("staff.stopped"))
    return Panel([Text(line, room.theme) for line in lines], room.theme)


def _all_held(report: Report, room: Room) -> list[QWidget]:
    if not report.held:
        return [Text(room.words.say("staff.none_held"), room.theme)]
    title = Heading(room.words.say("staff.held_title"), room.theme, level=2)
    return [title, *(_held(one, room) for one in report.held)]


def _held(one: HeldItem, room: Room) -> QWidget:
    words, theme, desk = room.words, room.theme, room.desk
    assert desk is not None  # noqa: S101 the report came from it
    reference = grouped(one.reference)
    again = Button(
        words.say("staff.again", reference=reference),
        theme,
        room.step(lambda: desk.send_again(one.reference)),
        icon="send",
    )
    again.setObjectName(f"staff.again.{one.reference}")
    told = Text(words.say(why(one.reason), reason=one.reason), theme)
    return stack([Text(f"{reference} · {one.destination}", theme, font="bold"), told, again], theme)


def _time(at: datetime, room: Room) -> str:
    here = at.astimezone()
    return f"{date.in_words(here.date().isoformat(), room.words.code)}, {here:%H:%M}"
