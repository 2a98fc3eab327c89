"""Who tells that headphones went in or came out: a keypad, the computer's own switch, or the sound server (A9)."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QFileSystemWatcher,
    QObject,
    QProcess,
    QProcessEnvironment,
    QSocketNotifier,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent

from kiosk import jack, log
from kiosk.keys import Command
from kiosk.stage import Aside
from kiosk.visit import Visit
from ui.keypad import names

if TYPE_CHECKING:
    from ui.window import Window

INPUTS = Path("/dev/input")
_PLUGS = {Command.HEADPHONES_IN, Command.HEADPHONES_OUT}
_AGAIN = 2000
"""Milliseconds until the sound server is asked again after it went away."""


class PlugKeys(QObject):
    """The keypad tells of plugs itself, but while the idle warning shows any key only takes that away: not these."""

    def __init__(self, window: "Window", visit: Visit) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Asked before the activity is, which would keep the key."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.isAutoRepeat():
            return False
        if self._visit.aside is Aside.IDLE:
            found = self._window.keypad.keys.find(names(event))
            if found is not None and found[1].command in _PLUGS:
                self._window.keypad.do(found[1].command)
        return False


class Switch(QObject):
    """The computer's own switch in the jack, read from each input device that has one. ``changed`` tells of each turn.

    Devices that come later are found when they come. Where none may be read there is nothing to tell.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject, folder: Path = INPUTS) -> None:
        super().__init__(parent)
        self._folder = folder
        self._open: dict[Path, QSocketNotifier] = {}
        self._watcher = QFileSystemWatcher([str(folder)] if folder.is_dir() else [], self)
        self._watcher.directoryChanged.connect(self.look)

    def look(self) -> None:
        """Opens what has come; to be called once at first, when ``changed`` is connected."""
        for path in sorted(self._folder.glob("event*")):
            if path not in self._open:
                self._add(path)

    def close(self) -> None:
        """Nothing is read any more."""
        for path in tuple(self._open):
            self._drop(path)

    def _add(self, path: Path) -> None:
        try:
            device = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            log.warning("%s cannot be read, so no headphones are seen there: %s", path, error.strerror)
            return
        now = jack.state(device)
        if now is None and path.is_char_device():  # a mouse, a keyboard
            os.close(device)
            return
        notifier = QSocketNotifier(device, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: self._read(path, device))
        self._open[path] = notifier
        if now:
            self.changed.emit(True)

    def _read(self, path: Path, device: int) -> None:
        try:
            data = os.read(device, 64 * jack.EVENT.size)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:  # it was unplugged, and its headphones with it
            self._drop(path)
            self.changed.emit(False)
        for present in jack.turns(data):
            self.changed.emit(present)

    def _drop(self, path: Path) -> None:
        notifier = self._open.pop(path)
        notifier.setEnabled(False)
        os.close(int(notifier.socket()))
        notifier.deleteLater()


class Ports(QObject):
    """The ports of PulseAudio's or PipeWire's sinks, asked through pactl. ``changed`` tells when it becomes another."""

    changed = Signal(bool)

    def __init__(self, parent: QObject, program: str = "pactl") -> None:
        super().__init__(parent)
        self._program = shutil.which(program) or ""
        self._present = False
        self._events = QProcess(self)
        self._asked = QProcess(self)
        plain = QProcessEnvironment.systemEnvironment()
        plain.insert("LC_ALL", "C")  # else it says "available" in the language of the machine
        for process in (self._events, self._asked):
            process.setProcessEnvironment(plain)
        self._events.readyReadStandardOutput.connect(self._told)
        self._events.finished.connect(self._ended)
        self._asked.finished.connect(self._answered)

    def look(self) -> None:
        """To be called once at first, when ``changed`` is connected."""
        if not self._program:
            log.warning("There is no pactl, so the sound server cannot tell whether headphones are in.")
            return
        self._events.start(self._program, ["subscribe"])
        self._ask()

    def close(self) -> None:
        """Nothing is asked any more."""
        for process in (self._events, self._asked):
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)

    def _told(self) -> None:
        said = self._events.readAllStandardOutput().data()
        if b"sink" in said or b"card" in said or b"server" in said:
            self._ask()

    def _ask(self) -> None:
        if self._asked.state() is QProcess.ProcessState.NotRunning:
            self._asked.start(self._program, ["-f", "json", "list", "sinks"])
        else:
            QTimer.singleShot(20, self, self._ask)  # what was asked may be of before

    def _answered(self) -> None:
        self._tell(jack.on_port(bytes(self._asked.readAllStandardOutput().data()).decode(errors="replace")))

    def _ended(self) -> None:
        """The sound server is gone: nothing is known, and so nothing is private."""
        self._tell(False)
        QTimer.singleShot(_AGAIN, self, self.look)

    def _tell(self, present: bool) -> None:
        if present != self._present:
            self._present = present
            self.changed.emit(present)
