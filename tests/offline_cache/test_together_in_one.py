"""What waits goes to a council that takes parcels in one request for each batch, and each is recorded by itself."""

from collections import Counter

import pytest
from sqlalchemy import select

from offline_cache.delivery.outcome import Accepted, Held, Paused, Retry, Uncertain
from offline_cache.events import event
from offline_cache.outbox import Counts
from offline_cache.sync import TOGETHER, Delivered
from offline_cache.tables import attempt
from tests.offline_cache.rig import make_submission
from tests.offline_cache.test_batches import PulledPlug, Rig
from tests.offline_cache.with_files import submission_with


class ParcelRig(Rig):
    """``parcels`` has the ids of each; ``say`` gives the outcomes of one."""

    def __init__(self, folder):
        self.parcels = []
        self.say = lambda envelopes: [Accepted(one.digest) for one in envelopes]
        super().__init__(folder)

    def deliver_together(self, envelopes):
        assert self.states()["sending"] == len(envelopes), "marked before the first byte"
        self.parcels.append([one.header.id for one in envelopes])
        return self.say(envelopes)

    def by_id(self):
        return {row.id: row for row in self.rows()}


@pytest.fixture
def rig(tmp_path):
    made = ParcelRig(tmp_path / "data")
    yield made
    made.outbox.close()


def test_the_first_is_alone_and_those_behind_it_go_in_parcels(rig):
    ids = rig.put(2 * TOGETHER + 3)
    assert rig.sync.once() == Delivered(sent=len(ids), of=len(ids), waiting=0, held=0)
    assert rig.asked == ids[:1]
    assert [len(one) for one in rig.parcels] == [TOGETHER, TOGETHER, 2]
    assert [id_ for one in rig.parcels for id_ in one] == ids[1:]


def test_the_council_is_told_how_many_went_before_and_how_many_follow(rig):
    rig.put(6)
    said = []
    rig.say = lambda envelopes: (
        said.append((envelopes[0].sent, envelopes[0].waiting)),
        [Accepted(one.digest) for one in envelopes],
    )[1]
    rig.sync.once()
    assert said == [(1, 4)]


def test_one_that_has_attachments_goes_by_itself(rig):
    rig.put(3)
    large = rig.outbox.put(submission_with(9)).result().id
    last = rig.outbox.put(make_submission(10)).result().id
    assert rig.sync.once().sent == 5
    assert [len(one) for one in rig.parcels] == [2]
    assert {large, last} <= set(rig.asked)


def test_each_outcome_is_recorded_and_is_one_failure_of_the_council(rig):
    """Invariants 5 and 8: one that is held stops no other, and a proof is for one alone."""
    ids = rig.put(7)
    outcomes = [Held("other-bytes"), Retry("too-much", 60.0, appointed=True), Uncertain("no answer")]
    rig.say = lambda envelopes: [
        *(Accepted(one.digest) for one in envelopes[:2]),
        *outcomes[:1],
        outcomes[1],
        outcomes[1],
        outcomes[2],
    ]
    assert rig.sync.once() == Delivered(sent=3, of=7, waiting=3, held=1)
    rows = rig.by_id()
    assert [rows[id_].state for id_ in ids] == ["accepted"] * 3 + ["held", "queued", "queued", "uncertain"]
    assert [rows[id_].envelope is None for id_ in ids] == [True] * 3 + [False] * 4
    assert len({rows[id_].next_at for id_ in ids[4:6]}) == 1
    assert rig.sync._ways[0].pace._failures == 1
    assert [row.outcome for row in rig.rows(attempt)].count("accepted") == 3
    assert all(row.ended is not None for row in rig.rows(attempt))


def test_a_cut_line_makes_all_of_them_uncertain_and_the_same_bytes_go_again(rig):
    ids = rig.put(4)
    council = {}

    def say(envelopes):
        for one in envelopes:
            assert council.setdefault(one.header.id, one.data) == one.data
        return (
            [Uncertain("cut off")] * 3 if len(rig.parcels) == 1 else [Accepted(o.digest) for o in envelopes]
        )

    rig.say = say
    assert rig.sync.once() == Delivered(sent=1, of=4, waiting=3, held=0)
    assert rig.outbox.counts().result() == Counts(accepted=1, uncertain=3)
    assert rig.sync._ways[0].pace._failures == 1
    assert rig.sync.once() == Delivered(sent=3, of=3, waiting=0, held=0)
    assert sorted(council) == sorted(ids[1:])


def test_an_older_council_is_sent_one_by_one_what_it_did_not_take_together(rig):
    ids = rig.put(TOGETHER + 4)
    rig.say = lambda envelopes: None
    assert rig.sync.once().sent == len(ids)
    assert sorted(rig.asked) == sorted(ids)
    assert {row.attempts for row in rig.rows()} == {1}


def test_a_refused_credential_is_noted_once(rig):
    rig.put(5)
    rig.say = lambda envelopes: [Paused("credential-refused")] * len(envelopes)
    rig.sync.once()
    assert Counter(row.state for row in rig.rows()) == {"accepted": 1, "queued": 4}
    notes = rig.kiosk.database.run(lambda c: c.execute(select(event)).all()).result()
    assert [row.kind for row in notes] == ["paused"]


def test_a_fault_of_ours_in_sending_leaves_all_uncertain(rig):
    rig.put(4)

    def say(_envelopes):
        raise RuntimeError("the parcel")

    rig.say = say
    assert rig.sync.once() == Delivered(sent=1, of=4, waiting=3, held=0)
    assert [row.reason for row in rig.rows()][1:] == ["RuntimeError"] * 3


def test_a_crash_with_a_parcel_on_its_way_sends_the_same_again(rig):
    """Invariant 10."""
    ids = rig.put(5)

    def say(_envelopes):
        raise PulledPlug

    rig.say = say
    with pytest.raises(PulledPlug):
        rig.sync.once()
    rig.outbox.close()
    rig.start()
    assert rig.outbox.counts().result() == Counts(accepted=1, uncertain=4)
    del rig.say
    rig.say = lambda envelopes: [Accepted(one.digest) for one in envelopes]
    assert rig.sync.once() == Delivered(sent=4, of=4, waiting=0, held=0)
    assert sorted(rig.parcels[-1] + [rig.asked[-1], rig.asked[0]]) == sorted(ids)
