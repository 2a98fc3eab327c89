"""What the program tells systemd, which started it: that it is up, that it turns still, and how it is (sd_notify)."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

_SOCKET, _USEC, _FOR = "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"


@dataclass(frozen=True)
class ServiceManager:
    """Who started this program and starts it again. Nothing is ever waited for, and nobody need listen.

    ``address`` is the name of a datagram socket, with "@" before one that is no file. ``watchdog``: seconds without
    :meth:`turning` after which the program is killed, 0 for never.
    """

    address: str
    watchdog: float = 0.0

    def ready(self) -> None:
        """The first page is on the screen."""
        self._tell("READY=1")

    def turning(self) -> None:
        """The program does what it is there for; to be told again within ``watchdog`` seconds."""
        self._tell("WATCHDOG=1")

    def status(self, line: str) -> None:
        """One line for ``systemctl status``. Never anything of a visit."""
        self._tell(f"STATUS={line}")

    def stopping(self) -> None:
        """It ends by itself."""
        self._tell("STOPPING=1")

    def _tell(self, line: str) -> None:
        import socket  # noqa: PLC0415 in a terminal nothing is told

        name = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mouth:
            mouth.setblocking(False)
            mouth.sendto(line.encode(), name)


def service_manager(environ: Mapping[str, str] = os.environ) -> ServiceManager | None:
    """The service manager that started this program, None in a terminal. An installed kiosk has one."""
    address = environ.get(_SOCKET, "")
    if not address.startswith(("/", "@")) or sys.platform == "win32":
        return None
    meant = environ.get(_FOR, "") in {"", str(os.getpid())}
    usec = environ.get(_USEC, "")
    return ServiceManager(address, int(usec) / 1e6 if meant and usec.isdecimal() else 0.0)
