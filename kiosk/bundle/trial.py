"""A bundle with which the kiosk does not come up is left: a mark before its first use, which goes once it stands."""

import json
from contextlib import suppress
from pathlib import Path

from kiosk import log
from kiosk.durable import replace_synced
from kiosk.errors import BundleError

STARTS = 3
"""How often the kiosk may begin with a bundle and not last: a plug that is pulled is no fault of the bundle's."""

SECONDS = 30
"""How long it must last: a window that hangs is ended sooner (the watchdog's 20 seconds)."""

_FILE = "trial.json"


class Trial:
    """``root`` is the folder of the bundles. The kiosk alone has one, and no command that looks at its services."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: tuple[int, int] | None = None
        self._name = ""
        self._left = 0

    def begin(self) -> None:
        """To be called before the bundle in use is taken up: at the start, and between two visits.

        Notes that the kiosk begins with it, and goes back from one with which it has begun too often. What the disk
        does not let it note is not held against anybody.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return
        from kiosk.bundle.installed import read_state  # noqa: PLC0415 only where there is a bundle

        self._seen, self._left, self._name = stamp, 0, read_state(self._root).current
        proved, name, starts = self._read()
        if not self._name or self._name == proved:
            return
        starts = starts + 1 if name == self._name else 1
        if starts > STARTS:
            self._go_back()
            return
        with suppress(OSError):
            self._keep(proved, self._name, starts)
            self._left = SECONDS

    def second(self) -> None:
        """To be called every second that the kiosk works."""
        if self._left:
            self._left -= 1
            if not self._left:
                with suppress(OSError):
                    self._keep(self._name, "", 0)

    def _go_back(self) -> None:
        from kiosk.bundle.shelf import go_back  # noqa: PLC0415 heavy, and hardly ever

        log.error("The kiosk did not come up with the bundle %s, so it is gone back from.", self._name)
        with suppress(BundleError):
            go_back(self._root, self._name)
            self.begin()

    def _read(self) -> tuple[str, str, int]:
        try:
            found = json.loads((self._root / _FILE).read_bytes())
            return str(found["proved"]), str(found["name"]), int(found["starts"])
        except (OSError, ValueError, TypeError, KeyError):
            return "", "", 0

    def _keep(self, proved: str, name: str, starts: int) -> None:
        data = json.dumps({"proved": proved, "name": name, "starts": starts})
        replace_synced(self._root / _FILE, data.encode())

    def _stamp(self) -> tuple[int, int] | None:
        """What tells that another bundle may be in use; None without any."""
        try:
            found = (self._root / "state.json").stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns
