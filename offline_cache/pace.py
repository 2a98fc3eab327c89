"""When a destination is tried again: each has its own pace, so that one that is down does not stop the others."""

from collections.abc import Callable

BASE = 5.0
CAP = 300.0
"""Seconds. The wait after the n-th failure in a row is uniform(0, min(CAP, BASE * 2**n)): full jitter, so that a whole
fleet does not come back at the same moment."""

UNREACHED_CAP = 20.0
"""Seconds. The same while nobody is reached at all: that costs nobody anything, and who is back is found soon."""

MAX_WAIT = 3600.0
"""Seconds. The longest floor that a server can set, and the one after a refused credential."""


class Pace:
    """The failures in a row of one destination, and how long it is left alone for them.

    ``clock`` gives wall clock seconds; ``uniform(low, high)`` is the randomness. ``online`` is None until the first
    attempt; ``last_contact`` is when the destination last answered.
    """

    def __init__(self, clock: Callable[[], float], uniform: Callable[[float, float], float]) -> None:
        self._clock = clock
        self._uniform = uniform
        self._failures = 0
        self._quiet_until = 0.0
        self._wait_until = 0.0
        self.delay = 0.0
        self.online: bool | None = None
        self.last_contact: float | None = None

    def quiet(self, horizon: float, *, woken: bool) -> float:
        """Seconds for which it is still to be left alone. None is longer than ``horizon``, whatever the clock did.

        ``woken``: there is something new, which is tried although others wait, unless the destination named a floor.
        """
        now = self._clock()
        self._quiet_until = min(self._quiet_until, now + horizon)
        self._wait_until = min(self._wait_until, now + horizon)
        until = self._quiet_until if woken else max(self._quiet_until, self._wait_until)
        return max(until - now, 0.0)

    def met(self) -> None:
        """It answered a submission."""
        self._failures = 0
        self.delay = 0.0
        self._quiet_until = self._wait_until = 0.0
        self.looked(there=True)

    def looked(self, *, there: bool) -> None:
        """Whether it was there when asked."""
        self.online = there
        if there:
            self.last_contact = self._clock()

    def failed(
        self, after: float | None = None, *, unreached: bool = False, appointed: bool = False
    ) -> float:
        """Count a failure. Returns when to try again, in wall clock seconds.

        ``after`` is a wait that it asked for, ``appointed`` when it gives each kiosk another one; ``unreached``: there
        was nobody to ask for any.
        """
        self.online = False
        if after is None:
            cap = UNREACHED_CAP if unreached else CAP
            self.delay = self._uniform(0.0, min(cap, BASE * 2 ** min(self._failures, 16)))
            self._failures += 1
            self._wait_until = self._clock() + self.delay
            return self._wait_until
        floor = min(after, MAX_WAIT)
        # A floor for everybody is spread out behind, an appointment within its second; even new submissions keep it.
        self.delay = floor + self._uniform(0.0, 1.0 if appointed else floor)
        self._quiet_until = self._clock() + self.delay
        return self._quiet_until
