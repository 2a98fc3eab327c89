"""One thread, several destinations: what is wrong with one is not the trouble of another."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from kiosk.errors import StoreError
from kiosk.own_key import DEVICE_KEY
from kiosk.staff import HeldItem
from offline_cache.delivery.outcome import Accepted, Held, Outcome, Paused, Retry, Uncertain
from offline_cache.migrations import m0001_submissions
from offline_cache.outbox import Counts
from offline_cache.pace import BASE, MAX_WAIT
from offline_cache.sealing import Envelope
from offline_cache.settings import Other, Settings
from offline_cache.status import read_status
from offline_cache.store import Store
from offline_cache.sync import LOOK, Delivered, Sync
from tests.offline_cache.elsewhere_rig import ELSEWHERE, SECRET, make_answers, make_settings
from tests.offline_cache.odk_server import Central
from tests.offline_cache.rig import Kiosk, make_private, make_submission, public_pem
from tests.offline_cache.servers import FakeServer, proof, reply


@dataclass
class FakeDestination:
    answer: Callable[[Envelope], Outcome] = lambda envelope: Accepted(envelope.digest)
    asked: list[Envelope] = field(default_factory=list)
    there: bool = True

    def reachable(self):
        return self.there

    def deliver(self, envelope):
        self.asked.append(envelope)
        return self.answer(envelope)


class Rig:
    def __init__(self, folder):
        self.kiosk = Kiosk(folder)
        self.outbox = self.kiosk.open()
        self.outbox._seal_elsewhere = ELSEWHERE.seal
        self.council, self.central = FakeDestination(), FakeDestination()
        self.links = []
        self.sync = Sync(
            self.outbox,
            {"council": self.council, "central": self.central},
            clock=self.kiosk.clock,
            uniform=lambda _low, high: high,
            wake=self.kiosk.wake,
            listener=self.links.append,
        )

    def put(self):
        """One for each destination."""
        self.outbox.put(make_submission(1)).result()
        self.outbox.put(make_answers(2)).result()


@pytest.fixture
def rig(tmp_path):
    made = Rig(tmp_path / "data")
    yield made
    made.outbox.close()


def test_each_goes_to_its_own(rig):
    rig.put()
    assert rig.sync.once() == Delivered(2, 2, 0, 0)
    assert [e.header.id for e in rig.council.asked] == [make_submission(1).id]
    assert [e.header.id for e in rig.central.asked] == [make_answers(2).id]


@pytest.mark.parametrize(
    "outcome", [Retry("no connection"), Uncertain("cut off"), Paused("credential refused")]
)
@pytest.mark.parametrize("down", ["council", "central"])
def test_one_that_is_down_or_refuses_does_not_stop_the_other(rig, down, outcome):
    rig.put()
    getattr(rig, down).answer = lambda _: outcome
    rig.sync.round()
    assert rig.outbox.counts().result().accepted == 1
    assert rig.links[-1].online
    rig.outbox.put(make_submission(3)).result()
    rig.outbox.put(make_answers(4)).result()
    rig.sync.round()
    assert rig.outbox.counts().result().accepted == 2


def test_a_refused_credential_pauses_its_own_destination_alone(rig):
    rig.put()
    rig.central.answer = lambda _: Paused("credential refused")
    assert rig.sync.round() == LOOK
    rig.outbox.put(make_answers(4)).result()
    rig.sync.round()
    assert len(rig.central.asked) == 1
    events = [(e.kind, e.detail) for e in read_status(rig.kiosk.folder).events]
    assert events == [("paused", "central: credential refused")]
    rig.central.answer = lambda e: Accepted(e.digest)
    rig.kiosk.clock.now += 2 * MAX_WAIT
    rig.sync.round()
    assert rig.outbox.counts().result() == Counts(accepted=3)


def test_the_wait_is_the_shortest_of_all(rig):
    rig.put()
    rig.central.answer = lambda _: Retry("busy", 40.0)
    rig.council.answer = lambda _: Retry("no connection")
    assert rig.sync.round() == BASE


def test_one_that_is_down_keeps_its_own_pace_while_others_are_looked_at(rig):
    rig.outbox.put(make_answers(2)).result()
    rig.outbox.put(make_answers(3)).result()
    rig.central.answer = lambda _: Retry("no connection")
    for failures in range(1, 6):
        rig.sync.round(woken=False)
        assert len(rig.central.asked) == failures
        for _ in range(3):  # the loop comes by for another destination
            assert rig.sync.round(woken=False) <= BASE * 2 ** (failures - 1)
        assert len(rig.central.asked) == failures
        rig.kiosk.clock.now += BASE * 2 ** (failures - 1)


@pytest.mark.parametrize("later", [Retry("no connection"), Paused("credential refused")])
def test_what_may_have_arrived_stays_uncertain_whatever_comes_after(rig, later):
    rig.put()
    rig.central.answer = lambda _: Uncertain("cut off")
    rig.sync.once()
    rig.central.answer = lambda _: later
    rig.sync.once()
    rig.sync.once()
    assert [e.again for e in rig.central.asked] == [False, True, True]
    assert rig.outbox.counts().result() == Counts(uncertain=1, accepted=1)


def test_a_destination_that_is_gone_from_the_settings_is_told_and_loses_nothing(tmp_path):
    with (
        FakeServer(lambda r: reply(201, b"{}", **proof(r.digest))) as council,
        FakeServer(Central()) as odk,
    ):
        settings = Settings(tmp_path, public_pem(make_private()), council.url, "t")
        both = replace(settings, others=(Other(make_settings(odk.url, auth="token"), SECRET),))
        store = Store.open(both, print)
        store.outbox.put(make_answers()).result()
        store.close()
        store = Store.open(settings, print)
        assert store.sync.once() == Delivered(0, 0, 1, 0)
        store.close()
        assert [e.kind for e in read_status(tmp_path).events] == ["no-destination"]
        store = Store.open(both, print)
        assert store.sync.once() == Delivered(1, 1, 0, 0)
        store.close()
    assert {r.headers.get("authorization") for r in odk.requests} == {f"Token {SECRET}"}
    assert SECRET not in repr(both)


def test_a_kiosk_that_sends_to_the_council_alone_makes_no_key_of_its_own(tmp_path):
    Store.open(Settings(tmp_path, public_pem(make_private()), "https://council.invalid", "t"), print).close()
    assert not (tmp_path / DEVICE_KEY.file).exists()


def test_answers_for_another_destination_are_on_disk_only_sealed(rig):
    rig.outbox.put(make_answers(answer="Canary-Winterbottom", files=[b"Canary-photo"])).result()
    rig.sync.round()
    rig.outbox.put(make_answers(3, answer="Canary-Winterbottom", files=[b"Canary-photo"])).result()
    for file in rig.kiosk.folder.rglob("*"):
        assert not file.is_file() or b"Canary" not in file.read_bytes(), file


def test_where_a_submission_goes_never_changes(rig):
    rig.put()
    with (
        sqlite3.connect(rig.kiosk.database.path) as other,
        pytest.raises(sqlite3.IntegrityError, match="never changes"),
    ):
        other.execute("UPDATE submission SET destination = 'fax'")
    other.close()


def test_what_waits_from_an_earlier_version_goes_to_the_council(tmp_path):
    kiosk = Kiosk(tmp_path / "data")
    kiosk.folder.mkdir()
    with sqlite3.connect(kiosk.folder / "outbox.sqlite") as old:
        m0001_submissions.apply(old)
        old.execute("PRAGMA user_version=1")
        old.execute(
            "INSERT INTO submission (id, reference, form_id, form_version, key_id, envelope, digest, size, state,"
            " created, next_at) VALUES ('i', 'r', 'f', '1', 'k', x'00', zeroblob(32), 1, 'queued', '', 0)"
        )
    old.close()
    outbox = kiosk.open()
    assert outbox.due().result() == ("i",)
    outbox.close()


def test_staff_release_what_is_held_and_nothing_else(rig):
    rig.put()
    rig.central.answer = lambda _: Held("closed")
    rig.sync.once()
    reference = make_answers(2).reference
    assert read_status(rig.kiosk.folder).held == (HeldItem(reference, "central", "closed"),)
    with pytest.raises(StoreError, match="is held"):
        rig.outbox.release(make_submission(1).reference).result()
    rig.outbox.release(reference).result()
    rig.central.answer = lambda e: Accepted(e.digest)
    assert rig.sync.once() == Delivered(1, 1, 0, 0)
    assert not rig.central.asked[-1].again
    assert ("released", reference) in [(e.kind, e.detail) for e in read_status(rig.kiosk.folder).events]
