"""Takes journeys to the council, now and then, in a thread of its own: no person and no submission waits for it.

The window's thread loads this, so nothing here loads requests.
"""

import os
import queue
import threading
from collections.abc import Callable
from typing import Literal, Protocol

from kiosk import log
from kiosk.analytics.journey import Journey
from kiosk.analytics.wire import Batch
from offline_cache.journey_box import JourneyBox

EVERY = 3600.0
"""Seconds between two sendings: what came in an hour goes together, so that no arrival tells of one visit."""
SOON = 300.0
"""Seconds until the first, until it is tried again where there was no network, and between the batches of a backlog:
after an outage the line is the submissions'."""

Verdict = Literal["taken", "refused", "later"]


class Taker(Protocol):
    """Whoever journeys are sent to."""

    def send(self, batch: Batch) -> Verdict:
        """Send a batch, which may have been sent before."""
        ...


class Journeys:
    """Keeps and sends. ``council`` gives who takes them, asked once and in the thread; None for nobody.

    ``online`` tells at once whether the network is there, as far as is known; ``clock`` gives seconds that only go
    forward. ``beside`` is done once an hour: what the council tells back is fetched there.
    """

    def __init__(
        self,
        box: JourneyBox,
        council: Callable[[], Taker | None],
        online: Callable[[], bool],
        clock: Callable[[], float],
        beside: Callable[[], object] = lambda: None,
    ) -> None:
        self._beside = beside
        self._box = box
        self._council = council
        self._online = online
        self._clock = clock
        self._taker: Taker | None = None
        self._given: queue.SimpleQueue[Journey | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._loop, name="journeys", daemon=True)

    def start(self) -> None:
        """Begin, in a thread."""
        self._thread.start()

    def keep(self, journey: Journey) -> None:
        """Take one over; answers at once, in any thread."""
        self._given.put(journey)

    def stop(self, timeout: float = 2.0) -> None:
        """What was given is written down, the rest is for the next start. A request under way is left to itself."""
        self._given.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def round(self) -> float:
        """Send the first batch that waits, and see to what is done beside it; how many seconds to wait then."""
        if not self._online():
            return SOON
        pause = self._send()
        if pause == EVERY:
            self._beside()
        return pause

    def _send(self) -> float:
        self._taker = self._taker or self._council()
        found = self._box.first() if self._taker is not None else None
        if self._taker is None or found is None:
            return EVERY
        place, batch = found
        verdict = self._taker.send(batch)
        if verdict == "later":
            return EVERY
        if verdict == "refused":
            log.warning("The council does not take how services went: both ends need the same version.")
        self._box.drop(place)
        return SOON if self._box.waits else EVERY

    def write(self, journey: Journey) -> None:
        """Put one into the box; one that the disk does not take is lost, and no harm is done."""
        try:
            self._box.put(journey)
        except OSError as error:
            log.warning("How a service went could not be written down: %s.", error.strerror)

    def _loop(self) -> None:
        due = self._clock() + SOON
        while True:
            try:
                given = self._given.get(timeout=max(due - self._clock(), 0.0))
            except queue.Empty:
                due = self._clock() + self._round()
                continue
            if given is None:
                return
            self.write(given)

    def _round(self) -> float:
        try:
            return self.round()
        except Exception as error:  # noqa: BLE001 nothing may end the counting while the program runs
            log.fault(error, error.__traceback__, os.urandom(4).hex())
            return EVERY
