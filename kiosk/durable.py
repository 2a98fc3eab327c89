"""Writing that a power cut cannot undo."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def write_synced(place: Path, blocks: Iterator[bytes], mode: int = 0o644) -> None:
    """A new file, on disk when this returns."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as out:
        for block in blocks:
            out.write(block)
        out.flush()
        os.fsync(out.fileno())


def replace_synced(place: Path, data: bytes, mode: int = 0o644) -> None:
    """The file at ``place`` anew: whole or not at all, and on disk when this returns. OSError leaves no half."""
    fresh = place.with_name(f"{place.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        write_synced(fresh, iter((data,)), mode)
        fresh.replace(place)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Make what a folder lists last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
