"""What happens in the window, told to whoever listens: the recorder, and the rules that see who is stuck."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from kiosk import log
from kiosk.analytics.happenings import Happening, Mode
from kiosk.analytics.telling import Telling
from kiosk.keys import Command
from kiosk.visit import Visit
from ui.keypad import names
from ui.switches import Switches

if TYPE_CHECKING:
    from ui.window import Window

_VOICE = {Command.REPEAT, Command.PAUSE, Command.WHERE, Command.READ, Command.SPELL}
"""What only somebody who listens asks for."""
_PROFILES: dict[str, Mode] = {"keyboard": "keyboard", "media": "keyboard", "switches": "switch"}
"""What the profiles mean that are no keypad's."""


class Noticing(QObject):
    """Tells ``listeners`` each Happening, in order, in the window's thread. Lives as long as the window.

    ``tell`` is also for who makes happenings of their own (an offer, a rating), at ``clock()``. A listener that fails
    is not told anything more, and the log has its fault: nobody's visit ends because it is counted.
    ``hears`` says whether headphones are in; ``give_way`` is told whether a screen reader runs, as the Reader is.
    """

    def __init__(
        self,
        window: "Window",
        visit: Visit,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self.clock = clock
        self.listeners: list[Callable[[Happening], None]] = []
        self.hears: Callable[[], bool] = lambda: False
        self._beside = False
        self._telling = telling = Telling(visit, clock, self.tell)
        self._switches = window.findChild(Switches)
        visit.tell_answer, visit.tell_problems = telling.answered, telling.refused
        visit.tell_rating = telling.rated
        window.opened.connect(lambda _screen: self._look())
        window.second.connect(self._look)
        window.keypad.asked.connect(self._asked)
        self._asks, window.ask = window.ask, self._asked_by_page
        if window.activity is not None:
            window.activity.alive.connect(telling.stirred)
            window.activity.touch.meant.connect(lambda: telling.uses("touch"))
            window.activity.touch.missed.connect(self._missed)
        window.windowHandle().installEventFilter(self)
        self._look()

    def give_way(self, runs: bool) -> None:
        """A screen reader ``runs`` beside us, or no longer."""
        self._beside = runs

    def tell(self, happening: Happening) -> None:
        """Passes it on."""
        for listener in (*self.listeners,):
            try:
                listener(happening)
            except Exception as error:  # noqa: BLE001 what only counts must not end a visit
                self.listeners.remove(listener)
                log.fault(error, error.__traceback__, os.urandom(4).hex())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Which kind of key was pressed; never which key."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self._telling.uses(self._mode(event))
        return False

    def _mode(self, event: QKeyEvent) -> Mode:
        called = names(event)
        if self._visit.display.switches and self._switches is not None and called[0] in self._switches.keys:
            return "switch"
        found = self._window.keypad.keys.find(called)
        return "keyboard" if found is None else _PROFILES.get(found[0].name, "keypad")

    def _look(self) -> None:
        try:
            self._telling.look()
        except Exception as error:  # noqa: BLE001 as above
            self.listeners.clear()
            log.fault(error, error.__traceback__, os.urandom(4).hex())
        if self._visit.display.read_aloud and self.hears():
            self._telling.uses("speech")
        if self._beside:
            self._telling.uses("screen_reader")

    def _missed(self, tapped: bool) -> None:
        if tapped:
            self._telling.missed()

    def _asked_by_page(self, command: Command) -> None:
        """The page of the voice has a button for each."""
        self._asked(command)
        self._asks(command)

    def _asked(self, command: Command) -> None:
        if command is Command.REPEAT:
            self._telling.repeated()
        if command in _VOICE:
            self._telling.uses("speech")
