"""Every answer on one page before anything is sent, each with a way to change it (C8)."""

from itertools import groupby

from PySide6.QtWidgets import QWidget

from kiosk.forms.page import Row
from kiosk.helping import wording
from kiosk.skipping import owed
from kiosk.stage import CheckAnswers
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.row import AnswerRow
from ui.parts.text import Text
from ui.screens.copied import wish
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """The rows in their sections. Who comes back from Change is at the row that they changed."""
    visit, words, theme = room.visit, room.words, room.theme
    assert isinstance(visit.stage, CheckAnswers)  # noqa: S101 screen_for chose by it
    body: list[QWidget] = [Text(words.say("check.lead"), theme, "quiet")]
    if count := owed(visit):
        body.append(notice(words.say("check.later", count=count), theme))
    first: QWidget | None = None
    for section, rows in groupby(visit.rows, key=lambda row: row.section):
        parts: list[QWidget] = [Heading(section, theme, level=2)] if section else []
        for number, row in enumerate(rows):
            line = _row(row, room, "" if number else section)
            parts.append(line)
            if row.page == visit.stage.changed:
                first = first or line.change
        body.append(stack(parts, theme, 0))
    body += wish(room)
    return Screen(
        Heading(wording(visit, "check.title"), theme),
        body,
        primary=Action(words.say("button.agree"), visit.agree),
        back=Action(words.say("button.back"), visit.back),
        first=first,
    )


def _row(row: Row, room: Room, section: str) -> AnswerRow:
    words, visit = room.words, room.visit
    return AnswerRow(
        row.label,
        row.answer or words.say("check.owed" if row.owed else "check.empty"),
        (words.say("button.change"), words.say("button.change_what", label=row.label)),
        room.step(lambda: visit.change(row.page)),
        room.theme,
        section=section,
    )
