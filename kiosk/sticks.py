"""USB sticks, looked over with bounded work: whoever owns one is a stranger, and no link on it is followed."""

import os
import stat
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

MOST_STICKS = 32
MOST_LISTED = 200
"""How many entries of one folder are looked at: a folder of a million files costs no more."""


def sticks_with(place: Path, folder: str) -> Iterator[Path]:
    """The sticks with a folder of this name: ``place``/STICK or ``place``/USER/STICK, where desktops mount them."""
    first = [path for path in entries(place) if is_a(path, stat.S_ISDIR)]
    inner = (path for outer in first for path in islice(entries(outer), MOST_STICKS))
    second = [path for path in inner if is_a(path, stat.S_ISDIR)]
    return islice(
        (path for path in (*first, *second) if is_a(path / folder, stat.S_ISDIR)),
        MOST_STICKS,
    )


def entries(folder: Path) -> Iterator[Path]:
    """What is in a folder, by name; nothing when it cannot be read."""
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in islice(found, MOST_LISTED))
    except OSError:
        return
    yield from (folder / name for name in names)


def is_a(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether it is there and of this kind, such as ``stat.S_ISREG``; a link is a link."""
    try:
        return kind(path.lstat().st_mode)
    except OSError:
        return False
