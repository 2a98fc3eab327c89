"""The name of who helps, or of who acts for somebody else: all that is typed about them (S3)."""

from PySide6.QtCore import Qt

from kiosk import helping
from kiosk.stage import Aside
from ui.inputs.date import labelled
from ui.parts.edit import Edit
from ui.parts.heading import Heading
from ui.parts.problem import ProblemSummary
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen

_CHARACTERS = 30


def build(room: Room) -> Screen:
    """One box. Nothing of it is among the answers."""
    visit, words, theme = room.visit, room.words, room.theme
    asked = visit.proposal
    edit = Edit(theme, _CHARACTERS, wrong=bool(asked.trouble))
    edit.setAccessibleName(words.say("helped.name_label"))
    edit.setAccessibleDescription(words.say(f"helped.name_hint.{asked.of}"))
    edit.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
    edit.setObjectName("helper.name")
    edit.setText(asked.name)
    edit.textChanged.connect(lambda typed: helping.typing(visit, typed))
    summary = None
    if asked.trouble:
        said = words.say(f"helped.name_problem.{asked.trouble}", most=helping.LONGEST)
        summary = ProblemSummary([(said, edit.setFocus)], theme, words)
    return Screen(
        Heading(words.say(f"helped.name.{asked.of}"), theme),
        [
            Text(words.say(f"helped.name_hint.{asked.of}"), theme, "quiet"),
            labelled(words.say("helped.name_label"), edit, theme),
        ],
        primary=Action(words.say("button.continue"), lambda: helping.name(visit, edit.text())),
        back=Action(words.say("button.back"), lambda: visit.open(Aside.HELPER)),
        summary=summary,
    )
