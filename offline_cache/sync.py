"""Sync: one plain thread that takes what is due from the outbox to its destinations, for as long as it takes."""

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from kiosk.destinations import COUNCIL
from kiosk.errors import StoreError
from offline_cache.delivery.outcome import (
    Accepted,
    Destination,
    Held,
    Incomplete,
    Outcome,
    Paused,
    Retry,
    Uncertain,
)
from offline_cache.lanes import Sent, send_all
from offline_cache.outbox import HORIZON, Counts, Outbox
from offline_cache.pace import CAP, MAX_WAIT, Pace
from offline_cache.sealing import Envelope
from offline_cache.sending import Proof

LOOK = 60.0
"""Seconds between two looks whether a destination is there, while nothing waits for it."""


TOGETHER = 32
"""Submissions that are marked in one commit, then sent one after another. A crash leaves so many uncertain at most."""


@dataclass(frozen=True)
class Link:
    """What the window may show of the network.

    ``online``: whether any destination is there, None until the first attempt; ``last_contact`` is the wall clock
    time, in seconds, when one last answered; ``waiting`` and ``held`` count submissions.
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


@dataclass(frozen=True)
class _Way:
    name: str
    destination: Destination
    pace: Pace

    @property
    def together(self) -> int:
        """How many are marked in one commit: many only where what may have arrived can simply be sent again."""
        return TOGETHER if self.name == COUNCIL else 1

    @property
    def deliver_together(self) -> Callable[[Sequence[Envelope]], Sequence[Outcome] | None] | None:
        """As the council's own API has it: no other destination takes many in one request."""
        return getattr(self.destination, "deliver_together", None)


@dataclass(frozen=True)
class _Batch:
    marked: int
    accepted: int
    stopped: bool


class Sync:
    """Owns the sending. At most one request for a submission is under way at any time, and to a destination AT_ONCE.

    ``destinations`` by the names under which the outbox keeps submissions for them; each has a pace of its own.
    ``clock`` gives wall clock seconds; ``uniform(low, high)`` is the randomness; ``wake`` is set by the outbox after
    a put, and waiting on it is the only waiting there is. ``listener`` is called with a Link, in the thread that
    sends, before the first submission and after each batch of them.
    """

    def __init__(
        self,
        outbox: Outbox,
        destinations: Mapping[str, Destination],
        *,
        clock: Callable[[], float],
        uniform: Callable[[float, float], float],
        wake: threading.Event,
        listener: Callable[[Link], object] = lambda _link: None,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._ways = [_Way(name, one, Pace(clock, uniform)) for name, one in destinations.items()]
        self._wake = wake
        self._listener = listener
        self._sending = threading.Lock()
        self._stopping = False
        # A daemon: a request under way never keeps the program from ending, and its mark makes that safe.
        self._thread = threading.Thread(target=self._loop, name="sync", daemon=True)

    def start(self) -> None:
        """Begin to send, in a thread."""
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something is sent just now, or a destination asked whether it is there."""
        return self._sending.locked()

    def stop(self, timeout: float = 5.0) -> None:
        """Send nothing more. Waits ``timeout`` seconds at most for a request under way, then leaves it."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def once(self) -> Delivered:
        """Send all that waits now, whatever its time, to each destination up to the first sign that it is away."""
        with self._sending:
            done = [self._drain(way, None) for way in self._ways]
            self._let_go()
            counts = self._outbox.counts().result()
        return Delivered(sum(d.sent for d in done), sum(d.of for d in done), counts.waiting, counts.held)

    def round(self, *, woken: bool = True) -> float:
        """One turn of the loop: send what is due, then say how many seconds to wait unless ``woken`` before."""
        with self._sending:
            pauses = [self._turn(way, woken=woken) for way in self._ways]
            self._let_go()
            self._outbox.purge().result()
            self._outbox.checkpoint().result()
            return min(pauses)

    def _turn(self, way: _Way, *, woken: bool) -> float:
        if quiet := way.pace.quiet(HORIZON, woken=woken):
            self._tell()
            return quiet
        if not self._drain(way, self._clock()).of:
            # Nothing to send: ask whether it is there, so that the window can say so before it matters.
            way.pace.looked(there=way.destination.reachable())
            self._tell()
        return self._pause(way)

    def _let_go(self) -> None:
        """Attachments that have arrived; one at a time, so that each fits on a disk that is full."""
        while self._outbox.let_go().result():
            pass

    def _loop(self) -> None:
        woken = True
        while not self._stopping:
            try:
                delay = self.round(woken=woken)
            except Exception as error:  # noqa: BLE001  # nothing may end the sending while the program runs
                delay = CAP
                self._stumbled(error)
            woken = self._wake.wait(delay)
            # Cleared before the outbox is looked at, so that no put and no stop goes unheard.
            self._wake.clear()

    def _stumbled(self, error: Exception) -> None:
        with contextlib.suppress(StoreError):  # the store is what failed, or it is closed
            self._outbox.note("stumbled", type(error).__name__).result()

    def _pause(self, way: _Way) -> float:
        next_at = self._outbox.next_due(way.name).result()
        if next_at is None:
            return LOOK
        # The delay is the destination's, not the item's: those behind a failed probe are due, and still have to wait.
        return min(max(next_at - self._clock(), way.pace.delay, 0.0), MAX_WAIT)

    def _drain(self, way: _Way, now: float | None) -> Delivered:
        self._outbox.recover().result()
        ids = self._outbox.due(now, way.name).result()
        sent = at = 0
        counts = self._tell()
        together = 1  # the first is the probe: nothing else is sent while the destination cannot take it
        while at < len(ids):
            batch = self._send(way, ids, at, together)
            at += batch.marked
            sent += batch.accepted
            counts = self._tell()
            if batch.stopped or self._stopping:
                break
            together = way.together
        return Delivered(sent, len(ids), counts.waiting, counts.held)

    def _tell(self) -> Counts:
        counts = self._outbox.counts().result()
        known = [way.pace.online for way in self._ways if way.pace.online is not None]
        contacts = [way.pace.last_contact for way in self._ways if way.pace.last_contact is not None]
        self._listener(
            Link(any(known) if known else None, max(contacts, default=None), counts.waiting, counts.held)
        )
        return counts

    def _send(self, way: _Way, ids: Sequence[str], at: int, together: int) -> _Batch:
        """Some of ``ids``, from ``at`` on; up to the first sign that the destination is away."""
        marked = self._outbox.mark_together(ids[at : at + together]).result()
        placed = [
            replace(found, sent=place, waiting=len(ids) - place - 1)
            for place, found in enumerate(marked, at)
            if found is not None
        ]
        sent = self._in_one(way, placed) or send_all(
            placed, partial(self._try, way), lambda: not self._stopping
        )
        arrived = [
            Proof(envelope.header.id, outcome.digest, outcome.remote_id)
            for envelope, outcome in sent.outcomes
            if isinstance(outcome, Accepted)
        ]
        self._accept(arrived)
        self._record(way, sent.outcomes)
        for done in [self._outbox.put_back(envelope) for envelope in sent.left]:
            done.result()
        return _Batch(len(marked), len(arrived), stopped=sent.away)

    def _in_one(self, way: _Way, envelopes: Sequence[Envelope]) -> Sent | None:
        """All of them in one request, where the destination takes that."""
        together = way.deliver_together
        if together is None or len(envelopes) <= 1 or any(envelope.unsent for envelope in envelopes):
            return None
        try:
            outcomes = together(envelopes)
        except Exception as error:  # noqa: BLE001  # as in _deliver
            outcomes = [Uncertain(type(error).__name__)] * len(envelopes)
        return None if outcomes is None else Sent(list(zip(envelopes, outcomes, strict=True)), ())

    def _accept(self, arrived: Sequence[Proof]) -> None:
        """All in one commit; when one is not believed, it alone is not recorded, and raises StoreError."""
        if len(arrived) > 1:
            with contextlib.suppress(StoreError):
                self._outbox.accepted_together(arrived).result()
                return
        for future in [self._outbox.accepted_together([one]) for one in arrived]:
            future.result()

    def _try(self, way: _Way, envelope: Envelope) -> Outcome:
        return self._send_parts(way, envelope) or self._deliver(way, envelope)

    def _send_parts(self, way: _Way, envelope: Envelope) -> Outcome | None:
        """The attachments, one by one; the outcome of the first that is not taken, None when the council has all."""
        id_ = envelope.header.id
        left = len(envelope.unsent)
        for gone, number in enumerate(envelope.unsent):
            part = self._outbox.part(id_, number).result()
            if part:
                part = replace(part, sent=envelope.sent + gone, waiting=envelope.waiting + left - gone)
            outcome = Held("damaged") if part is None else self._deliver(way, part)
            if not isinstance(outcome, Accepted):
                return outcome
            self._outbox.part_sent(id_, number, outcome.digest).result()
        return None

    def _deliver(self, way: _Way, envelope: Envelope) -> Outcome:
        try:
            return way.destination.deliver(envelope)
        except Exception as error:  # noqa: BLE001  # a fault of ours in sending must not end the thread or drop the item
            return Uncertain(type(error).__name__)

    def _record(self, way: _Way, outcomes: Sequence[tuple[Envelope, Outcome]]) -> None:
        """All but the acceptances, in one commit. What befell several at once is one failure of the destination."""
        tries = {
            outcome: self._next_try(way, outcome) for outcome in dict.fromkeys(one for _, one in outcomes)
        }
        recorded = [self._settle(envelope, outcome, tries[outcome]) for envelope, outcome in outcomes]
        for done in [one for futures in recorded for one in futures]:
            done.result()

    def _next_try(self, way: _Way, outcome: Outcome) -> float:
        """When those with this outcome are tried again, in wall clock seconds; 0 for never."""
        match outcome:
            case Accepted() | Held():
                way.pace.met()
                return 0.0
            case Retry(_, after, appointed):
                return way.pace.failed(after, unreached=outcome.unreached, appointed=appointed)
            case Incomplete():
                return way.pace.failed(None)
            case Uncertain(_, after):
                return way.pace.failed(after)
            case Paused(reason):
                self._outbox.note("paused", f"{way.name}: {reason}").result()
                return way.pace.failed(MAX_WAIT)

    def _settle(self, envelope: Envelope, outcome: Outcome, next_at: float) -> Sequence[Future[None]]:
        id_ = envelope.header.id
        match outcome:
            case Accepted():
                return ()
            case Held(reason):
                return (self._outbox.hold(id_, reason),)
            case Uncertain(reason):
                return (self._outbox.mark_uncertain(id_, reason, next_at),)
            case Incomplete(reason):
                return self._outbox.resend_parts(id_), self._later(envelope, reason, next_at)
            case Retry(reason) | Paused(reason):
                return (self._later(envelope, reason, next_at),)

    def _later(self, envelope: Envelope, reason: str, next_at: float) -> Future[None]:
        """It was not taken this time; what may have arrived before stays uncertain all the same."""
        settle = self._outbox.mark_uncertain if envelope.again else self._outbox.requeue
        return settle(envelope.header.id, reason, next_at)
