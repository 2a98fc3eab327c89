"""Counts as they may be shown: where few people are behind a number, the number could tell of one of them (K5)."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEWEST = 10
"""A cell with fewer than so many is not shown."""

Name = TypeVar("Name", bound=Hashable)


def shown(counts: Mapping[Name, int], fewest: int = FEWEST) -> dict[Name, int | None]:
    """The counts of parts that make up a whole, None for each that is not to be shown. Zero is shown.

    Use it wherever the total of ``counts`` is shown beside them, or could be reckoned elsewhere. A cell under
    ``fewest`` is left out; so are the smallest of the others until those left out come to ``fewest`` together and
    are two at least: else the total would give them away. Raises ValueError for a count below 0.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is 0 at least")
    rising = sorted((name for name, count in counts.items() if count), key=lambda name: counts[name])
    hidden = {name for name in rising if counts[name] < fewest}
    for name in rising:
        if not hidden or (len(hidden) > 1 and sum(counts[each] for each in hidden) >= fewest):
            break
        hidden.add(name)
    return {name: None if name in hidden else count for name, count in counts.items()}


def by_itself(count: int) -> int | None:
    """A count that stands by itself; None where it is of too few."""
    return shown({"": count})[""]


def share(part: int, whole: int, fewest: int = FEWEST) -> float | None:
    """``part`` of ``whole`` as a number from 0 to 1; None when it, or what is left of the whole, is not to be shown.

    All of them, and none of them, are shown where the whole is: they tell of each the same.
    """
    if not 0 <= part <= whole:
        raise ValueError("a part is between 0 and its whole")
    kept = shown({"part": part, "rest": whole - part}, fewest)
    if whole < fewest or None in kept.values():
        return None
    return part / whole
