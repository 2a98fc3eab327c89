"""Setting up switches: each is pressed twice, in one's own time (M9)."""

from dataclasses import replace

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.language import Words
from kiosk.visit import Visit
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen
from ui.theme import Theme


class Steps(QWidget):
    """What to press now."""

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._text = Text(words.say("switches.first"), theme, font="question")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Panel([self._text], theme, icon="keys"))

    def show_step(self, step: str) -> str:
        """``step`` is that of a Finding; gives the words, to be said."""
        said = self._words.say(f"switches.{step}")
        self._text.say(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        return said


def ready(visit: Visit, count: int) -> None:
    """The switches are known: back to where they were first pressed."""
    visit.show(replace(visit.display, switches=count))
    visit.close()


def build(room: Room) -> Screen:
    """The step, and the way out for who came here by mistake."""
    words, visit = room.words, room.visit
    return Screen(
        Heading(words.say("switches.title"), room.theme),
        [Text(words.say("switches.how"), room.theme), Steps(words, room.theme)],
        back=Action(words.say("button.back"), visit.close),
    )
