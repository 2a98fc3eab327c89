"""The PIN before the staff's own page: one masked box, with the keys that every box has."""

from PySide6.QtCore import Qt

from ui.inputs.date import labelled
from ui.parts.choice import CheckRow
from ui.parts.heading import Heading
from ui.parts.masked_edit import MaskedEdit
from ui.parts.notice import notice
from ui.parts.problem import ProblemSummary
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen

_CHARACTERS = 12
_MINUTE = 60


def build(room: Room) -> Screen:
    """Asks, and says what was wrong. Nothing of the PIN is kept by the page."""
    words, theme, desk = room.words, room.theme, room.desk
    edit = MaskedEdit(theme, _CHARACTERS, wrong=desk is not None and bool(desk.trouble))
    edit.setAccessibleName(words.say("staff.pin_label"))
    edit.setAccessibleDescription(words.say("staff.pin_hint"))
    edit.setInputMethodHints(edit.inputMethodHints() | Qt.InputMethodHint.ImhPreferNumbers)
    edit.setObjectName("staff.pin")
    body = [
        Text(words.say("staff.pin_hint"), theme, "quiet"),
        labelled(words.say("staff.pin_label"), edit, theme),
    ]
    aloud = CheckRow(words.say("staff.aloud"), theme)
    aloud.setObjectName("staff.aloud")
    aloud.setAccessibleDescription(words.say("staff.aloud_hint"))
    aloud.setChecked(desk is not None and desk.aloud)
    aloud.toggled.connect(lambda on: setattr(desk, "aloud", on))
    body += [aloud, Text(words.say("staff.aloud_hint"), theme, "quiet")]
    summary = None
    if desk is not None and desk.busy:
        body.append(notice(words.say("staff.checking"), theme, icon="clock"))
    elif desk is not None and desk.trouble:
        summary = ProblemSummary([(_trouble(room), edit.setFocus)], theme, words)
    return Screen(
        Heading(words.say("staff.pin_title"), theme),
        body,
        primary=Action(words.say("button.continue"), lambda: desk.enter(edit.text()) if desk else None),
        back=Action(words.say("button.back"), room.visit.close),
        summary=summary,
    )


def _trouble(room: Room) -> str:
    assert room.desk is not None  # noqa: S101 it has the trouble
    wait = room.desk.wait
    if wait > _MINUTE:
        return room.words.say("staff.wait_minutes", count=-(-wait // _MINUTE))
    return room.words.say(room.desk.trouble, count=wait)
