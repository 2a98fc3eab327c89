"""How the person works now: by keyboard, keypad, touch or switches. What to press is put accordingly (A16)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from kiosk.keys import Command
from kiosk.language import Words, pick
from kiosk.speech.utterance import Say
from kiosk.speech.ways import Way, say_for
from kiosk.visit import Visit

if TYPE_CHECKING:
    from kiosk.keypads import Profile
    from ui.window import Window

_TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
_KEYBOARD = "keyboard"
"""The keypad whose keys our own sentences name."""


class Ways(QObject):
    """Watches the native window, where it is asked before all others, and takes nothing away. Lives as the reader."""

    def __init__(self, window: "Window", visit: Visit) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._by_touch = False
        self._pad: Profile | None = None
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def forget(self) -> None:
        """Another person may come."""
        self._by_touch = False
        self._pad = None

    def set_aside(self) -> Callable[[], object]:
        """Staff use the kiosk: what it gives says again how the person works."""
        how = self._by_touch, self._pad

        def back() -> None:
            self._by_touch, self._pad = how

        return back

    def say(self, words: Words) -> Say:
        """``words.say``, with what to press put for this person."""
        return say_for(words, self.now(words.code))

    def now(self, code: str) -> Way:
        """How the person works, with the names of keys in the language ``code``."""
        display = self._visit.display
        if display.switches:
            return Way("one_switch" if display.switches == 1 else "two_switches")
        if self._by_touch:
            return Way("explore" if display.explore else "touch")
        used = self._window.keypad.used
        if used.key(Command.DOWN) and used.key(Command.SELECT):  # not one that has keys for the voice alone
            self._pad = used
        if self._pad is None or self._pad.name == _KEYBOARD:
            return Way()
        return Way("pad", *(_pressed(self._pad, command, code) for command in (Command.DOWN, Command.SELECT)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._by_touch = False
        elif event.type() in _TOUCHES:
            self._by_touch = True
        return False


def _pressed(profile: "Profile", command: Command, code: str) -> str:
    key = profile.key(command)
    if key is None:
        return ""
    return pick(key.press, code) or Words(code).say("speech.way.key", look=pick(key.looks, code))


def unasked(words: Words) -> Say:
    """Words without what to press: who hears a whole page is told that once, not at every line."""

    def say(key: str, **params: object) -> str:
        return "" if key.startswith("speech.press.") else words.say(key, **params)

    return say
