"""The staff's memory stick: known by a folder that staff made on it, written to once, never the kiosk's own disk."""

import errno
import os
import stat
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from pathlib import Path

from kiosk.durable import replace_synced

FOLDER = "handrail-copies"
"""Staff make it on the sticks that they hold: nothing is ever written to any other stick."""

MOST_LISTED = 200
"""How many entries of one folder are looked at: a stick may be hostile."""


class Fault(Enum):
    """Why nothing was written, as the words say it."""

    FULL = "full"
    LOCKED = "locked"
    GONE = "gone"
    BROKEN = "broken"


_FAULTS = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,
    errno.EROFS: Fault.LOCKED,
    errno.EACCES: Fault.LOCKED,
    errno.EPERM: Fault.LOCKED,
    errno.ENOENT: Fault.GONE,
    errno.ENODEV: Fault.GONE,
    errno.ENXIO: Fault.GONE,
    errno.ENOTDIR: Fault.GONE,
    errno.EIO: Fault.GONE,
}


class Sticks:
    """The sticks below ``place``: ``place``/STICK or ``place``/USER/STICK, where desktops mount them."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def find(self) -> Path | None:
        """The folder for copies on the first stick that has one. Links are not followed."""
        first = [path for path in _entries(self._place) if _is_folder(path)]
        second = (inner for path in first for inner in _entries(path) if _is_folder(inner))
        sticks = (path for path in (*first, *second) if self.is_elsewhere(path))
        return next((path / FOLDER for path in sticks if _is_folder(path / FOLDER)), None)

    def is_elsewhere(self, stick: Path) -> bool:
        """Whether it is mounted: the empty folder of a stick that was pulled out is on the kiosk's own disk."""
        return os.path.ismount(stick)

    def write(self, folder: Path, name: str, data: bytes) -> Fault | None:
        """Writes a whole file, on the stick when this returns; or why it is not there. A half of one is taken away."""
        try:
            replace_synced(folder / name, data)
        except OSError as error:
            return _FAULTS.get(error.errno or 0, Fault.BROKEN)
        return None if self.is_elsewhere(folder.parent) else Fault.GONE


def _entries(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in islice(entries, MOST_LISTED))
    except OSError:
        return
    yield from (folder / name for name in names)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False
