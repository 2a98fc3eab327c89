"""One switch or two in place of all keys (M9): found out, then moving on and choosing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from kiosk.config import Config
from kiosk.keys import Command
from kiosk.stage import Aside
from kiosk.switches import Finding, Presses, Scan
from kiosk.visit import Visit
from ui.keyboard.rows import Rows
from ui.keypad import names
from ui.parts.heading import Heading

if TYPE_CHECKING:
    from ui.window import Window

TICK = 100
"""Milliseconds between two looks at the clock."""
_SWITCHES = {Command.MOVE, Command.PICK}


class Switches(QObject):
    """Hears the keys before the keypad does, and takes those that are the person's switches.

    A key that a profile knows as a switch opens the page that finds out which is which; that page takes any key.
    With two switches nothing is timed: one moves on, the other chooses. With one, the kiosk moves on by itself, never
    while it speaks, and the switch chooses. ``clock`` is in seconds.
    """

    def __init__(self, window: "Window", visit: Visit, config: Config, clock: Callable[[], float]) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._finding = Finding()
        self._presses = Presses(clock, config.switch_accept, config.switch_ignore)
        self._scan = Scan(clock)
        self._rows: Rows | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(lambda: self.tick())
        window.opened.connect(lambda _screen: self._turned())
        window.windowHandle().installEventFilter(self)

    @property
    def keys(self) -> tuple[str, str]:
        """The names of the keys that move on and choose, "" while they are not known."""
        return self._finding.move, self._finding.pick

    @keys.setter
    def keys(self, keys: tuple[str, str]) -> None:
        """They were found out before the program stopped."""
        self._finding = Finding(*keys)
        self._turned()

    def set_aside(self) -> Callable[[], object]:
        """Staff use the kiosk: what it gives brings the person's switches back."""
        keys = self.keys

        def back() -> None:
            self.keys = keys

        return back

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """On the native window, where who comes later is asked earlier: Activity, then this, then the keypad."""
        if event.type() == QEvent.Type.KeyRelease and self._visit.display.switches:
            self._presses.up()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return False

    def tick(self) -> None:
        """A moment has passed."""
        self._act(self._presses.held())
        display = self._visit.display
        if display.switches != 1 or self._visit.aside is Aside.IDLE:
            return
        if self._scan.tick(display.scan, speaking=self._window.reading):
            self._visit.activity()  # somebody is being waited for (T1)
            if self._move():
                self._scan.come_round()
                if self._scan.resting:
                    QTimer.singleShot(0, self, self._tell_rest)  # after what the focus says of itself

    def _tell_rest(self) -> None:
        self._window.keypad.tell(self._visit.words.say("switches.resting"))

    def _pressed(self, event: QKeyEvent) -> bool:
        called = names(event)
        key, known = called[0], self._window.keypad.keys.find(called)
        command = known[1].command if known else None
        # Back is left alone: who came to that page by mistake gets away.
        if self._visit.aside is Aside.SWITCHES and command is not Command.BACK:
            if not event.isAutoRepeat():
                self._find(key)
            return True
        if self._visit.display.switches and key in {self._finding.move, self._finding.pick}:
            if not event.isAutoRepeat():
                self._act(self._presses.down(key))
            return True
        # Where keys are learned a switch says what it does, like any key (A14); staff's pages have no switches to find.
        away = self._window.learning or self._visit.aside is Aside.STAFF
        if command not in _SWITCHES or away or self._window.keypad.is_typed(event):
            return False
        self._finding = Finding()
        self._window.open(Aside.SWITCHES)
        self._find(key)
        return True

    def _find(self, key: str) -> None:
        """Another press on the page that finds the switches."""
        from ui.screens.switches import Steps, ready  # noqa: PLC0415 loaded when first shown

        self._finding = self._finding.press(key)
        if self._finding.count:
            self._window.go(lambda: ready(self._visit, self._finding.count))
            self._window.keypad.tell(self._visit.words.say(f"switches.ready_{self._finding.count}"))
            return
        for steps in self._window.showing.find(Steps):
            self._window.keypad.tell(steps.show_step(self._finding.step))

    def _act(self, key: str) -> None:
        """A press that counts."""
        if not key:
            return
        if self._visit.display.switches == 1:
            if self._scan.pressed():
                self._pick()
        elif key == self._finding.pick:
            self._pick()
        else:
            self._move()

    def _keyboard(self) -> Rows | None:
        """The way over the keys on the screen, while they are what is walked."""
        board = self._window.typing.board
        if board is None or not board.entered:
            self._rows = None
        elif self._rows is None or self._rows.board is not board:
            self._rows = Rows(board)
        return self._rows

    def _move(self) -> bool:
        """On to the next thing; True when all have been gone through."""
        if (rows := self._keyboard()) is not None:
            return rows.move()
        self._window.focusNextPrevChild(True)
        return self._window.focusWidget() is self._window.first

    def _pick(self) -> None:
        focus = self._window.focusWidget()
        if (rows := self._keyboard()) is not None:
            rows.pick()
        elif isinstance(focus, Heading):
            self._window.keypad.asked.emit(Command.REPEAT)
        elif isinstance(focus, QLineEdit | QPlainTextEdit) and self._window.typing.select():
            self._keyboard()
        else:
            self._window.keypad.do(Command.SELECT)

    def _turned(self) -> None:
        """Another page: its time begins; with one switch there is a clock to look at."""
        switches = self._visit.display.switches
        if not switches and self._visit.aside is not Aside.SWITCHES:
            self._finding = Finding()
        self._scan.pressed()
        if switches:
            self._timer.start()
        else:
            self._timer.stop()
