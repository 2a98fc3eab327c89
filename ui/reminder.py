"""Says what to press to somebody who listens and has pressed nothing for a while (A15)."""

from PySide6.QtCore import QObject

from kiosk.keys import Command
from kiosk.language import pick
from kiosk.stage import Aside, Goodbye, Sending, Welcome
from kiosk.visit import Visit
from ui.keypad import Keypad
from ui.reader import Reader

_TOLD = (Command.DOWN, Command.SELECT, Command.REPEAT)


class Reminder(QObject):
    """Says it once, after ``wait`` seconds without a key, a touch or a word; then not before the next of them.

    ``second`` is to be called every second, ``stir`` at every sign of life. Lives as long as the reader.
    """

    def __init__(self, wait: float, reader: Reader, visit: Visit, keypad: Keypad) -> None:
        super().__init__(reader)
        self._wait = wait
        self._reader = reader
        self._visit = visit
        self._keypad = keypad
        self._quiet = 0
        self._told = False

    def stir(self) -> None:
        """A key or a touch."""
        self._quiet = 0
        self._told = False

    def second(self) -> None:
        """A second has passed."""
        visit = self._visit
        busy = self._reader.speaking or isinstance(visit.stage, Welcome | Sending | Goodbye)
        self._quiet = 0 if busy or visit.aside in {Aside.IDLE, Aside.LEARN} else self._quiet + 1
        if self._quiet >= self._wait and not self._told:
            self._told = True
            self._reader.tell(self._words())

    def _words(self) -> str:
        """As the keys look on the keypad that was pressed last."""
        say, code = self._visit.words.say, self._visit.language
        keys = [key for key in map(self._keypad.used.key, _TOLD) if key is not None]
        told = [
            say("learn.key", button=pick(key.looks, code), does=say(f"keys.{key.command.value}"))
            for key in keys
        ]
        return " ".join(told)
