"""Sync: one plain thread that takes what is due from the outbox to its destination, for as long as it takes."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.errors import StoreError
from offline_cache.delivery.outcome import Accepted, Destination, Held, Outcome, Paused, Retry, Uncertain
from offline_cache.outbox import HORIZON, Counts, Outbox

BASE = 5.0
CAP = 300.0
"""Seconds. The wait after the n-th failure in a row is uniform(0, min(CAP, BASE * 2**n)): full jitter, so that a whole
fleet does not come back at the same moment."""

LOOK = 60.0
"""Seconds between two looks whether the council is there, while nothing waits."""

MAX_WAIT = 3600.0
"""Seconds. The longest floor that a server can set, and the one after a refused credential."""


@dataclass(frozen=True)
class Link:
    """What the window may show of the network.

    ``online`` is None until the first attempt; ``last_contact`` is the wall clock time, in seconds, when the council
    last answered; ``waiting`` and ``held`` count submissions.
    """

    online: bool | None = None
    last_contact: float | None = None
    waiting: int = 0
    held: int = 0


@dataclass(frozen=True)
class Delivered:
    """What one run did: ``sent`` of ``of`` that waited, and how many wait or are held afterwards."""

    sent: int
    of: int
    waiting: int
    held: int


class Sync:
    """Owns the sending. At most one request is under way at any time, so never two for one submission.

    ``clock`` gives wall clock seconds; ``uniform(low, high)`` is the randomness; ``wake`` is set by the outbox after
    a put, and waiting on it is the only waiting there is. ``listener`` is called with a Link, in the thread that
    sends, before the first submission and after each.
    """

    def __init__(
        self,
        outbox: Outbox,
        destination: Destination,
        *,
        clock: Callable[[], float],
        uniform: Callable[[float, float], float],
        wake: threading.Event,
        listener: Callable[[Link], object] = lambda _link: None,
    ) -> None:
        self._outbox = outbox
        self._destination = destination
        self._clock = clock
        self._uniform = uniform
        self._wake = wake
        self._listener = listener
        self._failures = 0
        self._delay = 0.0
        self._quiet_until = 0.0
        self._online: bool | None = None
        self._last_contact: float | None = None
        self._sending = threading.Lock()
        self._stopping = False
        # A daemon: a request under way never keeps the program from ending, and its mark makes that safe.
        self._thread = threading.Thread(target=self._loop, name="sync", daemon=True)

    def start(self) -> None:
        """Begin to send, in a thread."""
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Send nothing more. Waits ``timeout`` seconds at most for a request under way, then leaves it."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def once(self) -> Delivered:
        """Send all that waits now, whatever its time, up to the first sign that the council cannot be reached."""
        with self._sending:
            return self._drain(None)

    def round(self) -> float:
        """One turn of the loop: send what is due, then say how many seconds to wait unless woken."""
        with self._sending:
            now = self._clock()
            # A clock that was put back must not keep the kiosk silent.
            self._quiet_until = min(self._quiet_until, now + HORIZON)
            if now < self._quiet_until:
                self._tell()
                return self._quiet_until - now
            if not self._drain(now).of:
                self._look()
            self._outbox.purge().result()
            self._outbox.checkpoint().result()
            return self._pause()

    def _look(self) -> None:
        """Nothing to send: ask whether the council is there, so that the window can say so before it matters."""
        if self._destination.reachable():
            self._online = True
            self._last_contact = self._clock()
        else:
            self._online = False
        self._tell()

    def _loop(self) -> None:
        while not self._stopping:
            try:
                delay = self.round()
            except Exception as error:  # noqa: BLE001  # nothing may end the sending while the program runs
                delay = CAP
                self._stumbled(error)
            self._wake.wait(delay)
            # Cleared before the outbox is looked at, so that no put and no stop goes unheard.
            self._wake.clear()

    def _stumbled(self, error: Exception) -> None:
        with contextlib.suppress(StoreError):  # the store is what failed, or it is closed
            self._outbox.note("stumbled", type(error).__name__).result()

    def _pause(self) -> float:
        next_at = self._outbox.next_due().result()
        if next_at is None:
            return LOOK
        # The delay is the kiosk's, not the item's: those behind a failed probe are due, and still have to wait.
        return min(max(next_at - self._clock(), self._delay, 0.0), MAX_WAIT)

    def _drain(self, now: float | None) -> Delivered:
        self._outbox.recover().result()
        ids = self._outbox.due(now).result()
        sent = 0
        counts = self._tell()
        for id_ in ids:
            outcome = self._send(id_)
            sent += isinstance(outcome, Accepted)
            counts = self._tell()
            # The first item is the probe: nothing else is sent while the council cannot take it.
            if self._stopping or isinstance(outcome, Retry | Uncertain | Paused):
                break
        return Delivered(sent, len(ids), counts.waiting, counts.held)

    def _tell(self) -> Counts:
        counts = self._outbox.counts().result()
        self._listener(Link(self._online, self._last_contact, counts.waiting, counts.held))
        return counts

    def _send(self, id_: str) -> Outcome:
        envelope = self._outbox.mark_sending(id_).result()
        if envelope is None:
            return Held("damaged")
        try:
            outcome = self._destination.deliver(envelope)
        except Exception as error:  # noqa: BLE001  # a fault of ours in sending must not end the thread or drop the item
            outcome = Uncertain(type(error).__name__)
        self._record(id_, outcome)
        return outcome

    def _record(self, id_: str, outcome: Outcome) -> None:
        match outcome:
            case Accepted(digest):
                self._outbox.accepted(id_, digest).result()
                self._contact()
            case Held(reason):
                self._outbox.hold(id_, reason).result()
                self._contact()
            case Retry(reason, after):
                self._outbox.requeue(id_, reason, self._fail(after)).result()
            case Uncertain(reason, after):
                self._outbox.mark_uncertain(id_, reason, self._fail(after)).result()
            case Paused(reason):
                self._outbox.requeue(id_, reason, self._fail(MAX_WAIT)).result()
                self._outbox.note("paused", reason).result()

    def _contact(self) -> None:
        self._failures = 0
        self._delay = 0.0
        self._quiet_until = 0.0
        self._online = True
        self._last_contact = self._clock()

    def _fail(self, after: float | None) -> float:
        """Count a failure; returns when to try again, in wall clock seconds."""
        self._online = False
        if after is None:
            self._delay = self._uniform(0.0, min(CAP, BASE * 2 ** min(self._failures, 16)))
            self._failures += 1
            return self._clock() + self._delay
        floor = min(after, MAX_WAIT)
        # The server named a floor for everybody: spread out behind it, and keep even new submissions until then.
        self._delay = floor + self._uniform(0.0, floor)
        self._quiet_until = self._clock() + self._delay
        return self._quiet_until
