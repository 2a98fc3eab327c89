"""What is in the outbox: counts and times."""

from kiosk.staff import Report
from ui.console.page import day_of, page, panel, the_report, time_of
from ui.screens.screen import Room, Screen


def build(room: Room) -> Screen:
    """How many wait, went and are held; when the council was last reached; which services."""
    report = the_report(room)
    return page(room, "console.act.outbox", [panel(_lines(report, room), room)] if report else [])


def _lines(report: Report, room: Room) -> list[str]:
    say = room.words.say
    lines = [
        say("staff.waiting", number=report.waiting),
        say("staff.delivered", number=report.delivered),
        say("staff.held", number=len(report.held)),
    ]
    if report.oldest is not None:
        lines.append(say("staff.oldest", time=time_of(report.oldest, room)))
    if report.contact is not None:
        lines.append(say("staff.contact", time=time_of(report.contact, room)))
    else:
        lines.append(say("staff.no_contact"))
    if report.bundle:
        lines.append(say("staff.bundle", number=report.bundle))
    else:
        lines.append(say("staff.no_bundle"))
    if report.bundled is not None:
        lines.append(say("console.bundled", date=day_of(report.bundled, room)))
    if not report.works:
        lines.append(say("staff.stopped"))
    return lines
