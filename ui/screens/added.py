"""What was added to a repeat: an entry a line, each with Change and Remove, above the question for another."""

from PySide6.QtWidgets import QWidget

from kiosk.adding import visit_page
from kiosk.forms.page import Entry, Page
from ui.parts.notice import notice
from ui.parts.row import AnswerRow
from ui.screens.screen import Room, stack


def added(page: Page, room: Room) -> list[QWidget]:
    """What stands above the question: what was just removed, then the entries."""
    told: list[QWidget] = [notice(page.notice, room.theme)] if page.notice else []
    lines: list[QWidget] = [_line(entry, room) for entry in page.entries]
    return told + ([stack(lines, room.theme, 0)] if lines else [])


def _line(entry: Entry, room: Room) -> AnswerRow:
    words, visit = room.words, room.visit
    remove = (words.say("button.remove"), words.say("button.remove_what", label=entry.label))
    return AnswerRow(
        entry.label,
        entry.name or words.say("check.empty"),
        (words.say("button.change"), words.say("button.change_what", label=entry.label)),
        room.step(lambda: visit_page(visit, entry.page)),
        room.theme,
        remove=(*remove, room.step(lambda: visit_page(visit, entry.removal))) if entry.removal else None,
    )
