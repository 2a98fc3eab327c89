"""Jobs that wait at the same time share one commit, and none can harm another."""

import sqlite3
import threading
from concurrent.futures import Future

import pytest
from sqlalchemy import exc, text
from sqlalchemy.event import listen

from kiosk.errors import StoreError
from offline_cache.connection import connect_read_only
from offline_cache.database import CLOSED, DISK_FAILED, DISK_FULL
from offline_cache.outbox import Counts, Receipt
from offline_cache.work import MOST
from tests.offline_cache.rig import Kiosk, make_submission
from tests.offline_cache.with_files import submission_with


class Rig:
    def __init__(self, folder):
        self.kiosk = Kiosk(folder)
        self.outbox = self.kiosk.open()
        self.database = self.kiosk.database
        self.commits = []
        listen(self.database._connection.engine, "commit", self.commits.append)
        self._gate = threading.Event()

    def hold(self):
        """From now on everything waits, until let go."""
        inside = threading.Event()

        def stand(_connection):
            inside.set()
            assert self._gate.wait(30)

        future = self.database.run(stand, alone=True)
        assert inside.wait(30)
        return future

    def let_go(self, *futures):
        """What became of each: its result or its exception."""
        self._gate.set()
        return [future.exception(30) or future.result() for future in futures]


@pytest.fixture
def rig(tmp_path):
    made = Rig(tmp_path / "data")
    yield made
    made.kiosk.database.close()


def put(rig, *numbers):
    return [rig.outbox.put(make_submission(number)) for number in numbers]


def test_puts_that_wait_share_one_commit(rig):
    held = rig.hold()
    futures = put(rig, *range(10))
    before = len(rig.commits)
    receipts = rig.let_go(held, *futures)[1:]
    assert all(isinstance(receipt, Receipt) for receipt in receipts)
    assert len(rig.commits) - before == 2, "the one that held them, and theirs"


def test_a_commit_is_for_so_many_at_most(rig):
    held = rig.hold()
    futures = [rig.database.run(lambda c: c.execute(text("SELECT 1")).scalar()) for _ in range(MOST + 1)]
    before = len(rig.commits)
    assert rig.let_go(held, *futures)[1:] == [1] * (MOST + 1)
    assert len(rig.commits) - before == 3


def test_a_receipt_is_there_only_after_the_commit_of_all(rig):
    """Invariant 1: each, when it is given, can be read by another program already."""
    held = rig.hold()
    seen = []

    def look(_future):
        other = connect_read_only(rig.database.path)
        seen.append(other.execute("SELECT count(*) FROM submission").fetchone()[0])
        other.close()

    futures = put(rig, *range(5))
    for future in futures:
        future.add_done_callback(look)
    rig.let_go(held, *futures)
    rig.outbox.counts().result()  # behind all that is told
    assert seen == [5] * 5


def test_a_job_that_raises_changes_nothing_and_harms_no_other(rig):
    def spoil(connection):
        connection.execute(text("INSERT INTO meta VALUES ('spoilt', 'yes')"))
        raise LookupError("ours")

    held = rig.hold()
    (first,) = put(rig, 1)
    bad = rig.database.run(spoil)
    (last,) = put(rig, 2)
    _, one, error, two = rig.let_go(held, first, bad, last)
    assert (type(one), type(error), type(two)) == (Receipt, LookupError, Receipt)
    assert rig.outbox.counts().result() == Counts(queued=2)
    query = "SELECT count(*) FROM meta WHERE name = 'spoilt'"
    assert rig.database.run(lambda c: c.exec_driver_sql(query).scalar()).result() == 0


def test_on_a_full_disk_those_that_fit_are_kept_and_told_and_no_others(rig):
    """Invariant 1, for a commit that many share."""
    pages = rig.database.run(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar()).result()
    rig.database.run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages + 8}").scalar()).result()
    held = rig.hold()
    answers = [make_submission(number, answer="x" * 9000) for number in range(6)]
    futures = [rig.outbox.put(one) for one in answers]
    told = rig.let_go(held, *futures)[1:]
    receipts = [one.reference for one in told if isinstance(one, Receipt)]
    assert 0 < len(receipts) < len(answers)
    assert {str(one) for one in told if not isinstance(one, Receipt)} == {DISK_FULL}
    query = "SELECT reference FROM submission ORDER BY seq"
    kept = rig.database.run(lambda c: c.exec_driver_sql(query).scalars().all()).result()
    assert kept == receipts


def test_a_disk_that_fails_fails_all_and_nothing_is_run_a_second_time(rig):
    runs = []

    def fail(_connection):
        runs.append(1)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        raise exc.OperationalError("COMMIT", None, error)

    held = rig.hold()
    (first,) = put(rig, 1)
    bad = rig.database.run(fail)
    told = rig.let_go(held, first, bad)[1:]
    assert [str(one) for one in told] == [DISK_FAILED] * 2
    assert runs == [1]
    assert put(rig, 2)[0].result().reference == make_submission(2).reference
    assert rig.outbox.counts().result() == Counts(queued=1)


def test_attachments_have_a_commit_of_their_own(rig):
    held = rig.hold()
    futures = [*put(rig, 1, 2), rig.outbox.put(submission_with(3)), *put(rig, 4, 5)]
    before = len(rig.commits)
    rig.let_go(held, *futures)
    assert len(rig.commits) - before == 3, "what stood, the four without, and the one with"


def test_what_nobody_waits_for_any_more_is_not_begun(rig):
    held = rig.hold()
    first, second = put(rig, 1, 2)
    assert first.cancel()
    rig.let_go(held, second)
    assert rig.outbox.counts().result() == Counts(queued=1)


def test_closing_waits_for_what_waits(rig):
    held = rig.hold()
    futures = put(rig, *range(5))
    closing: Future[None] = Future()
    thread = threading.Thread(target=lambda: closing.set_result(rig.outbox.close()))
    thread.start()
    rig.let_go(held, *futures)
    closing.result(30)
    thread.join()
    for _ in range(2):
        with pytest.raises(StoreError, match=CLOSED):
            rig.outbox.counts()
    assert rig.kiosk.open().counts().result() == Counts(queued=5)


def test_what_cannot_be_sealed_is_told_by_the_future(rig):
    error = rig.outbox.put(make_submission(1, answer="x" * (64 << 20))).exception(30)
    assert "too large" in str(error)
    assert rig.outbox.counts().result() == Counts()
