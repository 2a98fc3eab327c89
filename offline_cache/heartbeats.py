"""Tells the council how this kiosk is, in a thread of its own. Nothing is queued: only how it is now matters.

The window's thread loads this, so nothing here loads requests.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kiosk import log
from kiosk.heartbeat import Heartbeat

if TYPE_CHECKING:
    from offline_cache.heartbeat_line import Heard

EVERY = 300.0
"""Seconds between two, give or take a fifth, so that a fleet that starts together does not stay together."""

FIRST = 20.0
"""Seconds within which the first one goes: after a power cut a whole town starts at the same moment."""

APPOINTED = 1.0
"""Seconds within which one comes that was told when: the council gives each kiosk another second (council_api/line)."""

LOOK = 60.0
"""Seconds between two looks at whether something changed that is told at once."""


class Hearer(Protocol):
    """Whoever is told."""

    def send(self, beat: Heartbeat) -> "Heard":
        """Tell it; whoever is not there is not."""
        ...


class Heartbeats:
    """Gathers and sends. ``hearer`` gives who is told, asked each time and in the thread; None for nobody.

    ``gather`` says how the kiosk is and may take seconds. ``clock`` gives seconds that only go forward;
    ``uniform(low, high)`` is the randomness.
    """

    def __init__(
        self,
        gather: Callable[[], Heartbeat],
        hearer: Callable[[], Hearer | None],
        clock: Callable[[], float],
        uniform: Callable[[float, float], float],
    ) -> None:
        self._gather = gather
        self._hearer = hearer
        self._clock = clock
        self._uniform = uniform
        self._next = clock() + uniform(0.0, FIRST)
        self._quiet_until = 0.0
        self._told: Heartbeat | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="heartbeats", daemon=True)

    def start(self) -> None:
        """Begin, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Tell no more. One that is on its way is left to itself."""
        self._stopping.set()

    def round(self) -> float:
        """One look, and a heartbeat when it is time or something changed. Gives the seconds until the next look."""
        now = self._clock()
        if now < self._quiet_until or (self._told is None and now < self._next):
            return self._until_next(now)
        beat = self._gather()
        changed = self._told is not None and beat.urgent() != self._told.urgent()
        if changed or now >= self._next:
            self._tell(beat)
        return self._until_next(self._clock())

    def _tell(self, beat: Heartbeat) -> None:
        self._next = self._clock() + self._uniform(EVERY * 0.8, EVERY * 1.2)
        hearer = self._hearer()
        if hearer is None:
            return
        heard = hearer.send(replace(beat, started=self._told is None))
        if heard.taken:
            self._told = beat
        elif heard.after is not None:
            self._quiet_until = self._clock() + heard.after + self._uniform(0.0, APPOINTED)
            self._next = self._quiet_until

    def _until_next(self, now: float) -> float:
        wake = max(self._next, self._quiet_until)
        return max(min(wake - now, LOOK), 1.0)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            wait = LOOK
            try:
                wait = self.round()
            except Exception as error:  # noqa: BLE001  how it is cannot be told: the kiosk goes on
                log.error("The council is not told how this kiosk is: %s", type(error).__name__)
            self._stopping.wait(wait)
