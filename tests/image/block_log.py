"""What was written to a disk, in order, as QEMU's blklogwrites keeps it, and what a power cut leaves of that.

Source of the format: Linux, Documentation/admin-guide/device-mapper/log-writes.rst.
"""

import mmap
import struct
from dataclasses import dataclass

MAGIC = 0x6A736677736872
FLUSH, FUA, DISCARD = 1, 2, 4
SECTOR = 512
WAYS = ("drop", "some", "torn", "keep")
"""What becomes of the writes after the last flush: none, some, some sectors of each, or all is kept."""


@dataclass(frozen=True)
class Write:
    """``at`` is in bytes from the disk's beginning. ``flushes``: all before it is on the disk when it is done.

    ``sure``: it itself is on the disk when it is done, as the file system asked for it alone.
    """

    at: int
    data: bytes
    flushes: bool = False
    sure: bool = False


def read(path):
    """All writes and flushes of a log, in order. Raises ValueError when it is none."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as log:
        magic, _version, many, size = struct.unpack_from("<QQQI", log)
        if magic != MAGIC:
            raise ValueError(f"{path} is no log of writes")
        place, writes = size, []
        for _ in range(many):
            sector, sectors, flags, _ = struct.unpack_from("<QQQQ", log, place)
            place += size
            data = b""
            if not flags & DISCARD:  # what is discarded may be there still: it is left as it was
                data = log[place : place + sectors * size]
                place += len(data)
            if data or flags & FLUSH:
                writes.append(Write(sector * size, data, bool(flags & FLUSH), bool(flags & FUA)))
    return writes


class Replay:
    """A part of a disk that follows a log. Cuts must be asked for from the first to the last.

    ``disk`` is a file that holds what was there before; it is changed. ``start`` and ``size`` say which part of the
    logged disk it is, in bytes.
    """

    def __init__(self, writes, disk, start, size):
        self._writes = writes
        self._disk = disk
        self._start = start
        self._size = size
        self._durable = 0

    def pending(self, end):
        """Brings the disk to the last flush before ``end``; gives what was written after it and may be lost."""
        flushes = [n for n in range(self._durable, end) if self._writes[n].flushes]
        if flushes:
            for write in self._writes[self._durable : flushes[-1] + 1]:
                self.put(self._disk, write.at, write.data)
            self._durable = flushes[-1] + 1
        return [write for write in self._writes[self._durable : end] if write.data]

    def put(self, disk, at, data):
        """Write what of it lies in our part of the disk."""
        at -= self._start
        if at < 0:
            at, data = 0, data[-at:]
        data = data[: max(self._size - at, 0)]
        if data:
            disk.seek(at)
            disk.write(data)


def cut(replay, image, pending, chance):
    """Writes into ``image``, a copy of the disk, what a power cut leaves of ``pending``; gives the way it was."""
    way = chance.choice(WAYS)
    order = list(pending)
    chance.shuffle(order)
    for write in order:
        if write.sure or way == "keep" or (way == "some" and chance.random() < 0.5):
            replay.put(image, write.at, write.data)
        elif way == "torn":
            for place in range(0, len(write.data), SECTOR):
                if chance.random() < 0.5:
                    replay.put(image, write.at + place, write.data[place : place + SECTOR])
    return way
