"""Whether a screen reader runs beside the kiosk, whose own voice is then to be silent (D3)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_BUS, _PATH, _STATUS = "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_DAEMON, _DAEMON_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
_READERS = {"orca"}
"""The processes that are screen readers."""


class ScreenReader(QObject):
    """``changed`` tells whether one runs, each time that becomes another. Nothing waits; without a bus there is none.

    The desktop's switch, ScreenReaderEnabled, is on only where the desktop itself started the screen reader: Orca
    43 and 48 leave it alone. So its processes are looked for on the accessibility bus too; that bus is not
    called to life for it, since a screen reader does that (IsEnabled).
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._switched = False
        self._readers: set[str] = set()
        self._runs = False
        self._bus: QDBusConnection | None = None
        self._session = QDBusConnection.sessionBus()
        if self._session.isConnected():
            self._listen(self._session, (_BUS, _PATH, _PROPERTIES, "PropertiesChanged"), "_told")
            self._look()

    def _look(self) -> None:
        status = (_BUS, _PATH, _PROPERTIES, "Get")
        self._ask(self._session, status, [_STATUS, "ScreenReaderEnabled"], self._switch)
        self._ask(self._session, status, [_STATUS, "IsEnabled"], self._join)

    @Slot(QDBusMessage)
    def _told(self, _message: QDBusMessage) -> None:
        self._look()  # PySide cannot read the properties out of the message itself

    def _switch(self, on: Any) -> None:
        self._switched = bool(on.variant())
        self._tell()

    def _join(self, enabled: Any) -> None:
        if enabled.variant() and self._bus is None:
            self._ask(self._session, (_BUS, _PATH, _BUS, "GetAddress"), [], self._meet)

    def _meet(self, address: str) -> None:
        bus = QDBusConnection.connectToBus(address, "handrail-accessibility")
        if not bus.isConnected() or self._bus is not None:
            return
        self._bus = bus
        self._listen(bus, (_DAEMON, _DAEMON_PATH, _DAEMON, "NameOwnerChanged"), "_moved")
        daemon = (_DAEMON, _DAEMON_PATH, _DAEMON, "ListNames")
        self._ask(bus, daemon, [], self._all)

    def _all(self, names: list[str]) -> None:
        for name in names:
            self._who(name)

    @Slot(QDBusMessage)
    def _moved(self, message: QDBusMessage) -> None:
        name, _old, owner = message.arguments()
        if owner:
            self._who(name)
        else:
            self._readers.discard(name)
            self._tell()

    def _who(self, name: str) -> None:
        if self._bus is not None and name.startswith(":"):
            daemon = (_DAEMON, _DAEMON_PATH, _DAEMON, "GetConnectionUnixProcessID")
            self._ask(self._bus, daemon, [name], partial(self._known, name))

    def _known(self, name: str, process: int) -> None:
        try:
            program = Path(f"/proc/{process}/comm").read_text(encoding="utf-8").strip()
        except OSError:
            return  # it has ended meanwhile
        if program in _READERS:
            self._readers.add(name)
            self._tell()

    def _tell(self) -> None:
        runs = self._switched or bool(self._readers)
        if runs != self._runs:
            self._runs = runs
            self.changed.emit(runs)

    def _listen(self, bus: QDBusConnection, signal: tuple[str, str, str, str], slot: str) -> None:
        # The stub asks for bytes, which are refused.
        bus.connect(*signal, self, SLOT(f"{slot}(QDBusMessage)"))  # type: ignore[call-overload]

    def _ask(
        self,
        bus: QDBusConnection,
        method: tuple[str, str, str, str],
        arguments: list[str],
        then: Callable[[Any], object],
    ) -> None:
        """Calls a method of D-Bus; its one answer goes to ``then``, and an error to nobody."""
        message = QDBusMessage.createMethodCall(*method)
        message.setArguments(arguments)
        call = QDBusPendingCallWatcher(bus.asyncCall(message), self)

        def answered() -> None:
            if not call.isError():
                then(call.reply().arguments()[0])
            call.deleteLater()

        call.finished.connect(answered)
