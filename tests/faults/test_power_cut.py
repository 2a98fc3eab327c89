"""Promise 1: what was told survives a power cut at any moment, whatever the disk had not yet synced (invariant 1)."""

import hashlib
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from offline_cache.tables import part, submission
from tests.faults.amount import amount, dice
from tests.faults.power_cut import Disk, write
from tests.faults.recording import record
from tests.offline_cache.rig import Kiosk, make_private, make_submission, unseal

PRIVATE = make_private()
IGNORED = frozenset({"outbox.sqlite-shm", "ballast", "lock"})
OVER = {"accepted", "purged"}


@pytest.fixture
def fast_folder():
    """In memory where that can be: thousands of images are written and thrown away."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def recorded(folder, synchronous="FULL", *more):
    folder.mkdir()
    return record([sys.executable, "-m", "tests.faults.puts", folder, synchronous], folder, *more)


class Told:
    """What may be found of each reference: the state that was told last, or one that was begun since."""

    def __init__(self):
        self.states = {}

    def hear(self, lines):
        for line in lines.decode().splitlines():
            word, state, reference = line.split()
            begun = self.states.get(reference, {None}) if word == "begin" else set()
            self.states[reference] = begun | {state}

    def faults_in(self, image):
        """What is wrong with what a cut left, as the next start finds it."""
        kiosk = Kiosk(image)
        outbox = kiosk.open()
        rows, parts = outbox._database.run(_everything).result()
        faults = Counter()
        faults["torn"] += kiosk.database.set_aside is not None
        found = {row.reference: row.state for row in rows}
        for reference, allowed in self.states.items():
            state = found.get(reference)
            faults["lost" if state is None else "forgotten"] += state not in allowed
        faults["torn"] += sum(_is_torn(row, parts.get(row.seq, [])) for row in rows)
        outbox.put(make_submission(99)).result()  # and the kiosk goes on
        outbox.close()
        return +faults


def _everything(connection):
    parts = {}
    for row in connection.execute(select(part)):
        parts.setdefault(row.submission_seq, []).append(row)
    assert connection.scalar(select(func.count()).select_from(submission)) is not None
    return connection.execute(select(submission)).all(), parts


def _is_torn(row, parts):
    """Whether any byte of it is not as it was put."""
    if row.state in OVER:
        return row.envelope is not None
    whole = [row, *parts]
    if len(parts) != row.parts or any(hashlib.sha256(one.envelope).digest() != one.digest for one in whole):
        return True
    return unseal(row.envelope, PRIVATE).reference != row.reference


def cut(steps, root, images, each, name):
    """Cuts, ``each`` after every step on the average: how many, how many differ, and what is wrong after them."""
    chance = dice(name)
    disk = Disk(root, chance, IGNORED)
    told = Told()
    cuts, seen, faults = 0, {}, Counter()
    for step in steps:
        if step.kind == "told":
            told.hear(step.data)
        else:
            disk.apply(step)
        for _ in range(int(each + chance.random())):
            cuts += 1
            left = disk.after_a_cut()
            key = hash((frozenset(left.items()), str(sorted(told.states.items(), key=str))))
            if key not in seen:
                image = write(left, images / "image")
                seen[key] = told.faults_in(image)
                shutil.rmtree(image)
            faults += seen[key]
    return cuts, len(seen), faults


WHAT = "power cuts: accept, send, hold, release, let go, purge, migrate"


def test_a_power_cut_loses_nothing_that_was_told(tmp_path, fast_folder, tried):
    steps = recorded(tmp_path / "data")
    cuts, different, faults = cut(steps, tmp_path / "data", fast_folder, amount(25, 1400) / 100, "full")
    lost, torn = faults["lost"], faults["torn"]
    tried(WHAT, cuts, f"{different:,} differ; {lost} lost, {torn} torn, {faults['forgotten']} forgotten")
    assert faults == {}
    assert different > amount(100, 10_000)


@pytest.mark.parametrize("number", [17, *range(1, amount(1, 60), 3)])
def test_nor_when_a_sync_failed_before_it(tmp_path, fast_folder, tried, number):
    """EIO from an fdatasync: what it should have written may be lost, whatever is synced after it."""
    inject = f"inject=fdatasync:error=EIO:when={number}"
    steps = recorded(tmp_path / "data", "FULL", "-e", inject)
    assert "failed" in {step.kind for step in steps}
    cuts, different, faults = cut(steps, tmp_path / "data", fast_folder, amount(4, 40) / 100, inject)
    tried(
        f"power cuts after fdatasync {number:2} said EIO",
        cuts,
        f"{different:,} differ; {dict(faults) or 'nothing lost'}",
    )
    assert faults == {}


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_replay_would_notice_a_store_that_does_not_sync(tmp_path, fast_folder, tried, synchronous):
    steps = recorded(tmp_path / "data", synchronous)
    cuts, _, faults = cut(steps, tmp_path / "data", fast_folder, amount(6, 100) / 100, synchronous)
    tried(f"power cuts: control with synchronous={synchronous}", cuts, f"{dict(faults)}, as it must be")
    assert faults["lost"] + faults["forgotten"] > 0
