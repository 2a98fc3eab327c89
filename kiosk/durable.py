"""Writing that a power cut cannot undo."""

import os
from collections.abc import Iterator
from pathlib import Path


def write_synced(place: Path, blocks: Iterator[bytes], mode: int = 0o644) -> None:
    """A new file, on disk when this returns."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as out:
        for block in blocks:
            out.write(block)
        out.flush()
        os.fsync(out.fileno())


def sync_folder(folder: Path) -> None:
    """Make what a folder lists last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
