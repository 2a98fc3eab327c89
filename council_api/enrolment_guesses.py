"""Codes that opened nothing, counted: nobody tries one after another for long, from one address or from many."""

from collections.abc import Callable

from council_api import problems
from council_api.problems import Refusal

FREE = 10
AN_HOUR = 10
"""Wrong codes from one address: staff mistype a few, and the check digit finds most slips before they are sent."""

FREE_OF_ALL = 1_000
AN_HOUR_OF_ALL = 1_000
"""Wrong codes from everywhere: with a hundred places open, one is hit by chance in 100,000 years at this pace."""

MOST_ADDRESSES = 10_000
_HOUR = 3600.0


class Guesses:
    """In the memory of one worker. ``clock`` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._all = (float(FREE_OF_ALL), clock())

    def charge(self, address: str) -> Refusal | None:
        """Count one as wrong before it is looked at; the refusal says how long to wait."""
        now = self._clock()
        one = _now(self._left.get(address, (float(FREE), now)), now, FREE, AN_HOUR)
        everybody = _now(self._all, now, FREE_OF_ALL, AN_HOUR_OF_ALL)
        wait = max(_wait(one, AN_HOUR), _wait(everybody, AN_HOUR_OF_ALL))
        if wait:
            return problems.enrolment_wait(wait)
        if len(self._left) >= MOST_ADDRESSES:
            self._left.pop(next(iter(self._left)))
        self._left[address] = (one - 1, now)
        self._all = (everybody - 1, now)
        return None

    def right(self, address: str) -> None:
        """It was right after all."""
        left, at = self._left.get(address, (float(FREE), self._clock()))
        self._left[address] = (left + 1, at)
        self._all = (self._all[0] + 1, self._all[1])


def _now(kept: tuple[float, float], now: float, most: int, an_hour: int) -> float:
    left, at = kept
    return min(most, left + (now - at) * an_hour / _HOUR)


def _wait(left: float, an_hour: int) -> int:
    return 0 if left >= 1 else int((1 - left) * _HOUR / an_hour) + 1
