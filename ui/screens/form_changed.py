"""The form of a visit that was put aside has changed meanwhile: which answers are to be given again, by name (T3)."""

from PySide6.QtWidgets import QWidget

from kiosk.pausing.steps import go_on
from kiosk.stage import FormChanged
from ui.parts.bullets import Bullets
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """What changed, in the order in which it matters to the person; all other answers are kept."""
    visit, words, theme = room.visit, room.words, room.theme
    stage = visit.stage
    assert isinstance(stage, FormChanged)  # noqa: S101 screen_for chose by it
    changes = stage.changes
    lists = (
        ("changed.again", changes.again),
        ("changed.fresh", changes.fresh),
        ("changed.other", changes.other),
        ("changed.gone", changes.gone),
    )
    body: list[QWidget] = [
        stack([Heading(words.say(key), theme, level=2), Bullets(labels, theme)], theme, 1.5)
        for key, labels in lists
        if labels
    ]
    kept = Panel([Text(words.say("changed.kept"), theme)], theme, icon="yes", ground=None)
    return Screen(
        Heading(words.say("changed.title"), theme),
        [*body, kept],
        primary=Action(words.say("button.continue"), lambda: go_on(visit)),
    )
