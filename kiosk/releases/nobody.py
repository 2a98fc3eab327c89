"""Waiting until nobody is at the kiosk: an update ends no visit.

The program keeps a file for as long as its welcome page shows and nobody has done anything for a while. It may lie,
being the part that strangers can reach: then an update waits, and nothing else comes of it.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

NOBODY = "nobody"
FOLDER = Path("/run/handrail")
QUIET = 60
"""Seconds of the welcome page until nobody counts as being there."""

LOOK = 5.0


class Presence:
    """The program's side: :meth:`second` is called every second. ``folder`` is None where no service runs it."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / NOBODY if folder is not None else None
        self._quiet = 0
        self._tell(nobody=False)

    def second(self, *, welcome: bool, busy: bool) -> None:
        """``welcome``: the page that waits for somebody shows, and nothing lies over it. ``busy``: answers are sent."""
        self._quiet = self._quiet + 1 if welcome else 0
        nobody = self._quiet >= QUIET and not busy
        if nobody is not self._told:
            self._tell(nobody=nobody)

    def _tell(self, *, nobody: bool) -> None:
        self._told = nobody
        if self._file is None:
            return
        with suppress(OSError):  # an update waits, no more
            self._file.touch() if nobody else self._file.unlink(missing_ok=True)


def runtime_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The folder that the service gives the program (systemd's RuntimeDirectory=)."""
    told = environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    return Path(told) if told else None


def wait_for_nobody(
    runs: Callable[[], bool], wait: Callable[[float], object], file: Path = FOLDER / NOBODY
) -> None:
    """Root's side: returns once nobody is there, or the program does not run. ``wait`` is given seconds."""
    while runs() and not os.path.lexists(file):
        wait(LOOK)
