"""The disk that the outbox lies on: room, whether it can be written, how fast, and how it fares."""

import contextlib
import os
import shutil
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter

from kiosk.checking.found import Found, attention, fails, ok
from kiosk.checking.here import Here
from kiosk.machine import DISK_LOW

_SLOW = 0.25
"""Seconds for one small write to be safe; whoever sends waits for a few."""
_WORN = 8
"""Of an eMMC's life, in tenths (JESD84-B51, DEVICE_LIFE_TIME_EST)."""
_TIMES = 7
_FIELDS = 4


def check(here: Here) -> Found:
    """Writes a file without a name, a few kilobytes, and takes it away again."""
    data = here.config.data.absolute()
    folder = next(place for place in (data, *data.parents) if place.is_dir())
    if "ro" in _mounted(folder, here.root):
        return fails(
            f"The disk of {data} is mounted read-only, so nothing can be kept.",
            "It may be failing. Start the machine again; when it is so again, put in another disk.",
        )
    try:
        seconds = median(_synced(folder) for _ in range(_TIMES))
    except OSError as error:
        return fails(
            f"Nothing can be written to {folder} ({error.strerror}).",
            "Make room, or run this as the kiosk’s user.",
        )
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.0f} GB are free; a small write is safe after {seconds * 1000:.1f} ms"
    if free < DISK_LOW:
        return fails(f"Only {free / 1e6:.0f} MB are free.", "Make room, or put in a larger disk.")
    if trouble := _trouble(here.root):
        return attention(f"{told}. {trouble}", "Have another disk ready, and change it soon.")
    if seconds > _SLOW:
        return attention(
            f"{told}, which is slow.", "Use a disk of this machine, not a stick and not the network."
        )
    return ok(f"{told}.")


def _synced(folder: Path) -> float:
    with TemporaryFile(dir=folder, buffering=0) as file:
        begin = perf_counter()
        file.write(os.urandom(4096))
        os.fdatasync(file.fileno())
        return perf_counter() - begin


def _mounted(folder: Path, root: Path) -> list[str]:
    """The options of the mount that a folder lies on; the last of those on the longest path is the one in sight."""
    try:
        lines = (root / "proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    mounts = [fields for line in lines if len(fields := line.split()) >= _FIELDS]
    above = [each for each in mounts if folder.is_relative_to(each[1].replace("\\040", " "))]
    found = max(reversed(above), key=lambda each: len(each[1]), default=None)
    return found[3].split(",") if found else []


def _trouble(root: Path) -> str:
    """What the disks themselves tell of their state."""
    for life in sorted((root / "sys/block").glob("mmcblk*/device/life_time")):
        with contextlib.suppress(OSError, ValueError):
            if any(int(tenths, 16) > _WORN for tenths in life.read_text(encoding="ascii").split()):
                return "The disk says that most of its life is over."
    for errors in sorted((root / "sys/fs/ext4").glob("*/errors_count")):
        with contextlib.suppress(OSError, ValueError):
            if int(errors.read_text(encoding="ascii")):
                return "Its file system has found errors."
    return ""
