"""Free space: when to refuse new work, and the ballast that lets old work be finished on a full disk."""

import os
import shutil
from pathlib import Path

ROOM_TO_START = 96 * 1024 * 1024
"""Free bytes below which no new form is begun."""

ROOM_TO_TAKE = 32 * 1024 * 1024
"""Free bytes below which no submission is taken, so that those already taken can still be marked and purged."""

BALLAST = 24 * 1024 * 1024
"""Size of the ballast in bytes: more than the write-ahead log ever holds for one change of state."""


def free_bytes(folder: Path) -> int:
    """Bytes that this user may still write in ``folder``; 0 when the disk does not answer."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


class Ballast:
    """A file that only takes up room. On a full disk in WAL mode even a DELETE fails, so room is kept in advance."""

    def __init__(self, path: Path, size: int = BALLAST) -> None:
        self._path = path
        self._size = size

    def fill(self) -> None:
        """Take the room, when there is enough for others too. Called at each start."""
        if self._path.exists() and self._path.stat().st_size >= self._size:
            return
        if free_bytes(self._path.parent) < 2 * self._size:
            return
        handle = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(handle, 0, self._size)
        finally:
            os.close(handle)

    def spend(self) -> bool:
        """Give the room back; False when it is spent already."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        return True
