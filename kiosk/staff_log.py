"""What was done at the staff console: one line an act, with no word of anybody's (S5, P3).

Each field is one of a few words of ours, so that nothing else can get in: no name, no answer and no reference, which
at the council leads to a person (decision 0034).
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from kiosk.durable import sync_folder
from kiosk.errors import StoreError
from kiosk.roles import Act, Role
from kiosk.self_test import DEVICES

FILE = "staff-log.jsonl"
OLD = "staff-log.old.jsonl"
LARGEST = 256 * 1024
"""Bytes: some thousands of lines. Then the file becomes the old one, and the old one goes."""

NOBODY = "nobody"
"""Who is at the console before a PIN was right."""
OPEN, CLOSE, SILENCE = "open", "close", "silence"
"""A right PIN or a wrong one; closed by hand; locked by itself."""


class Outcome(Enum):
    """ALLOWED is written before the act is begun; FAILED after it when it could not be done."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    FAILED = "failed"
    WRONG = "wrong"
    LOCKED = "locked"


class Reason(Enum):
    """Why staff ended somebody's visit."""

    LEFT = "left"
    ASKED = "asked"
    CLOSING = "closing"
    FAULT = "fault"


_WHO = {NOBODY, *(role.value for role in Role)}
_WHAT = {OPEN, CLOSE, SILENCE, *(act.value for act in Act)}
_HOW = {outcome.value for outcome in Outcome}
_ABOUT = {"", *(reason.value for reason in Reason), *(role.value for role in Role), *DEVICES}


@dataclass(frozen=True)
class Entry:
    """``at`` is the wall clock's time with its zone (ISO 8601), to the second.

    ``about`` is a Reason, a Role whose PIN was set, a device that was tested, or "".
    """

    at: str
    who: str
    what: str
    how: str
    about: str = ""

    def is_ours(self) -> bool:
        """Whether every word of it is one of ours."""
        try:
            datetime.fromisoformat(self.at)
        except (ValueError, TypeError):
            return False
        return self.who in _WHO and self.what in _WHAT and self.how in _HOW and self.about in _ABOUT


class StaffLog:
    """The lines in a data folder. ``write`` waits for the disk: not for the window's thread. ``now`` has a zone."""

    def __init__(
        self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    ) -> None:
        self._file = folder / FILE
        self._old = folder / OLD
        self._now = now

    def write(self, who: Role | None, what: str, how: Outcome, about: str = "") -> None:
        """Add a line; it is on disk when this returns. Raises StoreError when it cannot be written."""
        at = self._now().isoformat(timespec="seconds")
        entry = Entry(at, who.value if who else NOBODY, what, how.value, about)
        if not entry.is_ours():
            raise StoreError("What was to stand in the staff log is none of its words, so it does not.")
        try:
            self._add(json.dumps(asdict(entry)).encode("ascii"))
        except OSError as error:
            raise StoreError(
                f"{self._file} cannot be written ({error.strerror}): make room on the disk."
            ) from error

    def read(self, most: int) -> tuple[Entry, ...]:
        """The latest entries, the newest first. A line that a power cut cut short is left out. Raises StoreError."""
        lines: list[bytes] = []
        for file in (self._old, self._file):
            try:
                lines += file.read_bytes().splitlines()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise StoreError(f"{file} cannot be read ({error.strerror}): look at whose it is.") from error
        found = (_entry(line) for line in reversed(lines[-most:]))
        return tuple(entry for entry in found if entry is not None)

    def _add(self, line: bytes) -> None:
        fresh = not self._file.exists()
        if not fresh and self._file.stat().st_size > LARGEST:
            self._file.replace(self._old)
            fresh = True
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            end = os.lseek(handle, 0, os.SEEK_END)
            torn = end > 0 and os.pread(handle, 1, end - 1) != b"\n"  # the power went in the middle of a line
            os.write(handle, (b"\n" if torn else b"") + line + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
        if fresh:
            sync_folder(self._file.parent)


def _entry(line: bytes) -> Entry | None:
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None
    return entry if entry.is_ours() else None
