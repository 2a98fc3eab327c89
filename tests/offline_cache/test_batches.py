"""What waits goes to the council in batches: marked in one commit, sent over two lines, recorded in one commit."""

import threading
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen

from kiosk.destinations import COUNCIL
from kiosk.errors import StoreError
from offline_cache import sending
from offline_cache.delivery.outcome import AT_ONCE, Accepted, Held, Retry, Uncertain
from offline_cache.outbox import RETENTION, Counts
from offline_cache.status import TakenItem, read_status
from offline_cache.sync import TOGETHER, Delivered, Sync
from offline_cache.tables import attempt, submission
from tests.offline_cache.rig import Kiosk, make_submission
from tests.offline_cache.with_files import submission_with


class PulledPlug(BaseException):
    """The process ends here."""


class Rig:
    """``answer`` is asked with an envelope; ``marked`` has how many were marked at each asking."""

    def __init__(self, folder, name=COUNCIL):
        self.kiosk = Kiosk(folder)
        self.name = name
        self.answer = lambda envelope: Accepted(envelope.digest)
        self.asked = []
        self.marked = []
        self.start()

    def start(self):
        self.outbox = self.kiosk.open()
        self.sync = Sync(
            self.outbox,
            {self.name: self},
            clock=self.kiosk.clock,
            uniform=lambda _low, high: high,
            wake=threading.Event(),
        )

    def reachable(self):
        return True

    def deliver(self, envelope):
        self.marked.append(self.states()["sending"])
        self.asked.append(envelope.header.id)
        return self.answer(envelope)

    def put(self, many):
        return [self.outbox.put(make_submission(number)).result().id for number in range(many)]

    def rows(self, table=submission):
        return self.kiosk.database.run(lambda c: c.execute(select(table)).all()).result()

    def states(self):
        return Counter(row.state for row in self.rows())


@pytest.fixture
def rig(tmp_path):
    made = Rig(tmp_path / "data")
    yield made
    made.outbox.close()


def test_the_first_is_alone_and_those_behind_it_go_together(rig):
    ids = rig.put(TOGETHER + 3)
    commits = []
    listen(rig.kiosk.database._connection.engine, "commit", commits.append)
    rig.deliver = lambda envelope: (rig.asked.append(len(commits)), Accepted(envelope.digest))[1]
    assert rig.sync.once() == Delivered(sent=len(ids), of=len(ids), waiting=0, held=0)
    probe, *batch = rig.asked[: TOGETHER + 1]
    assert len(set(batch)) == 1, "no commit between the first of a batch and its last"
    assert batch[0] - probe == 3, "the probe is recorded, the counts are told, the batch is marked"


def test_every_one_of_a_batch_is_marked_before_its_first_byte(rig):
    rig.put(10)
    rig.sync.once()
    assert rig.marked == [1, *[9] * 9]


def test_at_most_one_request_for_a_submission_is_under_way_and_two_in_all(rig):
    """Invariant 4, over two lines: both are in use at once, and never for the same submission."""
    rig.put(TOGETHER + 1)
    both = threading.Barrier(AT_ONCE)
    under_way, most, lock = Counter(), [], threading.Lock()

    def deliver(envelope):
        with lock:
            under_way[envelope.header.id] += 1
            most.append((max(under_way.values()), under_way.total()))
        if len(most) > 1:
            both.wait(30)
        with lock:
            under_way[envelope.header.id] -= 1
        return Accepted(envelope.digest)

    rig.deliver = deliver
    assert rig.sync.once().sent == TOGETHER + 1
    assert max(most) == (1, AT_ONCE)


@pytest.mark.parametrize("outcome", [Retry("busy", 7.0), Uncertain("cut off")])
def test_what_was_not_begun_when_the_council_went_away_is_as_before(rig, outcome):
    ids = rig.put(6)
    rig.answer = lambda envelope: outcome if len(rig.asked) == 3 else Accepted(envelope.digest)
    assert rig.sync.once() == Delivered(sent=2, of=6, waiting=4, held=0)
    rows = {row.id: row for row in rig.rows()}
    assert [rows[id_].state for id_ in ids[3:]] == ["queued"] * 3
    assert [rows[id_].attempts for id_ in ids] == [1, 1, 1, 0, 0, 0]
    assert len(rig.rows(attempt)) == 3
    assert all(row.ended is not None for row in rig.rows(attempt))


def test_what_may_have_arrived_before_stays_uncertain_when_it_is_put_back(rig):
    ids = rig.put(3)
    for id_ in ids:
        rig.outbox.mark_sending(id_).result()
        rig.outbox.mark_uncertain(id_, "cut off", rig.kiosk.clock.now).result()
    rig.answer = lambda envelope: Uncertain("cut off") if len(rig.asked) == 2 else Accepted(envelope.digest)
    rig.sync.once()
    rows = {row.id: (row.state, row.attempts, row.reason) for row in rig.rows()}
    assert rows[ids[2]] == ("uncertain", 1, "cut off")


def test_a_crash_in_a_batch_sends_the_same_bytes_of_all_again(rig, tmp_path):
    """Invariant 10: what the council has is what was acknowledged, each once, though a batch was torn."""
    ids = rig.put(5)
    council = {}

    def answer(envelope):
        assert council.setdefault(envelope.header.id, envelope.data) == envelope.data
        if len(rig.asked) == 4:
            raise PulledPlug
        return Accepted(envelope.digest)

    rig.answer = answer
    with pytest.raises(PulledPlug):
        rig.sync.once()
    rig.outbox.close()
    rig.start()
    assert rig.outbox.counts().result() == Counts(accepted=1, uncertain=4)
    assert rig.sync.once() == Delivered(sent=4, of=4, waiting=0, held=0)
    assert sorted(council) == sorted(ids)


def test_one_that_is_held_does_not_stop_its_batch(rig):
    """Invariant 8."""
    ids = rig.put(5)
    rig.answer = lambda envelope: (
        Held("other-bytes") if envelope.header.id == ids[2] else Accepted(envelope.digest)
    )
    assert rig.sync.once() == Delivered(sent=4, of=5, waiting=0, held=1)


def test_a_false_proof_keeps_its_own_submission_and_no_other(rig):
    """Invariant 5: an envelope is let go only with a proof of its bytes."""
    ids = rig.put(5)
    rig.answer = lambda envelope: Accepted(b"\0" * 32 if envelope.header.id == ids[2] else envelope.digest)
    with pytest.raises(StoreError, match="other bytes"):
        rig.sync.once()
    rows = {row.id: row for row in rig.rows()}
    assert [rows[id_].envelope is None for id_ in ids] == [True, True, False, True, True]


def test_told_to_stop_it_puts_back_what_was_not_begun(rig):
    rig.put(6)

    def answer(envelope):
        rig.sync._stopping = len(rig.asked) == 3
        return Accepted(envelope.digest)

    rig.answer = answer
    assert rig.sync.once().sent == 3
    assert rig.states() == {"accepted": 3, "queued": 3}


def test_no_more_is_taken_into_memory_than_there_is_room_for(rig, monkeypatch):
    ids = rig.put(5)
    size = rig.rows()[0].size
    monkeypatch.setattr(sending, "ROOM", 2 * size)
    assert len(rig.outbox.mark_together(ids).result()) == 2
    monkeypatch.setattr(sending, "ROOM", 1)
    assert len(rig.outbox.mark_together(ids[2:]).result()) == 1
    assert rig.states() == {"sending": 3, "queued": 2}


def test_one_with_attachments_goes_alone(rig):
    first, last = rig.put(2)
    large = rig.outbox.put(submission_with(9)).result().id
    assert len(rig.outbox.mark_together([first, large, last]).result()) == 1
    assert len(rig.outbox.mark_together([large, last]).result()) == 1


def test_where_a_repeat_would_be_a_second_report_each_is_marked_by_itself(tmp_path):
    rig = Rig(tmp_path / "data", "street-crm")
    for number in range(4):
        rig.outbox.put(replace(make_submission(number), destination="street-crm")).result()
    assert rig.sync.once().sent == 4
    assert rig.marked == [1] * 4
    rig.outbox.close()


def test_what_a_destination_calls_it_is_kept_until_it_is_purged(rig):
    (id_,) = rig.put(1)
    rig.answer = lambda envelope: Accepted(envelope.digest, "SR-17")
    rig.sync.once()
    assert [row.remote_id for row in rig.rows()] == ["SR-17"]
    reference = make_submission(0).reference
    assert read_status(rig.kiosk.folder).taken == (TakenItem(reference, "SR-17", COUNCIL),)
    change = "UPDATE submission SET remote_id = 'SR-18'"
    with pytest.raises(StoreError):
        rig.kiosk.database.run(lambda c: c.exec_driver_sql(change)).result()
    rig.kiosk.clock.now += RETENTION + 1
    assert rig.outbox.purge().result() == 1
    assert [(row.id, row.remote_id) for row in rig.rows()] == [(id_, "")]
