"""One process at a time: two writers on one SQLite file can damage it (the WAL-reset fault, SQLite before 3.51.3)."""

import fcntl
import os
from pathlib import Path

from kiosk.errors import StoreError


class FolderLock:
    """Held from the first touch of a data folder until :meth:`release` or the end of the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock. Raises StoreError at once, without waiting, when another program holds it."""
        self._file = os.open(folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise StoreError(
                f"Another kiosk program is using {folder}. Close it first, or choose another data folder."
            ) from error

    def release(self) -> None:
        """Let another program in."""
        os.close(self._file)


def is_held(folder: Path, locks: Path = Path("/proc/locks")) -> bool:
    """Whether a program has the folder, by the kernel's list: taking the lock to find out could keep a kiosk out."""
    try:
        about = (folder / "lock").stat()
        listed = [line.split() for line in locks.read_text(encoding="ascii").splitlines()]
    except OSError:
        return False
    file = f"{os.major(about.st_dev):02x}:{os.minor(about.st_dev):02x}:{about.st_ino}"
    return any("FLOCK" in line and file in line for line in listed)
