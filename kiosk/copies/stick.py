"""The staff's memory stick: known by a folder that staff made on it, written to once, never the kiosk's own disk."""

import errno
import os
from enum import Enum
from pathlib import Path

from kiosk.durable import replace_synced
from kiosk.sticks import sticks_with

FOLDER = "handrail-copies"
"""Staff make it on the sticks that they hold: nothing is ever written to any other stick."""


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
    """The sticks below ``place`` (kiosk/sticks.py)."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def find(self) -> Path | None:
        """The folder for copies on the first stick that has one."""
        sticks = sticks_with(self._place, FOLDER)
        return next((path / FOLDER for path in sticks if self.is_elsewhere(path)), None)

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
