import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from kiosk.errors import StoreError
from kiosk.staff import HeldItem
from offline_cache.disk import ROOM_TO_START, ROOM_TO_TAKE
from offline_cache.outbox import HORIZON, RETENTION, Counts, Receipt, ReferenceTaken
from offline_cache.status import Event, Status, read_status
from offline_cache.tables import attempt, submission
from tests.offline_cache.rig import ANSWER, Kiosk, make_submission, unseal


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path / "data")


@pytest.fixture
def outbox(kiosk):
    box = kiosk.open()
    yield box
    box.close()


def sql(kiosk, statement, **values):
    """Run one statement as a hand that does not know the rules."""
    return kiosk.database.run(lambda c: c.execute(text(statement), values).rowcount).result()


def row(kiosk, id_):
    return kiosk.database.run(
        lambda c: c.execute(select(submission).where(submission.c.id == id_)).one()
    ).result()


def put_many(outbox, many, answer):
    for number in range(100, 100 + many):
        outbox.put(make_submission(number, answer=answer)).result()


def send(outbox, id_):
    envelope = outbox.mark_sending(id_).result()
    assert envelope is not None
    return envelope


def test_a_receipt_means_that_the_row_is_in_the_file(kiosk, outbox):
    """Invariant 1. That it stays there through kills, cuts and full disks is in tests/faults."""
    answers = make_submission()
    receipt = outbox.put(answers).result()
    assert receipt == Receipt(answers.reference, answers.id)
    other = sqlite3.connect(f"file:{kiosk.database.path}?mode=ro", uri=True)
    (data,) = other.execute(
        "SELECT envelope FROM submission WHERE reference=?", (receipt.reference,)
    ).fetchone()
    other.close()
    assert unseal(data, kiosk.private) == answers


def test_a_put_wakes_the_sync(kiosk, outbox):
    assert not kiosk.wake.is_set()
    outbox.put(make_submission()).result()
    assert kiosk.wake.wait(5)


def test_a_reference_that_is_taken_is_a_plain_value_and_keeps_nothing(outbox):
    first = make_submission(1)
    outbox.put(first).result()
    second = make_submission(2, reference=first.reference)
    assert outbox.put(second).result() == ReferenceTaken(first.reference)
    assert outbox.counts().result() == Counts(queued=1)
    again = replace(second, reference=make_submission(3).reference)
    assert outbox.put(again).result() == Receipt(again.reference, again.id)


def test_putting_the_same_submission_twice_keeps_the_first(kiosk, outbox):
    answers = make_submission()
    first = outbox.put(answers).result()
    digest = row(kiosk, answers.id).digest
    assert outbox.put(answers).result() == first
    assert row(kiosk, answers.id).digest == digest
    assert outbox.counts().result() == Counts(queued=1)


def test_every_attempt_sends_the_same_bytes(outbox, kiosk):
    answers = make_submission()
    outbox.put(answers).result()
    sent = []
    for _ in range(3):
        sent.append(send(outbox, answers.id).data)
        outbox.mark_uncertain(answers.id, "cut off", kiosk.clock.now).result()
    assert len(set(sent)) == 1


def test_the_mark_is_committed_before_sending(outbox, kiosk):
    answers = make_submission()
    outbox.put(answers).result()
    send(outbox, answers.id)
    marked = row(kiosk, answers.id)
    assert (marked.state, marked.attempts) == ("sending", 1)
    with pytest.raises(StoreError, match="is sending, so it is not sent"):
        outbox.mark_sending(answers.id).result()


def test_acceptance_needs_the_digest_and_lets_the_envelope_go(outbox, kiosk):
    """Invariant 5."""
    answers = make_submission()
    outbox.put(answers).result()
    envelope = send(outbox, answers.id)
    with pytest.raises(StoreError, match="other bytes than ours"):
        outbox.accepted(answers.id, b"\0" * 32).result()
    assert row(kiosk, answers.id).state == "sending"
    outbox.accepted(answers.id, envelope.digest).result()
    done = row(kiosk, answers.id)
    assert (done.state, done.envelope, done.digest) == ("accepted", None, envelope.digest)


def test_acceptance_needs_an_attempt(outbox, kiosk):
    answers = make_submission()
    outbox.put(answers).result()
    with pytest.raises(StoreError, match="another state"):
        outbox.accepted(answers.id, row(kiosk, answers.id).digest).result()
    assert row(kiosk, answers.id).envelope is not None


def test_what_was_on_its_way_at_a_crash_is_uncertain_after_the_start(kiosk):
    outbox = kiosk.open()
    answers = make_submission()
    outbox.put(answers).result()
    send(outbox, answers.id)
    outbox.close()
    outbox = kiosk.open()
    assert outbox.counts().result() == Counts(uncertain=1)
    attempts = kiosk.database.run(
        lambda c: c.execute(select(attempt.c.outcome, attempt.c.reason)).all()
    ).result()
    assert attempts == [("uncertain", "stopped")]
    assert outbox.due(kiosk.clock.now).result() == (answers.id,)
    outbox.close()


def test_held_is_kept_and_can_be_released(outbox, kiosk):
    answers = make_submission()
    outbox.put(answers).result()
    send(outbox, answers.id)
    outbox.hold(answers.id, "other-bytes").result()
    assert outbox.due().result() == ()
    assert read_status(kiosk.folder) == Status(
        Counts(held=1),
        None,
        (HeldItem(answers.reference, "council", "other-bytes"),),
        (Event(kiosk.clock.now, "held", f"{answers.reference} other-bytes"),),
    )
    outbox.requeue(answers.id, "released", kiosk.clock.now).result()
    assert outbox.due().result() == (answers.id,)


def test_the_fewest_attempts_go_first_then_the_oldest(outbox, kiosk):
    ids = [outbox.put(make_submission(number)).result().id for number in range(3)]
    send(outbox, ids[0])
    outbox.requeue(ids[0], "status 503", kiosk.clock.now).result()
    assert outbox.due(kiosk.clock.now).result() == (ids[1], ids[2], ids[0])


def test_what_is_not_due_waits_but_a_clock_put_back_does_not_silence_it(outbox, kiosk):
    """Invariant 6."""
    answers = make_submission()
    outbox.put(answers).result()
    send(outbox, answers.id)
    outbox.requeue(answers.id, "status 503", kiosk.clock.now + 60).result()
    assert outbox.due(kiosk.clock.now).result() == ()
    assert outbox.next_due().result() == kiosk.clock.now + 60
    assert outbox.due(kiosk.clock.now + 60).result() == (answers.id,)
    assert outbox.due(kiosk.clock.now - HORIZON).result() == (answers.id,)


def test_purging_blanks_all_but_the_reference_and_the_digest(outbox, kiosk):
    answers = make_submission()
    outbox.put(answers).result()
    outbox.accepted(answers.id, send(outbox, answers.id).digest).result()
    kiosk.clock.now += RETENTION - 1
    assert outbox.purge().result() == 0
    kiosk.clock.now += 1
    assert outbox.purge().result() == 1
    left = row(kiosk, answers.id)
    assert (left.state, left.reference, left.form_id, left.form_version, left.created) == (
        "purged",
        answers.reference,
        "",
        "",
        "",
    )
    assert kiosk.database.run(lambda c: c.execute(select(attempt)).all()).result() == []
    assert outbox.counts().result() == Counts(purged=1)


@pytest.mark.parametrize(
    "change",
    [
        "id='x'",
        "reference='x'",
        "digest=zeroblob(32)",
        "size=1",
        "key_id='x'",
        "envelope=zeroblob(10)",
        "envelope=NULL",
        "envelope=NULL, state='accepted'",
        "state='purged'",
        "state='lost'",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_put(outbox, kiosk, change):
    """Invariants 3 and 5."""
    outbox.put(make_submission()).result()
    before = row(kiosk, make_submission().id)
    with pytest.raises(StoreError) as caught:
        sql(kiosk, f"UPDATE submission SET {change}")
    assert isinstance(caught.value.__cause__, IntegrityError)
    assert row(kiosk, before.id) == before


def test_the_database_itself_refuses_to_delete(outbox, kiosk):
    outbox.put(make_submission()).result()
    with pytest.raises(StoreError):
        sql(kiosk, "DELETE FROM submission")
    assert outbox.counts().result() == Counts(queued=1)


@pytest.mark.parametrize("state", ["queued", "uncertain", "held", "sending"])
def test_what_was_accepted_never_comes_back(outbox, kiosk, state):
    answers = make_submission()
    outbox.put(answers).result()
    outbox.accepted(answers.id, send(outbox, answers.id).digest).result()
    with pytest.raises(StoreError):
        sql(kiosk, "UPDATE submission SET state=:state", state=state)
    with pytest.raises(StoreError):
        outbox.requeue(answers.id, "again", 0.0).result()


@pytest.mark.parametrize("rotten", ["substr(envelope, 1, size - 1) || x'00'", "x'00'"])
def test_stored_bytes_that_rotted_are_held_and_not_sent(outbox, kiosk, rotten):
    answers = make_submission()
    outbox.put(answers).result()
    sql(kiosk, "DROP TRIGGER submission_envelope")
    sql(kiosk, f"UPDATE submission SET envelope=CAST({rotten} AS BLOB)")
    assert outbox.mark_sending(answers.id).result() is None
    assert outbox.counts().result() == Counts(held=1)
    assert read_status(kiosk.folder).held == (HeldItem(answers.reference, "council", "damaged"),)


def test_a_full_database_keeps_nothing_of_the_new_and_all_of_the_old(outbox, kiosk):
    """Invariants 1 and 7."""
    kept = outbox.put(make_submission(1)).result()
    pages = kiosk.database.run(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar()).result()
    kiosk.database.run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}")).result()
    with pytest.raises(StoreError, match="no room left"):
        put_many(outbox, 50, "x" * 5000)
    references = kiosk.database.run(lambda c: c.scalars(select(submission.c.reference)).all()).result()
    assert kept.reference in references
    assert outbox.counts().result().queued == len(references)
    kiosk.database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1000000")).result()
    assert isinstance(outbox.put(make_submission(2)).result(), Receipt)


def test_little_room_refuses_new_work_before_the_form_and_before_the_put(outbox, kiosk):
    """Invariant 7."""
    assert outbox.has_room()
    kiosk.room = ROOM_TO_START - 1
    assert not outbox.has_room()
    assert isinstance(outbox.put(make_submission(1)).result(), Receipt)
    kiosk.room = ROOM_TO_TAKE - 1
    with pytest.raises(StoreError, match="no room left"):
        outbox.put(make_submission(2)).result()
    assert outbox.counts().result() == Counts(queued=1)


def test_an_unknown_id_is_refused(outbox):
    with pytest.raises(StoreError, match="no such submission"):
        outbox.mark_sending(make_submission().id).result()


def test_no_word_of_an_answer_is_on_the_disk_in_any_state(kiosk):
    """Invariant 2. tests/security looks through all that a kiosk writes."""
    outbox = kiosk.open()

    def found():
        return [path.name for path in kiosk.folder.rglob("*") if path.is_file() and holds(path.read_bytes())]

    def holds(data):
        return any(ANSWER.encode(code) in data for code in ("utf-8", "utf-16-le", "utf-32-le"))

    assert holds(make_submission().plaintext())
    for number in range(5):
        outbox.put(make_submission(number)).result()
        assert found() == []
    id_ = make_submission(1).id
    outbox.accepted(id_, send(outbox, id_).digest).result()
    assert found() == []
    outbox.close()
    assert found() == []


def test_no_word_of_an_answer_is_in_an_error(outbox, kiosk):
    kiosk.database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1")).result()
    with pytest.raises(StoreError) as caught:
        put_many(outbox, 50, ANSWER * 200)
    error = caught.value
    while error is not None:
        assert ANSWER not in f"{error!r} {error}"
        error = error.__cause__ or error.__context__


def test_status_of_a_kiosk_that_never_ran_is_empty(tmp_path):
    assert read_status(tmp_path) == Status(Counts(), None, (), ())


def test_status_looks_on_without_a_lock_or_a_change(outbox, kiosk):
    outbox.put(make_submission()).result()
    before = contents(kiosk.folder)
    status = read_status(kiosk.folder)
    assert (status.counts, status.oldest) == (Counts(queued=1), make_submission().created.isoformat())
    assert contents(kiosk.folder) == before


def contents(folder):
    """Every file but SQLite's shared index, which readers mark themselves in."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


def test_status_of_a_broken_file_is_one_plain_sentence(tmp_path):
    (tmp_path / "outbox.sqlite").write_bytes(b"not a database " * 500)
    with pytest.raises(StoreError, match="cannot be read"):
        read_status(tmp_path)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_reference_is_never_given_for_a_file_that_is_gone(tmp_path, replaced):
    kiosk = Kiosk(tmp_path)
    outbox = kiosk.open()
    kept = outbox.put(make_submission(1)).result()
    assert outbox.has_room()
    path = kiosk.database.path
    path.rename(path.with_name("elsewhere"))
    if replaced:
        path.write_bytes(b"")
    assert not outbox.has_room()
    with pytest.raises(StoreError, match="moved or deleted"):
        outbox.put(make_submission(2)).result()
    assert outbox.due().result() == (kept.id,), "what waits can still be sent"
    outbox.close()
