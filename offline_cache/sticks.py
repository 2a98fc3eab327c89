"""Bundles on USB sticks: ``handrail/*.bundle`` on whatever is plugged in."""

import stat
from pathlib import Path

from kiosk.sticks import entries, is_a, sticks_with

HANDRAIL = "handrail"
SUFFIX = ".bundle"
MOST_BUNDLES = 8
"""How many of one stick are tried."""


def bundles_on_sticks(place: Path) -> tuple[Path, ...]:
    """The bundles on every stick below ``place``: no links, and of each stick the first MOST_BUNDLES by name."""
    found: list[Path] = []
    for stick in sticks_with(place, HANDRAIL):
        here = (path for path in entries(stick / HANDRAIL) if path.name.endswith(SUFFIX))
        found += [path for path in here if is_a(path, stat.S_ISREG)][:MOST_BUNDLES]
    return tuple(found)
