"""How far a figure may be from the truth by chance: 95 in 100 such intervals hold it.

Shares have Wilson's interval, medians that of their order statistics, and a difference of two of either is made of
both by Newcombe's method (square and add): E. B. Wilson 1927; R. G. Newcombe, Statistics in Medicine 17, 1998.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from kiosk.measures.share import Share

Z = NormalDist().inv_cdf(0.975)
"""For one figure that is looked at by itself."""


@dataclass(frozen=True)
class Interval:
    """``value`` is what was seen; the truth is likely to be from ``low`` to ``high``."""

    value: float
    low: float
    high: float

    @property
    def certain(self) -> bool:
        """Of a difference: whether there is one at all."""
        return self.low > 0 or self.high < 0


def share(count: int, of: int, z: float = Z) -> Interval:
    """How large a share ``count`` is of ``of`` (1 or more), 0 to 1."""
    seen = Share(count, of)
    return Interval(count / of, *seen.interval(z))


def median(values: Sequence[float], z: float = Z) -> Interval:
    """The middle of ``values``, which are in order and one at least."""
    count = len(values)
    half = z * math.sqrt(count) / 2
    low, high = math.floor(count / 2 - half), math.ceil(count / 2 + half)
    middle = (values[(count - 1) // 2] + values[count // 2]) / 2
    return Interval(middle, values[max(0, low - 1)], values[min(count - 1, high)])


def difference(before: Interval, after: Interval) -> Interval:
    """How much ``after`` is above ``before``."""
    moved = after.value - before.value
    down = math.hypot(after.value - after.low, before.high - before.value)
    up = math.hypot(after.high - after.value, before.value - before.low)
    return Interval(moved, moved - down, moved + up)
