"""The real disk: slots by the labels of their partitions, entries on the EFI system partition."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kiosk.durable import sync_folder
from kiosk.errors import ReleaseError
from kiosk.releases.folder import BLOCK
from kiosk.releases.image import Slot

ENTRIES = Path("/efi/EFI/Linux")
_ROOTS = {
    "4f68bce3-e8cd-4db1-96e7-fbcaf984b709",  # root-x86-64
    "b921b045-1df0-41c3-af44-4c6f280d3fae",  # root-arm64
}
_DRAFT = "handrail.new"
_VERITY = re.compile(r"(?:^|\s)handrail\.verity=([A-Za-z0-9._-]{1,36}):")


class LinuxDisk:
    """As image.Disk. ``run`` gives what a command printed, and raises ReleaseError when it failed."""

    def __init__(
        self,
        run: Callable[[Sequence[str]], str],
        *,
        entries: Path = ENTRIES,
        command_line: Path = Path("/proc/cmdline"),
    ) -> None:
        self._run = run
        self._entries = entries
        self._command_line = command_line

    def running(self) -> str:
        found = _VERITY.search(self._command_line.read_text(encoding="ascii", errors="replace"))
        if found is None:
            raise ReleaseError("This kiosk was not started from an image.")
        return os.path.realpath(f"/dev/disk/by-partlabel/{found[1]}")

    def slots(self) -> tuple[Slot, ...]:
        # The table on the disk itself: what the kernel and udev remember is that of the start.
        table = json.loads(self._run(("sfdisk", "-J", self._whole(self.running()))))["partitiontable"]
        return tuple(
            Slot(one["node"], one.get("name", ""), int(one["size"]) * int(table["sectorsize"]))
            for one in table["partitions"]
            if one["type"].lower() in _ROOTS
        )

    def entries(self) -> tuple[str, ...]:
        return tuple(sorted(path.name for path in self._entries.iterdir()))

    def room(self) -> int:
        found = os.statvfs(self._entries)
        return found.f_bavail * found.f_frsize

    def remove_entry(self, name: str) -> None:
        (self._entries / name).unlink()
        self._sync()

    def write_slot(self, slot: Slot, blocks: Iterator[bytes]) -> None:
        # O_EXCL: the kernel refuses what is mounted or mapped.
        _write(os.open(slot.device, os.O_WRONLY | os.O_EXCL | os.O_CLOEXEC), blocks)

    def read_slot(self, slot: Slot, size: int) -> Iterator[bytes]:
        return _read(slot.device, size)

    def label_slot(self, slot: Slot, label: str) -> None:
        name = Path(slot.device).name
        number = Path("/sys/class/block", name, "partition").read_text(encoding="ascii").strip()
        disk = self._whole(slot.device)
        self._run(("sfdisk", "-q", "--no-reread", "--no-tell-kernel", "--part-label", disk, number, label))
        os.sync()

    def write_draft(self, blocks: Iterator[bytes]) -> None:
        place = self._entries / _DRAFT
        _write(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644), blocks)
        self._sync()

    def read_draft(self) -> Iterator[bytes]:
        place = self._entries / _DRAFT
        return _read(str(place), place.stat().st_size)

    def start_draft(self, name: str) -> None:
        (self._entries / _DRAFT).rename(self._entries / name)
        self._sync()

    def _whole(self, partition: str) -> str:
        """The disk that a partition is of."""
        return self._run(("lsblk", "-dnpo", "PKNAME", partition)).strip()

    def _sync(self) -> None:
        sync_folder(self._entries)
        os.sync()  # this file system has no journal


def _write(handle: int, blocks: Iterator[bytes]) -> None:
    with os.fdopen(handle, "wb", buffering=0) as file:
        for block in blocks:
            left = memoryview(block)
            while left:
                left = left[file.write(left) :]
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _read(place: str, size: int) -> Iterator[bytes]:
    with open(place, "rb", buffering=0) as file:  # noqa: PTH123 a device or a file
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        left = size
        while left and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
