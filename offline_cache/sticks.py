"""Bundles on USB sticks: ``handrail/*.bundle`` on whatever is plugged in, looked for with bounded work."""

import itertools
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

HANDRAIL = "handrail"
SUFFIX = ".bundle"
MOST_STICKS = 32
MOST_LISTED = 200
MOST_BUNDLES = 8
"""Of one folder: how many entries are looked at, and how many bundles of them are tried."""


def bundles_on_sticks(place: Path) -> tuple[Path, ...]:
    """The bundles on every stick below ``place``: ``place``/STICK/handrail or ``place``/USER/STICK/handrail.

    A stick is hostile: links are not followed, and a folder of a million files costs no more than MOST_LISTED.
    """
    found: list[Path] = []
    for stick in _sticks(place):
        here = [
            path
            for path in _entries(stick / HANDRAIL)
            if path.name.endswith(SUFFIX) and _is(path, stat.S_ISREG)
        ]
        found += sorted(here)[:MOST_BUNDLES]
    return tuple(found)


def _sticks(place: Path) -> tuple[Path, ...]:
    first = [path for path in _entries(place) if _is(path, stat.S_ISDIR)]
    second = [inner for path in first for inner in itertools.islice(_entries(path), MOST_STICKS)]
    return tuple(path for path in (*first, *second) if _is(path / HANDRAIL, stat.S_ISDIR))[:MOST_STICKS]


def _entries(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in itertools.islice(entries, MOST_LISTED)]
    except OSError:
        return
    yield from (folder / name for name in names)


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(path.lstat().st_mode)
    except OSError:
        return False
