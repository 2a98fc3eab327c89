"""Who is served now, who waits a moment in line, and when those that come at a bad moment are to come again."""

import math
import re
from collections import deque
from collections.abc import Callable
from enum import Enum

MOST_AT_ONCE = 64
"""Requests served at the same time by one worker; each may hold one envelope in memory."""

MOST_WAITING = 2560
"""Requests in line of one worker, of which little but the head is in memory."""

MOST_NEW = 1536
"""Of those in line when a kiosk begins; the rest of the line is for kiosks that are not through yet."""

LONGEST_WAIT = 1.0
"""Seconds of work that are in line when a kiosk begins: what is begun is soon done."""

MOST_BEHIND = 1_000
"""Submissions that are believed to wait at one kiosk."""

_RATE = 100.0
_MEASURED = 64
_REMEMBERED = 256
"""Requests by which the speed is known, and of which it is: some hold one submission and some many."""

_TIGHT = 0.9
"""A worker without work is time lost; one refusal more is not."""

HEADER = b"handrail-queue"
_QUEUE = re.compile(rb"sent=(\d{1,6}), waiting=(\d{1,6})")


class Place(Enum):
    """What becomes of a request that is not refused."""

    SERVED = "served"
    WAITING = "waiting"


def queue_of(field: bytes) -> tuple[int, int]:
    """What a kiosk says in its Handrail-Queue header: how many it has sent without a wait, and how many follow."""
    said = _QUEUE.fullmatch(field)
    return (int(said[1]), int(said[2])) if said else (0, 0)


class Line:
    """The line of one worker. A kiosk that finds it full is given an appointment, as fast as the worker truly is.

    ``clock`` gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._busy: deque[tuple[float, int]] = deque(maxlen=_REMEMBERED)
        self._rate = _RATE
        self._each = 1.0
        self._held = 0
        self._booked = 0.0
        self.serving = 0
        self.waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether it matters who comes: else each is served at once."""
        return self.serving >= MOST_AT_ONCE

    def come(self, sent: int, behind: int) -> Place | int:
        """A request has come: its place, or the seconds after which to come again.

        ``sent`` others of the same kiosk came without a wait before it, and ``behind`` others are to follow it.
        """
        if not self.is_full:
            self.serving += 1
            return Place.SERVED
        if self.waiting < (MOST_WAITING if sent else min(MOST_NEW, self._rate * LONGEST_WAIT)):
            self.waiting += 1
            return Place.WAITING
        return self._appointment(behind)

    def leave(self, held: int = 1) -> bool:
        """A request with so many submissions has been served. Whether the first in line takes its place."""
        if not self.is_full:
            self._busy.clear()
            self._held = 0
        else:
            self._held += held - (self._busy[0][1] if len(self._busy) == _REMEMBERED else 0)
            self._busy.append((self._clock(), held))
            measured = len(self._busy)
            if measured >= _MEASURED and (took := self._busy[-1][0] - self._busy[0][0]) > 0:
                self._rate = (measured - 1) / took
                self._each = max(self._held / measured, 1.0)
        if self.waiting:
            self.waiting -= 1
            return True
        self.serving -= 1
        return False

    def give_up(self) -> None:
        """One that waited is gone before its turn."""
        self.waiting -= 1

    def _appointment(self, behind: int) -> int:
        now = self._clock()
        start = max(self._booked, now + (self.serving + self.waiting) / self._rate)
        self._booked = start + _TIGHT * (1 + min(behind, MOST_BEHIND)) / (self._rate * self._each)
        return math.ceil(start - now)
