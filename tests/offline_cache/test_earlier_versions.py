"""A database from any version that was released opens, and all that waits in it arrives as it was sealed.

``released/version_N.sql`` is one with a submission in each state, as that version left it. A new step in the migrations
needs the next of these files; those that are there never change.
"""

import hashlib
import sqlite3
import threading
from pathlib import Path

import pytest

from offline_cache.connection import schema_version
from offline_cache.database import FILE
from offline_cache.delivery.outcome import Accepted
from offline_cache.migrations import MIGRATIONS, VERSION
from offline_cache.outbox import Counts
from offline_cache.sync import Delivered, Sync
from tests.offline_cache.rig import Kiosk

RELEASED = Path(__file__).parent / "released"
STATES = ("queued", "sending", "uncertain", "held", "accepted", "purged")
SCHEMA = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"

versions = pytest.mark.parametrize("version", range(1, VERSION + 1))


class Taker:
    """Takes everything, and keeps it by its digest."""

    def __init__(self):
        self.taken = {}

    def reachable(self):
        return True

    def deliver(self, envelope):
        self.taken[envelope.digest] = envelope.data
        return Accepted(envelope.digest)


def left_by(version, folder):
    folder.mkdir(exist_ok=True)
    file = sqlite3.connect(folder / FILE)
    file.executescript((RELEASED / f"version_{version}.sql").read_text(encoding="utf-8"))
    rows = file.execute("SELECT id, envelope, digest FROM submission ORDER BY seq").fetchall()
    file.close()
    return rows


@versions
def test_a_released_step_never_changes(version, tmp_path):
    left_by(version, tmp_path)
    file, made = sqlite3.connect(tmp_path / FILE), sqlite3.connect(":memory:")
    for step in MIGRATIONS[:version]:
        step(made)
    assert file.execute(SCHEMA).fetchall() == made.execute(SCHEMA).fetchall()
    file.close()
    made.close()


@versions
def test_it_opens_with_everything_in_it_and_like_a_new_one(version, tmp_path):
    rows = left_by(version, tmp_path / "data")
    kiosk = Kiosk(tmp_path / "data")
    outbox = kiosk.open()
    assert kiosk.database.set_aside is None
    assert outbox.counts().result() == Counts(queued=1, uncertain=2, held=1, accepted=1, purged=1)
    for id_, envelope, digest in rows:
        query = "SELECT envelope, digest FROM submission WHERE id = ?"
        kept = kiosk.database.run(lambda c, id_=id_, q=query: c.exec_driver_sql(q, (id_,)).one()).result()
        assert kept == (envelope, digest)
    outbox.close()
    assert schema_version(tmp_path / "data" / FILE) == VERSION
    Kiosk(tmp_path / "new").open().close()
    old, new = (sqlite3.connect(tmp_path / name / FILE) for name in ("data", "new"))
    assert _shape(old) == _shape(new)
    old.close()
    new.close()


@versions
def test_what_waits_in_it_arrives_with_the_same_bytes(version, tmp_path):
    rows = left_by(version, tmp_path)
    kiosk, taker = Kiosk(tmp_path), Taker()
    outbox = kiosk.open()
    sync = Sync(
        outbox,
        {"council": taker, "street-crm": taker},
        clock=kiosk.clock,
        uniform=lambda _low, high: high,
        wake=threading.Event(),
    )
    assert sync.once() == Delivered(sent=3, of=3, waiting=0, held=1)
    outbox.release("REF4").result()
    assert sync.once() == Delivered(sent=1, of=1, waiting=0, held=0)
    sealed = {digest: envelope for _, envelope, digest in rows if envelope is not None}
    assert sealed.items() <= taker.taken.items()
    assert all(hashlib.sha256(data).digest() == digest for digest, data in taker.taken.items())
    kiosk.clock.now *= 2
    assert outbox.purge().result() == 5
    outbox.close()


def _shape(file):
    """Its tables, columns and rules, however they came to be."""
    names = file.execute("SELECT type, name FROM sqlite_schema ORDER BY type, name").fetchall()
    columns = {
        name: sorted(file.execute(f"PRAGMA table_info({name})")) for kind, name in names if kind == "table"
    }
    return names, columns
