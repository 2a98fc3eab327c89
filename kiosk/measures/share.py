"""A share of people, and how sure one may be of it. Whoever shows a share shows its interval beside it."""

import math
from dataclasses import dataclass

USUAL = 1.96
"""Standard errors: 19 of 20 such intervals hold the true share. For one share that is looked at by itself."""

AMONG_MANY = 3.0
"""Standard errors, for tables of many rows: in one of twenty rows or so USUAL would find a difference that is none."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole``; both counts, ``part`` never above ``whole``."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """0 to 1; None of nobody."""
        return self.part / self.whole if self.whole else None

    def interval(self, sure: float = USUAL) -> Interval:
        """Wilson's score interval, within 0 to 1; the whole of it for nobody. Good for few people, and near 0 and 1."""
        if not self.whole:
            return 0.0, 1.0
        n, share, square = self.whole, self.part / self.whole, sure * sure
        middle = share + square / (2 * n)
        reach = sure * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
        low, high = ((middle + sign * reach) / (1 + square / n) for sign in (-1, 1))
        return max(0.0, low), min(1.0, high)


def difference(one: Share, other: Share, sure: float = USUAL) -> Interval:
    """Between which bounds ``one`` minus ``other`` lies (Newcombe's hybrid of two Wilson intervals).

    Bounds on either side of 0: no difference was shown, however far apart the two shares look.
    """
    if one.value is None or other.value is None:
        return -1.0, 1.0
    gap = one.value - other.value
    (one_low, one_high), (other_low, other_high) = one.interval(sure), other.interval(sure)
    down = math.hypot(one.value - one_low, other_high - other.value)
    up = math.hypot(one_high - one.value, other.value - other_low)
    return gap - down, gap + up
