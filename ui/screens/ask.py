"""Asking the council a question, in one's own words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.asking import steps
from kiosk.stage import AskCouncil
from ui.parts.button import Button
from ui.parts.edit import Edit
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.problem import ProblemSummary
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, stack

_CHARACTERS = 60
_MOST = 300
"""Characters that fit in sight where there is room, and that are read at all."""


def build(room: Room) -> Screen:
    """One box. What was typed stands there for who comes back from the answers."""
    visit, words, theme = room.visit, room.words, room.theme
    stage = visit.stage
    assert isinstance(stage, AskCouncil)  # noqa: S101 screen_for chose by it
    edit = Edit(theme, _CHARACTERS, wrong=stage.missing)
    edit.setAccessibleName(words.say("asking.box"))
    edit.setObjectName("asking.box")
    edit.setMaxLength(_MOST)
    edit.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase)
    edit.setText(stage.question)
    edit.textChanged.connect(
        lambda text: setattr(stage, "question", text)
    )  # an aside over it loses none of it
    body: list[QWidget] = [stack([Text(words.say("asking.hint"), theme), edit], theme)]
    if words.has("asking.languages") and visit.language not in ("en", "cy"):
        body.insert(0, notice(words.say("asking.languages"), theme, icon="language"))
    body.append(Text(words.say("asking.kept"), theme, "quiet"))
    summary = None
    if stage.missing:
        summary = ProblemSummary([(words.say("asking.missing"), edit.setFocus)], theme, words)
    return Screen(
        Heading(words.say("asking.title"), theme),
        body,
        primary=Action(words.say("button.continue"), lambda: steps.ask(visit, edit.text())),
        back=Action(words.say("button.back"), visit.back),
        summary=summary,
    )


def way_in(room: Room) -> list[QWidget]:
    """What leads here; nothing where nothing can be asked."""
    if not steps.offered(room.visit):
        return []
    words, begin = room.words, room.step(lambda: steps.begin(room.visit))
    button = Button(
        words.say("asking.open"), room.theme, begin, icon="help", detail=words.say("asking.detail")
    )
    button.setObjectName("asking.open")
    return [button]
