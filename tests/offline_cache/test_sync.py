import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from kiosk.errors import StoreError
from offline_cache.database import FILE
from offline_cache.delivery.outcome import NO_CONNECTION, Accepted, Held, Outcome, Paused, Retry, Uncertain
from offline_cache.outbox import HORIZON, Counts
from offline_cache.pace import BASE, CAP, MAX_WAIT, UNREACHED_CAP
from offline_cache.sealing import Envelope
from offline_cache.status import read_status
from offline_cache.sync import LOOK, Delivered, Link, Sync
from tests.offline_cache.rig import Kiosk, make_submission


@dataclass
class FakeDestination:
    """Answers by ``answer``; remembers the ids that it was asked to take."""

    answer: Callable[[Envelope], Outcome] = lambda envelope: Accepted(envelope.digest)
    asked: list[str] = field(default_factory=list)
    there: bool = True

    def reachable(self) -> bool:
        return self.there

    def deliver(self, envelope: Envelope) -> Outcome:
        self.asked.append(envelope.header.id)
        return self.answer(envelope)


@dataclass
class Rig:
    kiosk: Kiosk
    destination: FakeDestination = field(default_factory=FakeDestination)
    links: list[Link] = field(default_factory=list)
    ranges: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self):
        self.outbox = self.kiosk.open()
        self.sync = Sync(
            self.outbox,
            {"council": self.destination},
            clock=self.kiosk.clock,
            uniform=self.uniform,
            wake=self.kiosk.wake,
            listener=self.heard,
        )

    def uniform(self, low, high):
        self.ranges.append((low, high))
        return high

    def heard(self, link):
        self.links.append(link)

    def put(self, many=1, start=0):
        return [self.outbox.put(make_submission(start + n)).result().id for n in range(many)]


@pytest.fixture
def rig(tmp_path):
    made = Rig(Kiosk(tmp_path / "data"))
    yield made
    made.outbox.close()


def test_everything_that_waits_is_delivered(rig):
    ids = rig.put(3)
    assert rig.sync.once() == Delivered(sent=3, of=3, waiting=0, held=0)
    assert rig.destination.asked == ids
    assert rig.outbox.counts().result() == Counts(accepted=3)
    now = rig.kiosk.clock.now
    assert rig.links == [Link(None, None, 3, 0), Link(True, now, 2, 0), Link(True, now, 0, 0)]
    assert rig.sync.once() == Delivered(0, 0, 0, 0)


@pytest.mark.parametrize("outcome", [Retry("status 503"), Uncertain("cut off"), Paused("credential-refused")])
def test_the_first_is_a_probe_and_nothing_follows_it_when_it_fails(rig, outcome):
    rig.put(3)
    rig.destination.answer = lambda _: outcome
    assert rig.sync.once() == Delivered(sent=0, of=3, waiting=3, held=0)
    assert len(rig.destination.asked) == 1
    assert rig.links == [Link(None, None, 3, 0), Link(False, None, 3, 0)]


def test_a_refusal_for_good_holds_that_one_and_goes_on(rig):
    ids = rig.put(3)
    rig.destination.answer = lambda e: Held("other-bytes") if e.header.id == ids[0] else Accepted(e.digest)
    assert rig.sync.once() == Delivered(sent=2, of=3, waiting=0, held=1)
    assert read_status(rig.kiosk.folder).held[0].reason == "other-bytes"


def test_one_poison_item_cannot_stop_the_line(rig):
    """Invariant 8."""
    ids = rig.put(3)
    rig.destination.answer = lambda e: (
        Uncertain("status 500") if e.header.id == ids[0] else Accepted(e.digest)
    )
    assert rig.sync.once().sent == 0
    assert rig.sync.once().sent == 2
    assert rig.outbox.counts().result() == Counts(uncertain=1, accepted=2)


@pytest.mark.parametrize(("reason", "cap"), [("status 502", CAP), (NO_CONNECTION, UNREACHED_CAP)])
def test_the_wait_is_full_jitter_up_to_a_cap(rig, reason, cap):
    """Nobody there costs nobody anything, so that who is back is found soon."""
    rig.put()
    rig.destination.answer = lambda _: Retry(reason)
    waits = []
    for _ in range(9):
        waits.append(rig.sync.round())
        rig.kiosk.clock.now += waits[-1]
    assert rig.ranges[:3] == [(0.0, BASE), (0.0, BASE * 2), (0.0, BASE * 4)]
    assert waits[-1] == cap
    assert waits == [high for _, high in rig.ranges]
    rig.destination.answer = lambda e: Accepted(e.digest)
    rig.sync.round()
    rig.put(1, start=50)
    rig.destination.answer = lambda _: Retry("no connection")
    rig.sync.round()
    assert rig.ranges[-1] == (0.0, BASE)


def test_the_wait_is_the_kiosks_however_many_submissions_there_are(rig):
    rig.put(20)
    rig.destination.answer = lambda _: Retry("status 502")
    for round_ in range(1, 6):
        wait = rig.sync.round()
        assert wait == BASE * 2 ** (round_ - 1)
        assert len(rig.destination.asked) == round_
        rig.kiosk.clock.now += wait
    rig.destination.answer = lambda e: Accepted(e.digest)
    assert rig.sync.round() == LOOK
    assert rig.outbox.counts().result() == Counts(accepted=20)


def test_a_new_submission_is_tried_at_once_although_others_wait(rig):
    rig.put()
    rig.destination.answer = lambda _: Retry("no connection")
    rig.sync.round()
    (new,) = rig.put(1, start=10)
    rig.sync.round()
    assert rig.destination.asked[-1] == new


def test_retry_after_is_a_floor_with_a_spread_and_nothing_is_sent_before(rig):
    rig.put()
    rig.destination.answer = lambda _: Retry("busy", 40.0)
    assert rig.sync.round() == 80.0
    assert rig.ranges == [(0.0, 40.0)]
    rig.put(1, start=10)
    rig.kiosk.clock.now += 79
    rig.links.clear()
    assert rig.sync.round() == 1.0
    assert len(rig.destination.asked) == 1
    assert rig.links == [Link(False, None, 2, 0)]
    rig.kiosk.clock.now += 1
    rig.destination.answer = lambda e: Accepted(e.digest)
    rig.sync.round()
    assert rig.outbox.counts().result() == Counts(accepted=2)


def test_an_appointment_is_kept_to_the_second(rig):
    rig.put()
    rig.destination.answer = lambda _: Retry("busy", 40.0, appointed=True)
    assert rig.sync.round() == 41.0
    assert rig.ranges == [(0.0, 1.0)]


def test_the_council_is_told_how_many_went_before_and_how_many_follow(rig):
    places = []

    def taken(envelope):
        places.append((envelope.sent, envelope.waiting))
        return Accepted(envelope.digest)

    rig.put(4)
    rig.destination.answer = taken
    rig.sync.round()
    assert places == [(0, 3), (1, 2), (2, 1), (3, 0)]


def test_no_server_can_silence_a_kiosk_for_long(rig):
    rig.put()
    rig.destination.answer = lambda _: Retry("busy", 1e12)
    rig.sync.round()
    rig.kiosk.clock.now += HORIZON
    rig.sync.round()
    assert len(rig.destination.asked) == 2


def test_a_clock_put_back_does_not_silence_a_kiosk(rig):
    """Invariant 6."""
    rig.put()
    rig.destination.answer = lambda _: Retry("busy", 60.0)
    rig.sync.round()
    rig.kiosk.clock.now -= 10 * 365 * 86400
    assert rig.sync.round() <= HORIZON
    rig.kiosk.clock.now += HORIZON
    rig.sync.round()
    assert len(rig.destination.asked) == 2


def test_a_refused_credential_pauses_and_tells_the_staff(rig):
    rig.put(2)
    rig.destination.answer = lambda _: Paused("credential-refused")
    assert rig.sync.round() == MAX_WAIT
    assert [(e.kind, e.detail) for e in read_status(rig.kiosk.folder).events] == [
        ("paused", "council: credential-refused")
    ]
    assert rig.outbox.counts().result() == Counts(queued=2)
    rig.put(1, start=10)
    rig.sync.round()
    assert len(rig.destination.asked) == 1


def test_a_fault_of_ours_while_sending_leaves_the_item_uncertain(rig):
    rig.put()

    def stumble(_envelope):
        raise RuntimeError("Primrose was here")

    rig.destination.answer = stumble
    rig.sync.once()
    assert rig.outbox.counts().result() == Counts(uncertain=1)
    rig.destination.answer = lambda e: Accepted(e.digest)
    assert rig.sync.once().sent == 1


def test_a_destination_that_proves_other_bytes_is_not_believed(rig):
    rig.put()
    rig.destination.answer = lambda _: Accepted(b"\0" * 32)
    with pytest.raises(StoreError, match="other bytes"):
        rig.sync.once()
    rig.destination.answer = lambda e: Accepted(e.digest)
    assert rig.sync.once() == Delivered(1, 1, 0, 0)


def test_at_most_one_request_is_under_way(rig):
    """Invariant 4, whoever starts a sync."""
    rig.put(2)
    inside = threading.Lock()
    both = threading.Barrier(2)

    def alone(envelope):
        assert inside.acquire(blocking=False)
        inside.release()
        return Accepted(envelope.digest)

    rig.destination.answer = alone
    results = []

    def run():
        both.wait()
        results.append(rig.sync.once())

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.sent for result in results) == [0, 2]
    assert len(rig.destination.asked) == 2


def test_the_thread_sends_when_woken_and_stops_when_told(rig):
    delivered = threading.Event()
    sync = Sync(
        rig.outbox,
        {"council": rig.destination},
        clock=rig.kiosk.clock,
        uniform=rig.uniform,
        wake=rig.kiosk.wake,
        listener=lambda link: delivered.set() if rig.destination.asked and not link.waiting else None,
    )
    sync.start()
    rig.put()
    assert delivered.wait(30)
    sync.stop(30)
    assert not sync._thread.is_alive()
    assert rig.outbox.counts().result() == Counts(accepted=1)


class Bell(threading.Event):
    """Never waits: it calls ``rung`` and remembers for how long the sync wanted to wait."""

    def __init__(self, rung):
        super().__init__()
        self.waits = []
        self._rung = rung

    def wait(self, timeout=None):
        self.waits.append(timeout)
        self._rung(len(self.waits))
        return False


def test_the_thread_outlives_a_store_that_fails(rig):
    run = rig.kiosk.database.run

    def fail(*_args, **_kwargs):
        raise StoreError("The disk is full.")

    def rung(times):
        rig.kiosk.database.run = run
        sync._stopping = times == 2

    rig.kiosk.database.run = fail
    bell = Bell(rung)
    sync = Sync(
        rig.outbox, {"council": rig.destination}, clock=rig.kiosk.clock, uniform=rig.uniform, wake=bell
    )
    sync._loop()
    assert bell.waits == [CAP, LOOK]


def test_the_thread_outlives_a_listener_that_fails_and_tells_the_staff(rig):
    heard = []

    def listener(link):
        heard.append(link)
        if len(heard) == 1:
            raise LookupError("Primrose")

    def rung(times):
        sync._stopping = times == 2

    bell = Bell(rung)
    sync = Sync(
        rig.outbox,
        {"council": rig.destination},
        clock=rig.kiosk.clock,
        uniform=rig.uniform,
        wake=bell,
        listener=listener,
    )
    rig.put()
    sync._loop()
    assert bell.waits == [CAP, LOOK]
    assert [(e.kind, e.detail) for e in read_status(rig.kiosk.folder).events] == [("stumbled", "LookupError")]


def test_a_round_purges_what_is_past_its_retention(rig):
    rig.put()
    rig.sync.round()
    rig.kiosk.clock.now += 31 * 86400
    assert rig.sync.round() == LOOK
    assert rig.outbox.counts().result() == Counts(purged=1)


def test_a_round_copies_the_log_back_so_that_no_put_has_to(rig):
    (id_,) = rig.put()
    file = rig.kiosk.folder / FILE
    assert id_.encode() not in file.read_bytes()
    rig.sync.round()
    assert id_.encode() in file.read_bytes()


def test_with_nothing_to_send_it_looks_whether_the_council_is_there(rig):
    rig.destination.there = False
    assert rig.sync.round() == LOOK
    assert (rig.links[-1].online, rig.links[-1].last_contact) == (False, None)
    rig.destination.there = True
    assert rig.sync.round() == LOOK
    assert (rig.links[-1].online, rig.links[-1].last_contact) == (True, rig.kiosk.clock.now)
    assert rig.destination.asked == []
