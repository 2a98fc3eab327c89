"""Fuzz: an outbox with any bytes of its files changed or cut off loses no row that can be read, and goes on.

A few are refused in a sentence, and never with a traceback.
"""

import shutil
import sqlite3

import pytest

from kiosk.errors import StoreError
from offline_cache.database import FILE
from offline_cache.outbox import Counts
from offline_cache.rescue import Found, outboxes, read
from offline_cache.status import read_status
from tests.faults.amount import amount, dice
from tests.offline_cache.rig import Kiosk, make_submission
from tests.offline_cache.with_files import submission_with

EACH = amount(10, 1_000)
FILES = (FILE, f"{FILE}-wal")


@pytest.fixture(scope="module")
def outbox_of_a_kiosk(tmp_path_factory):
    """A folder with submissions in every state, some in the file and some in the log alone."""
    folder = tmp_path_factory.mktemp("kiosk") / "data"
    outbox = Kiosk(folder).open()
    ids = [outbox.put(make_submission(number)).result().id for number in range(8)]
    outbox.put(submission_with(50, 9_000)).result()
    outbox.accepted(ids[0], outbox.mark_sending(ids[0]).result().digest).result()
    outbox.mark_sending(ids[1]).result()
    outbox.hold(ids[1], "other-bytes").result()
    outbox.checkpoint().result()
    for number in range(20, 24):
        outbox.put(make_submission(number)).result()
    copy = shutil.copytree(folder, folder.with_name("copy"), ignore=shutil.ignore_patterns("lock", "*-shm"))
    outbox.close()
    return copy


def damaged(folder, chance, copy):
    """A copy in which something of one file is changed: some bytes, a sector, a page, or its end is gone."""
    shutil.copytree(folder, copy)
    file = copy / chance.choice(FILES)
    data = bytearray(file.read_bytes())
    how = chance.choice(("bytes", "sector", "page", "cut", "head", "swap"))
    match how:
        case "bytes":
            for _ in range(chance.choice((1, 1, 4, 40))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case "head":
            data[chance.randrange(100)] = chance.randrange(256)
        case "cut":
            del data[chance.randrange(len(data)) :]
        case "swap":
            size = 4096
            one, other = (size * chance.randrange(len(data) // size) for _ in range(2))
            data[one : one + size], data[other : other + size] = (
                data[other : other + size],
                data[one : one + size],
            )
        case _:
            size = 512 if how == "sector" else 4096
            at = size * chance.randrange(len(data) // size)
            data[at : at + size] = chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size)))
    file.write_bytes(data)
    return f"{how} of {file.name}"


def readable(folder):
    """What can still be read by any means, as `kiosk export` does it."""
    return {(item.id, item.number, item.digest) for item in read(outboxes(folder), Found())}


def goes_on(kiosk, number):
    """Open it, put one, send what waits: only StoreError may be raised, and the new one is kept."""
    outbox = kiosk.open()
    try:
        new = make_submission(1_000 + number)
        outbox.put(new).result()
        for id_ in outbox.due().result():
            try:
                envelope = outbox.mark_sending(id_).result()
                if envelope is not None:
                    outbox.requeue(id_, "busy", 0.0).result()
            except StoreError:
                continue  # damaged, and told so
        assert isinstance(outbox.counts().result(), Counts)
        outbox.purge().result()
        read_status(kiosk.folder)
        assert outbox.find(new.id).result() == new.reference
    finally:
        outbox.close()


def test_whatever_is_damaged_the_kiosk_goes_on_and_no_row_is_lost(outbox_of_a_kiosk, fast_folder, tried):
    chance = dice("database")
    asides = refused = 0
    for number in range(EACH):
        folder, untouched = fast_folder / "data", fast_folder / "untouched"
        what = damaged(outbox_of_a_kiosk, chance, folder)
        shutil.copytree(folder, untouched)
        try:
            before = readable(untouched)
        except sqlite3.DatabaseError:
            before = set()
        kiosk = Kiosk(folder)
        try:
            goes_on(kiosk, number)
        except StoreError:
            refused += 1
        except Exception as error:
            raise AssertionError(f"{what}, number {number}") from error
        asides += kiosk.database.set_aside is not None
        lost = before - readable(folder)
        assert lost == set(), f"{what}, number {number}"
        shutil.rmtree(folder)
        shutil.rmtree(untouched)
    tried(
        "fuzz: the database’s files",
        EACH,
        f"0 rows lost that could be read; {asides} set aside, {refused} refused in a sentence",
    )
    assert asides > 0
    # A version above ours: that the file is a newer Handrail's is all that can be known.
    assert refused <= EACH // 250
