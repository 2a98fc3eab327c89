"""Learn the buttons: each key says its own name and what it does, and nothing else comes of it (A14)."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

from kiosk.keypads import Keys
from kiosk.keys import Command
from kiosk.language import Words, pick
from ui.keypad import names
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, stack
from ui.theme import Theme

_LEAVE = {Command.SELECT, Command.BACK, Command.PICK}
"""What a key asks that leaves the page when it is pressed twice in a row: no chord, and no hurry (M7)."""
_SEEN = 8
"""How many keys staff see at once."""


class Lesson(Panel):
    """The key pressed last, in words. ``codes`` is for staff: what the last keys are called and the codes they send.

    ``over`` is whether the last key was pressed for the second time and leaves.
    """

    def __init__(self, words: Words, theme: Theme) -> None:
        self._words = words
        self._before: list[str] = []
        self._seen: dict[str, None] = {}
        self.over = False
        self.codes = Text("", theme)
        self._last = Text(words.say("learn.none"), theme, font="question")
        super().__init__([self._last], theme, icon="keys")

    def hear(self, event: QKeyEvent, keys: Keys) -> str:
        """A key was pressed: gives what to say of it."""
        called = names(event)
        found = keys.find(called)
        command = found[1].command if found else None
        look = pick(found[1].looks, self._words.code) if found else self._called(event, called)
        said = self._words.say("learn.key", button=look, does=self._words.say(self._does(event, command)))
        self.over = command in _LEAVE and called == self._before
        self._before = called
        if command in _LEAVE:
            said = f"{said} {self._words.say('learn.again')}"
        self._last.say(said)
        self._seen.pop(" ".join(called), None)
        self._seen[" ".join(called)] = None
        self.codes.say("\n".join(list(self._seen)[: -_SEEN - 1 : -1]))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        return said

    def _called(self, event: QKeyEvent, called: list[str]) -> str:
        text = event.text().strip()
        if text.isprintable() and text:
            return text.upper()
        nameless = called[-1] == "unknown" or called[-1].startswith("scan:")
        return self._words.say("learn.unnamed") if nameless else called[-1]

    @staticmethod
    def _does(event: QKeyEvent, command: Command | None) -> str:
        if command is not None:
            return f"keys.{command.value}"
        return "learn.types" if event.text().isprintable() and event.text() else "learn.nothing"


def build(room: Room) -> Screen:
    """What to do, and how to leave by touch and by key."""
    words, theme = room.words, room.theme
    how = [Text(words.say(f"learn.{key}"), theme) for key in ("how", "leave")]
    lesson = Lesson(words, theme)
    staff = Heading(words.say("learn.staff"), theme, level=3)
    return Screen(
        Heading(words.say("learn.title"), theme),
        [*how, lesson],
        side=stack([staff, lesson.codes], theme),
        primary=Action(words.say("button.done"), room.visit.close),
    )
