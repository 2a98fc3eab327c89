import os
import resource
import shutil
import sqlite3
import stat

import pytest
from sqlalchemy import create_engine, inspect, select

from kiosk.errors import StoreError
from offline_cache import connection, migrations
from offline_cache.disk import Ballast, free_bytes
from offline_cache.migrations import VERSION
from offline_cache.tables import METADATA, event, meta, submission
from tests.offline_cache.rig import SMALL, Kiosk, make_submission


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path / "data")


def test_every_pragma_is_read_back_from_the_open_database(kiosk):
    outbox = kiosk.open()

    def look(open_connection):
        return {
            name: open_connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name, *_ in connection.PRAGMAS
        }

    found = kiosk.database.run(look).result()
    outbox.close()
    assert found == {name: expected for name, _, expected in connection.PRAGMAS}
    assert found["synchronous"] == 2
    assert found["journal_mode"] == "wal"


def test_a_pragma_that_does_not_take_is_named():
    in_memory = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(StoreError, match="journal_mode did not take"):
        connection.apply_pragmas(in_memory)
    in_memory.close()


def test_files_are_for_this_user_alone(kiosk):
    old = os.umask(0)
    try:
        outbox = kiosk.open()
        outbox.put(make_submission()).result()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in kiosk.folder.iterdir()}
    finally:
        os.umask(old)
    assert stat.S_IMODE(kiosk.folder.stat().st_mode) == 0o700
    assert {name: mode for name, mode in modes.items() if mode != 0o600} == {}
    outbox.close()


def test_a_transaction_takes_the_write_lock_before_it_reads(kiosk):
    outbox = kiosk.open()

    def other_writer(_connection):
        other = sqlite3.connect(kiosk.database.path, timeout=0, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
        finally:
            other.close()

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        kiosk.database.run(other_writer).result()
    outbox.close()


def test_a_job_that_raises_changes_nothing(kiosk):
    outbox = kiosk.open()

    def job(open_connection):
        open_connection.execute(meta.insert(), {"name": "half", "value": "done"})
        raise KeyError("stop")

    with pytest.raises(KeyError):
        kiosk.database.run(job).result()
    names = kiosk.database.run(lambda c: set(c.scalars(select(meta.c.name)))).result()
    outbox.close()
    assert names == {"epoch"}


def test_the_migrated_file_has_the_columns_that_the_tables_name(kiosk):
    kiosk.open().close()
    engine = create_engine(f"sqlite:///{kiosk.database.path}")
    found = {
        name: [column["name"] for column in inspect(engine).get_columns(name)]
        for name in inspect(engine).get_table_names()
    }
    engine.dispose()
    expected = {table.name: [column.name for column in table.columns] for table in METADATA.sorted_tables}
    assert found == expected


def test_a_second_opening_keeps_the_epoch_and_the_version(kiosk):
    def epoch(open_connection):
        return open_connection.scalar(select(meta.c.value).where(meta.c.name == "epoch"))

    kiosk.open()
    first = kiosk.database.run(epoch).result()
    kiosk.database.close()
    kiosk.open()
    second = kiosk.database.run(epoch).result()
    kiosk.database.close()
    assert first == second
    assert connection.schema_version(kiosk.database.path) == VERSION


def test_one_process_at_a_time(kiosk):
    outbox = kiosk.open()
    with pytest.raises(StoreError, match="Another kiosk program is using"):
        Kiosk(kiosk.folder).open()
    outbox.close()
    Kiosk(kiosk.folder).open().close()


def test_a_database_from_a_newer_version_is_refused_and_left_as_it_was(kiosk):
    kiosk.open().close()
    newer = sqlite3.connect(kiosk.database.path)
    newer.execute(f"PRAGMA user_version={VERSION + 1}")
    newer.commit()
    newer.close()
    before = kiosk.database.path.read_bytes()
    with pytest.raises(StoreError, match="newer version of Handrail"):
        kiosk.open()
    assert kiosk.database.path.read_bytes() == before
    assert list(kiosk.folder.glob("*broken*")) == []


@pytest.mark.parametrize("damage", ["no database", "torn page", "cut short"])
def test_a_broken_file_is_set_aside_and_a_new_queue_begins(kiosk, damage):
    outbox = kiosk.open()
    for number in range(40):
        outbox.put(make_submission(number)).result()
    old = kiosk.database.run(lambda c: c.scalar(select(meta.c.value))).result()
    outbox.close()
    path = kiosk.database.path
    whole = path.read_bytes()
    broken = {
        "no database": b"not a database at all " * 1000,
        "torn page": whole[:4096] + b"\xff" * 4096 * 8 + whole[4096 * 9 :],
        "cut short": whole[: len(whole) // 2],
    }[damage]
    path.write_bytes(broken)

    outbox = kiosk.open()
    aside = kiosk.database.set_aside
    assert aside is not None
    assert aside.read_bytes() == broken
    new, events = kiosk.database.run(
        lambda c: (c.scalar(select(meta.c.value)), c.execute(select(event.c.kind, event.c.detail)).all())
    ).result()
    assert new != old
    assert events == [("set-aside", aside.name)]
    outbox.put(make_submission()).result()
    assert outbox.counts().result().queued == 1
    outbox.close()


def test_two_broken_files_are_both_kept(kiosk):
    kiosk.open().close()
    asides = []
    for text in (b"first " * 200, b"second " * 200):
        kiosk.database.path.write_bytes(text)
        kiosk.open().close()
        asides.append(kiosk.database.set_aside)
    assert [path.read_bytes()[:6] for path in asides] == [b"first ", b"second"]


def test_damage_while_running_is_noticed_and_the_next_put_is_kept_in_a_new_file(kiosk):
    outbox = kiosk.open()
    for number in range(40):
        outbox.put(make_submission(number)).result()

    raw = kiosk.database.path
    checkpoint = sqlite3.connect(raw)
    checkpoint.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    checkpoint.close()
    size = raw.stat().st_size
    with raw.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    other = sqlite3.connect(raw)  # moves the log on, so that no cached page is trusted
    other.execute("PRAGMA user_version=1")
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="disk failed"):
        outbox.put(make_submission(99)).result()
    receipt = outbox.put(make_submission(100)).result()
    kept = kiosk.database.run(lambda c: c.scalars(select(submission.c.reference)).all()).result()
    outbox.close()
    assert kept == [receipt.reference]
    assert kiosk.database.set_aside is not None


def test_a_folder_that_cannot_be_made_is_one_plain_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used"):
        Kiosk(tmp_path / "file" / "data").open()


def test_a_database_that_is_closed_says_so(kiosk):
    outbox = kiosk.open()
    outbox.close()
    for late in (outbox.counts, outbox.checkpoint):
        with pytest.raises(StoreError, match="closed"):
            late()


def test_a_disk_that_fails_while_the_log_is_copied_back_loses_nothing(kiosk):
    outbox = kiosk.open()
    outbox.put(make_submission(1)).result()
    before = kiosk.database._connection
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))  # every write fails
    try:
        outbox.checkpoint().result()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    outbox.put(make_submission(2)).result()
    assert kiosk.database._connection is not before  # it was looked at afresh
    assert kiosk.database.set_aside is None
    assert outbox.counts().result().queued == 2
    outbox.close()


def test_a_log_that_cannot_be_copied_back_yet_is_kept_for_the_next_time(kiosk):
    outbox = kiosk.open()
    onlooker = connection.connect_read_only(kiosk.database.path)
    onlooker.execute("BEGIN")
    assert onlooker.execute("SELECT count(*) FROM submission").fetchone() == (0,)
    outbox.put(make_submission()).result()
    outbox.checkpoint().result()
    assert onlooker.execute("SELECT count(*) FROM submission").fetchone() == (0,)
    onlooker.close()
    assert outbox.counts().result().queued == 1
    outbox.close()


def test_a_file_copied_with_its_log_opens_with_everything(kiosk, tmp_path):
    outbox = kiosk.open()
    outbox.put(make_submission()).result()
    shutil.copytree(kiosk.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("lock"))
    outbox.close()
    copy = Kiosk(tmp_path / "copy").open()
    assert copy.counts().result().queued == 1
    copy.close()


def test_a_step_that_fails_halfway_leaves_the_file_as_it_was(kiosk, monkeypatch):
    def halfway(raw):
        raw.execute("CREATE TABLE more (n INTEGER)")
        raw.execute("INSERT INTO nowhere VALUES (1)")

    kiosk.open().close()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, halfway))
    monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
    with pytest.raises(StoreError, match="cannot be read or written"):
        kiosk.open()
    monkeypatch.undo()
    outbox = kiosk.open()
    names = kiosk.database.run(
        lambda c: set(c.exec_driver_sql("SELECT name FROM sqlite_schema").scalars())
    ).result()
    outbox.close()
    assert "more" not in names
    assert connection.schema_version(kiosk.database.path) == VERSION


def test_a_folder_in_place_of_the_file_is_one_plain_sentence(kiosk):
    (kiosk.folder / "outbox.sqlite").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be used"):
        kiosk.open()
    (kiosk.folder / "outbox.sqlite").rmdir()
    kiosk.open().close()  # the lock was let go


def test_the_ballast_is_there_again_at_the_next_start(kiosk):
    kiosk.open().close()
    ballast = Ballast(kiosk.folder / "ballast", SMALL)
    assert ballast.spend()
    assert not ballast.spend()
    kiosk.open().close()
    assert (kiosk.folder / "ballast").stat().st_size == SMALL


def test_no_ballast_is_taken_where_there_is_no_room_for_it(tmp_path):
    Ballast(tmp_path / "ballast", 1 << 60).fill()
    assert not (tmp_path / "ballast").exists()


def test_a_disk_that_does_not_answer_has_no_room(tmp_path):
    assert free_bytes(tmp_path) > 0
    assert free_bytes(tmp_path / "gone") == 0
