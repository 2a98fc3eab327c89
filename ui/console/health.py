"""How the kiosk is, in plain words and without a number that counts people."""

from collections.abc import Iterator

from kiosk.machine import DISK_LOW, MEMORY_LOW
from kiosk.self_test import worked
from kiosk.staff import Release, Report
from ui.console.page import page, panel, the_report, time_of
from ui.console.testing import devices_of
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """One line each: what is well, and what is not with who to tell."""
    report = the_report(room)
    return page(room, "console.act.health", [panel(_lines(report, room), room)] if report else [])


def _lines(report: Report, room: Room) -> list[str]:
    say = room.words.say
    day, rest = divmod(round(report.on_for), 86_400)
    tested = worked(report.tested, devices_of(room))
    return [
        say("console.works" if report.works else "staff.stopped"),
        say("staff.contact", time=time_of(report.contact, room))
        if report.contact
        else say("staff.no_contact"),
        say(f"console.tested.{tested}"),
        say(f"console.printer.{_printer(report.printer)}"),
        say("console.disk_low" if report.disk < DISK_LOW else "console.disk", size=_gigabytes(report.disk)),
        say("console.memory_low" if report.memory < MEMORY_LOW else "console.memory"),
        say("console.on_days", count=day) if day else say("console.on_hours", count=rest // 3600),
        *_release(report.release, room),
    ]


def _release(release: Release | None, room: Room) -> Iterator[str]:
    if release is None:
        return
    say = room.words.say
    yield say("console.version", version=release.version)
    if release.waits:
        yield say("console.update_waits", version=release.waits)
    if release.tried:
        yield say("console.update_tried", version=release.tried)
    if release.failed:
        yield say("console.update_failed", version=release.failed)
    if release.refused:
        yield say("console.update_refused", reason=release.refused)


def _printer(state: str) -> str:
    return state or "none"


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.0f}"
