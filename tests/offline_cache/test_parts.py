"""Attachments in the outbox: all or nothing, sealed one by one, sent before their submission, let go after it."""

import hashlib
import sqlite3
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from kiosk.attachments.attachment import MAX_FILE, MAX_TOTAL
from kiosk.attachments.part import MAX_PART, PartHeader
from kiosk.errors import StoreError
from kiosk.submission import PAD
from offline_cache.connection import PRAGMAS
from offline_cache.database import FILE
from offline_cache.delivery.outcome import Accepted, Held, Incomplete, Retry, Uncertain
from offline_cache.disk import BALLAST, ROOM_TO_START, ROOM_TO_TAKE
from offline_cache.migrations import VERSION, m0001_submissions
from offline_cache.outbox import Counts
from offline_cache.sealing import seal, seal_parts
from offline_cache.sync import Delivered, Sync
from offline_cache.tables import part
from tests.offline_cache.rig import Kiosk, make_private, make_submission, public_of, unseal
from tests.offline_cache.with_files import CANARY, SUITE, submission_with, unseal_part

PRIVATE = make_private()
KEY = public_of(PRIVATE)


class FakeCouncil:
    """Takes attachments and then submissions; ``script`` has outcomes to give first, in place of taking."""

    def __init__(self):
        self.script = []
        self.parts = {}
        self.rows = {}
        self.asked = []

    def reachable(self):
        return True

    def deliver(self, envelope):
        header = envelope.header
        number = int(header.number) if isinstance(header, PartHeader) else 0
        self.asked.append(number)
        if self.script and (outcome := self.script.pop(0)) is not None:
            return outcome
        if number:
            assert self.parts.setdefault((header.id, number), envelope.data) == envelope.data
            return Accepted(envelope.digest)
        listed = unseal(envelope.data, PRIVATE).attachments
        there = [self.parts.get((header.id, n)) for n in range(1, len(listed) + 1)]
        if None in there:
            return Incomplete("attachments-missing")
        assert [unseal_part(data, PRIVATE)[1] for data in there] == list(listed)
        self.rows[header.id] = envelope.data
        return Accepted(envelope.digest)


class Rig:
    def __init__(self, folder):
        self.kiosk = Kiosk(folder)
        self.council = FakeCouncil()
        self.open()

    def open(self):
        self.outbox = self.kiosk.open()
        self.sync = Sync(
            self.outbox,
            {"council": self.council},
            clock=self.kiosk.clock,
            uniform=lambda low, high: high,
            wake=self.kiosk.wake,
        )

    def again(self):
        self.outbox.close()
        self.open()

    def parts(self):
        rows = self.kiosk.database.run(lambda c: c.execute(select(part).order_by(part.c.seq)).all())
        return rows.result()


@pytest.fixture
def rig(tmp_path):
    made = Rig(tmp_path / "data")
    yield made
    made.outbox.close()


def test_attachments_go_first_and_then_the_submission(rig):
    sent = submission_with()
    rig.outbox.put(sent).result()
    assert rig.sync.once() == Delivered(sent=1, of=1, waiting=0, held=0)
    assert rig.council.asked == [1, 2, 0]
    opened = [unseal_part(rig.council.parts[sent.id, n], PRIVATE) for n in (1, 2)]
    assert tuple(data for _, _, data in opened) == sent.files
    assert unseal(rig.council.rows[sent.id], PRIVATE).attachments == sent.attachments


def test_they_are_let_go_when_the_council_has_all(rig):
    rig.outbox.put(submission_with()).result()
    assert len(rig.parts()) == 2
    rig.sync.once()
    assert rig.parts() == []


def test_one_that_failed_is_where_the_next_attempt_goes_on(rig):
    rig.outbox.put(submission_with(1, 10, 20, 30)).result()
    rig.council.script = [None, Uncertain("cut off")]
    rig.sync.once()
    assert rig.council.asked == [1, 2]
    rig.again()
    rig.sync.once()
    assert rig.council.asked == [1, 2, 2, 3, 0]


def test_every_attempt_sends_the_same_bytes(rig):
    """FakeCouncil.deliver holds it; a lost answer is a repeat."""
    rig.outbox.put(submission_with()).result()
    before = {row.number: row.digest for row in rig.parts()}
    rig.council.script = [Uncertain("cut off"), Uncertain("cut off")]
    rig.sync.once()
    rig.sync.once()
    rig.sync.once()
    taken = {number: hashlib.sha256(data).digest() for (_, number), data in rig.council.parts.items()}
    assert taken == before


def test_a_council_that_lost_them_gets_all_of_them_again(rig):
    sent = submission_with()
    rig.outbox.put(sent).result()
    rig.council.script = [None, None, Uncertain("cut off")]
    rig.sync.once()
    rig.council.parts.clear()
    assert rig.sync.once().waiting == 1
    assert rig.council.asked == [1, 2, 0, 0]
    assert rig.sync.once().sent == 1
    assert rig.council.asked == [1, 2, 0, 0, 1, 2, 0]


def test_an_attachment_that_is_refused_holds_the_whole_and_not_the_line(rig):
    rig.outbox.put(submission_with(1)).result()
    rig.outbox.put(make_submission(2)).result()
    rig.council.script = [Held("not-an-attachment")]
    assert rig.sync.once() == Delivered(sent=1, of=2, waiting=0, held=1)
    assert len(rig.parts()) == 2, "kept for staff"


def test_a_council_that_is_away_is_asked_once(rig):
    rig.outbox.put(submission_with(1)).result()
    rig.outbox.put(submission_with(2)).result()
    rig.council.script = [Retry("no connection")]
    rig.sync.once()
    assert rig.council.asked == [1]


def test_an_attachment_damaged_on_the_disk_is_held_and_nothing_false_is_sent(rig):
    rig.outbox.put(submission_with()).result()

    def spoil(connection):
        connection.exec_driver_sql("DROP TRIGGER part_identity")
        connection.exec_driver_sql("UPDATE part SET envelope = zeroblob(10) WHERE number = 2")

    rig.kiosk.database.run(spoil).result()
    assert rig.sync.once().held == 1
    assert rig.council.asked == [1]


def test_other_bytes_proved_are_not_believed(rig):
    rig.outbox.put(submission_with()).result()
    rig.council.script = [Accepted(bytes(32))]
    with pytest.raises(StoreError, match="confirmed other bytes"):
        rig.sync.once()
    assert [row.sent for row in rig.parts()] == [0, 0]
    assert rig.sync.once().sent == 1


def test_the_same_submission_again_keeps_the_first_and_doubles_nothing(rig):
    sent = submission_with()
    first = rig.outbox.put(sent).result()
    assert rig.outbox.put(sent).result() == first
    assert len(rig.parts()) == 2


def test_a_reference_that_is_taken_keeps_nothing(rig):
    one = submission_with(1)
    rig.outbox.put(one).result()
    rig.outbox.put(replace(submission_with(2), reference=one.reference)).result()
    assert len(rig.parts()) == 2


def test_no_room_for_all_of_it_keeps_none_of_it(rig):
    sent = submission_with(1, 1_000_000)
    rig.kiosk.room = ROOM_TO_TAKE + 1_500_000
    with pytest.raises(StoreError, match="no room left"):
        rig.outbox.put(sent).result()
    assert rig.outbox.counts().result() == Counts()
    rig.kiosk.room = ROOM_TO_TAKE + 2_100_000
    rig.outbox.put(sent).result()


def test_a_form_that_could_be_begun_can_be_sent_with_all_that_it_may_hold():
    assert ROOM_TO_START >= ROOM_TO_TAKE + 2 * MAX_TOTAL
    page = 4096
    log = {name: value for name, value, _ in PRAGMAS}["wal_autocheckpoint"] * page
    assert MAX_PART + page < BALLAST
    assert log < BALLAST


def test_a_full_database_keeps_all_or_nothing(rig):
    rig.outbox.put(make_submission(5)).result()
    rig.kiosk.database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 60")).result()
    with pytest.raises(StoreError, match="no room left"):
        rig.outbox.put(submission_with(1, 1_000, 500_000)).result()
    assert rig.parts() == []
    assert rig.outbox.counts().result() == Counts(queued=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE part SET envelope = x'00'",
        "UPDATE part SET number = 9",
        "UPDATE part SET digest = zeroblob(32)",
        "UPDATE submission SET parts = 0",
        "DELETE FROM part",
    ],
)
def test_the_database_itself_keeps_what_was_taken(rig, statement):
    """Invariants 3 and 5, for attachments."""
    rig.outbox.put(submission_with()).result()
    with pytest.raises(StoreError):
        rig.kiosk.database.run(lambda c: c.exec_driver_sql(statement)).result()
    rig.again()
    assert rig.sync.once().sent == 1


def test_nothing_of_a_file_is_readable_on_the_disk(rig):
    """Promise 2: not before, while and after it is sent."""
    folder = rig.kiosk.folder

    def found():
        return [path for path in folder.rglob("*") if path.is_file() and CANARY in path.read_bytes()]

    sent = submission_with()
    rig.outbox.put(sent).result()
    assert found() == []
    rig.sync.once()
    rig.outbox.checkpoint().result()
    assert found() == []


# The seal


def test_each_is_sealed_by_itself_and_padded():
    sent = submission_with(1, 10, 11, 5_000)
    sealed = seal_parts(sent, KEY)
    assert len({one.data for one in sealed}) == 3
    assert len(sealed[0].data) == len(sealed[1].data), "a size tells little"
    assert len(sealed[2].data) - len(sealed[0].data) in {4 * PAD, 5 * PAD}


@pytest.mark.parametrize(
    "change",
    [
        {"id": "00000000-0000-4000-8000-000000000000"},
        {"form_id": "x"},
        {"form_version": "x"},
        {"key_id": "x"},
        {"number": "2"},
        {"count": "1"},
    ],
)
def test_the_seal_binds_all_that_the_header_says(change):
    header, _ = PartHeader.of(seal_parts(submission_with(), KEY)[0].data)
    _, sealed = PartHeader.of(seal_parts(submission_with(), KEY)[0].data)
    assert unseal_part(header.line() + b"\n" + sealed, PRIVATE)
    with pytest.raises(InvalidTag):
        SUITE.decrypt(sealed, PRIVATE, info=replace(header, **change).info)


def test_a_submission_without_attachments_is_as_it_always_was():
    plain = make_submission()
    assert b"attachments" not in plain.plaintext()
    assert seal_parts(plain, KEY) == ()
    assert seal(plain, KEY).unsent == ()


def test_the_largest_file_fits_its_envelope():
    (sealed,) = seal_parts(submission_with(1, MAX_FILE - len(CANARY)), KEY)
    assert len(sealed.data) <= MAX_PART


# Earlier versions


def test_an_outbox_of_the_first_version_opens_and_what_waits_in_it_arrives(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    old = sqlite3.connect(folder / FILE, isolation_level=None)
    m0001_submissions.apply(old)
    old.execute("PRAGMA user_version=1")
    waits = make_submission(3)
    envelope = seal(waits, KEY)
    old.execute(
        "INSERT INTO submission (id, reference, form_id, form_version, key_id, envelope, digest, size, state,"
        " created, next_at) VALUES (?, ?, 'f', '1', ?, ?, ?, ?, 'queued', '2026-01-01', 0)",
        (waits.id, waits.reference, KEY.key_id, envelope.data, envelope.digest, len(envelope.data)),
    )
    old.close()
    rig = Rig(folder)
    rig.outbox.put(submission_with(4)).result()
    assert rig.sync.once() == Delivered(sent=2, of=2, waiting=0, held=0)
    assert rig.council.rows[waits.id] == envelope.data
    rig.outbox.close()
    again = sqlite3.connect(folder / FILE)
    assert again.execute("PRAGMA user_version").fetchone() == (VERSION,)
    again.close()
