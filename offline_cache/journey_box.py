"""Journeys that wait to be sent: in small files of their own, apart from the outbox, whose work never waits for them.

``open.jsonl`` is added to, a line a journey. Once it is full, or is to be sent, its new name is the id of its batch,
and it never changes again: a batch whose answer was lost goes out under the same id, and counts once.
"""

import os
from collections.abc import Callable
from pathlib import Path

from kiosk.analytics import wire
from kiosk.analytics.journey import Journey
from offline_cache.disk import ROOM_TO_START, free_bytes

MOST = 5_000
"""Journeys that are kept; the oldest give way, a batch at a time."""
FULL = 256 * 1024
"""Bytes after which a file is not added to, so that a batch always fits into a request."""

_OPEN = "open.jsonl"
_SEALED = "[0-9]*.jsonl"


class JourneyBox:
    """The files in ``folder``, for one thread. Each method raises OSError where the disk does not let it.

    ``new_id`` gives uuid4 texts, ``free`` the bytes that there are; ``shuffle`` mixes a list in place: the order in
    which things happened goes no further than this disk.
    """

    def __init__(
        self,
        folder: Path,
        *,
        new_id: Callable[[], str],
        shuffle: Callable[[list[Journey]], object],
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self._folder = folder
        self._new_id = new_id
        self._shuffle = shuffle
        self._free = free
        self._lines = -1

    def put(self, journey: Journey) -> None:
        """Keep one; not where the disk is short, since submissions need what room there is."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._free(self._folder) < ROOM_TO_START:
            return
        if self._lines < 0:
            self._lines = len(_lines(self._open))
        handle = os.open(self._open, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            # After what a power cut may have torn off, so that it spoils no other line.
            os.write(handle, f"\n{wire.line(journey)}\n".encode())
            size = os.fstat(handle).st_size
        finally:
            os.close(handle)
        self._lines += 1
        if self._lines >= wire.MOST_JOURNEYS or size >= FULL:
            self._seal()

    def first(self) -> tuple[Path, wire.Batch] | None:
        """The batch to send next, and where it lies; None when nothing waits. What no longer reads is thrown away."""
        while True:
            waiting = self._waiting() or self._seal()
            if not waiting:
                return None
            journeys = list(filter(None, map(_read, _lines(waiting[0]))))
            if journeys:
                self._shuffle(journeys)
                id_ = waiting[0].stem.partition("-")[2]
                return waiting[0], wire.Batch(id_, tuple(journeys[: wire.MOST_JOURNEYS]))
            self.drop(waiting[0])

    def drop(self, place: Path) -> None:
        """It is at the council, or nobody takes it."""
        place.unlink(missing_ok=True)

    @property
    def waits(self) -> bool:
        """Whether there is a batch that waits to be sent; what is still added to does not count."""
        return bool(self._waiting())

    @property
    def _open(self) -> Path:
        return self._folder / _OPEN

    def _waiting(self) -> list[Path]:
        return sorted(self._folder.glob(_SEALED))

    def _seal(self) -> list[Path]:
        """What is open becomes a batch; gives all that wait."""
        if not self._open.exists():
            return []
        waiting = self._waiting()
        number = int(waiting[-1].name.partition("-")[0]) + 1 if waiting else 0
        self._open.rename(self._folder / f"{number:08}-{self._new_id()}.jsonl")
        self._lines = 0
        waiting = self._waiting()
        over = len(waiting) - MOST // wire.MOST_JOURNEYS
        for old in waiting[: max(over, 0)]:
            self.drop(old)
        return waiting[max(over, 0) :]


def _lines(place: Path) -> list[bytes]:
    return [line for line in place.read_bytes().split(b"\n") if line] if place.exists() else []


def _read(line: bytes) -> Journey | None:
    try:
        return wire.read_line(line)
    except wire.WireError:
        return None  # half of it was written when the power went, or the disk has changed it
