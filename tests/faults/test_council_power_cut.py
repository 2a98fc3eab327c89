"""The council's side of promise 1: what a kiosk was told is stored is stored, wherever the power is cut there."""

import hashlib
import re
import shutil
import sqlite3

import httpx2
import pytest

from kiosk.parcel import MEDIA_TYPE as PARCEL
from kiosk.parcel import pack, words
from kiosk.submission import MEDIA_TYPE
from offline_cache.sealing import seal
from tests.faults.amount import amount, dice
from tests.faults.council_process import CouncilProcess
from tests.faults.power_cut import Disk, write
from tests.faults.recording import TRACE_NEEDED, WATCH, can_trace, read_steps
from tests.offline_cache.rig import make_submission

MANY = 12
TOGETHER = 4
"""Of them, those that come in one request, after the others."""

PROOF = re.compile(rb'^HTTP/1.1 201|"status":201')
"""In what is told: of one, or of each of many."""

IGNORED = frozenset({"council.db-shm", "keys", "inbox-password"})


@pytest.fixture(scope="module")
def took(tmp_path_factory):
    """A council and the envelopes it took; its disk before that; and what it did to it meanwhile."""
    if not can_trace():
        pytest.skip(TRACE_NEEDED)
    folder = tmp_path_factory.mktemp("council")
    council = CouncilProcess(folder / "data")
    envelopes = [seal(make_submission(n, answer="x" * 500 * n), council.key) for n in range(MANY)]
    before = shutil.copytree(council.data, folder / "before")
    return council, envelopes, before, recorded(council, folder / "trace", envelopes)


def recorded(council, out, envelopes):
    with council.served(*WATCH, "-o", out) as port, httpx2.Client() as client:
        root = f"http://127.0.0.1:{port}/v1/submissions"
        fields = {"Authorization": f"Bearer {council.token}"}
        for envelope in envelopes[:-TOGETHER]:
            answer = client.put(
                f"{root}/{envelope.header.id}",
                content=envelope.data,
                headers=fields | {"Content-Type": MEDIA_TYPE},
            )
            assert answer.status_code == 201
        many = pack(envelope.data for envelope in envelopes[-TOGETHER:])
        answer = client.post(root, content=many, headers=fields | {"Content-Type": PARCEL})
        assert [word.status for word in words(answer.content)] == [201] * TOGETHER
    return list(read_steps(out.read_text(), council.data))


def lost_in(image, told):
    """How many of those told are not whole in what a cut left; one more when the file is damaged."""
    connection = sqlite3.connect(image / "council.db")
    try:
        sound = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        rows = connection.execute("SELECT digest, envelope FROM submission").fetchall() if sound else []
    except sqlite3.DatabaseError:
        sound, rows = False, []
    finally:
        connection.close()
    kept = {digest for digest, envelope in rows if hashlib.sha256(envelope).digest() == digest}
    return len(told - kept) + (not sound)


def cut(took, images, each, steps):
    """How many cuts there were, how many of them differ, and how many submissions were lost in all."""
    council, envelopes, before, _ = took
    chance = dice("council")
    disk = Disk(council.data, chance, IGNORED)
    disk.holds(before)
    told, waiting = set(), [envelope.digest for envelope in reversed(envelopes)]
    cuts, seen = [], {}
    for step in steps:
        if step.kind == "told" and (proved := len(PROOF.findall(step.data))):
            told |= {waiting.pop() for _ in range(proved)}
        elif step.kind != "told":
            disk.apply(step)
        for _ in range(int(each + chance.random())):
            left = disk.after_a_cut()
            key = hash((frozenset(left.items()), len(told)))
            if key not in seen:
                image = write(left, images / "image")
                seen[key] = lost_in(image, told)
                shutil.rmtree(image)
            cuts.append(seen[key])
    assert not waiting
    return len(cuts), len(seen), sum(cuts)


def test_a_power_cut_at_the_council_loses_nothing_that_a_kiosk_was_told(took, fast_folder, tried):
    cuts, different, lost = cut(took, fast_folder, amount(1, 20), took[-1])
    tried("power cuts: the council takes (SQLite)", cuts, f"{different:,} differ; {lost} lost")
    assert lost == 0
    assert cuts > amount(100, 3_000)


def test_the_replay_would_notice_a_council_that_does_not_sync(took, fast_folder, tried):
    steps = [step for step in took[-1] if step.kind != "sync"]
    cuts, _, lost = cut(took, fast_folder, 1, steps)
    tried("power cuts: the council takes, control without fsync", cuts, f"{lost} lost, as it must be")
    assert lost > 0
