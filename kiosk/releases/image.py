"""Putting an image into the slot that is free, so that the plug may be pulled at any moment.

Always one slot is whole and has an entry that starts it: the other's entry goes before a byte of it is overwritten,
and the new one's comes, by one rename, once all of it was read back.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk.errors import ReleaseError
from kiosk.releases.boot_entries import Entry, entry_of, slot_label, to_try
from kiosk.releases.folder import Folder
from kiosk.releases.ledger import READY, WRITING, Attempt, Ledger
from kiosk.releases.release import File, Release

_ROOT = ".root.img"
_KERNEL = ".efi"


@dataclass(frozen=True)
class Slot:
    """A partition for the root of an image. ``size`` is in bytes."""

    device: str
    label: str
    size: int


class Disk(Protocol):
    """The disk that this machine started from. What changes it lasts through a power cut when it returns.

    Every method raises OSError, or ReleaseError with its sentence.
    """

    def running(self) -> str:
        """The device of the slot that runs."""
        ...

    def slots(self) -> tuple[Slot, ...]:
        """Every slot, the one that runs among them."""
        ...

    def entries(self) -> tuple[str, ...]:
        """The names of the files that can be started, ours or not."""
        ...

    def room(self) -> int:
        """Bytes that are free for a file to start."""
        ...

    def remove_entry(self, name: str) -> None:
        """It cannot be started any more."""
        ...

    def write_slot(self, slot: Slot, blocks: Iterator[bytes]) -> None:
        """From its first byte on."""
        ...

    def read_slot(self, slot: Slot, size: int) -> Iterator[bytes]:
        """As it lies on the disk, not as it is remembered."""
        ...

    def label_slot(self, slot: Slot, label: str) -> None:
        """Name it."""
        ...

    def write_draft(self, blocks: Iterator[bytes]) -> None:
        """A file beside those that can be started, which none takes for one; another draft is overwritten."""
        ...

    def read_draft(self) -> Iterator[bytes]:
        """As it lies on the disk."""
        ...

    def start_draft(self, name: str) -> None:
        """By one rename the draft can be started, under this name."""
        ...


def install_image(
    folder: Folder, release: Release, disk: Disk, was: str, keep: Callable[[Attempt | None], None]
) -> None:
    """Install an image that is proved and fits; it runs from the next start on. ``was`` is the version that runs.

    ``keep`` is told of each step, and of None when it did not come off. Raises ReleaseError, and OSError.
    """
    _check_proved(disk, was)
    slot = _free(disk)
    root, kernel = release.file(_ROOT), release.file(_KERNEL)
    if root.size > slot.size:
        raise ReleaseError(f"The image is larger than the place for it ({slot.size} bytes).")
    # All of it is read once before anything is given up: a damaged stick must not cost the image before this.
    folder.check_whole(release)
    attempt = Attempt(release.kind, release.version, release.digest, was, WRITING)
    keep(attempt)
    try:
        _remove_others(disk, was)
        disk.write_slot(slot, folder.blocks(root))
        _check_same(root, disk.read_slot(slot, root.size))
        disk.label_slot(slot, slot_label(release.version))
        _write_draft(disk, kernel, folder.blocks(kernel))
    except (ReleaseError, OSError):
        keep(None)
        raise
    keep(replace(attempt, step=READY))
    disk.start_draft(to_try(release.version))


def settle_image(disk: Disk, running: str, ledger: Ledger) -> Ledger:
    """After a start: what became of the image in hand. ``running`` is the version that runs."""
    attempt = ledger.trying
    if attempt is None or attempt.version == running:
        return ledger
    entry = next((one for one in _ours(disk) if one.version == attempt.version), None)
    if entry is None:
        return replace(ledger, trying=None)  # the plug was pulled before it was whole
    if entry.left == 0:
        why = f"The image {attempt.version} did not come up, so {running} runs again."
        return ledger.with_failure(attempt, why)
    return ledger  # it waits for the next start


def _check_proved(disk: Disk, running: str) -> None:
    if not any(one.version == running and one.left is None for one in _ours(disk)):
        raise ReleaseError(
            f"The image {running} has not proved itself yet, so the one before it is kept: try again in a minute."
        )


def _free(disk: Disk) -> Slot:
    live, slots = disk.running(), disk.slots()
    free = [slot for slot in slots if slot.device != live]
    if len(slots) != 2 or len(free) != 1:  # noqa: PLR2004 as the image has them
        raise ReleaseError("This disk has not the two places for images that it should have.")
    return free[0]


def _remove_others(disk: Disk, running: str) -> None:
    for entry in _ours(disk):
        if entry.version != running:
            disk.remove_entry(entry.name)


def _write_draft(disk: Disk, kernel: File, blocks: Iterator[bytes]) -> None:
    if kernel.size > disk.room():
        raise ReleaseError("There is no room for the image beside the one that runs.")
    disk.write_draft(blocks)
    _check_same(kernel, disk.read_draft())


def _ours(disk: Disk) -> Iterator[Entry]:
    return (entry for name in disk.entries() if (entry := entry_of(name)) is not None)


def _check_same(file: File, blocks: Iterator[bytes]) -> None:
    digest, size = hashlib.sha256(), 0
    for block in blocks:
        digest.update(block)
        size += len(block)
    if (size, digest.hexdigest()) != (file.size, file.sha256):
        raise ReleaseError("The disk does not give back what was written to it: this kiosk needs another.")
