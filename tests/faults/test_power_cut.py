"""Promise 1: a reference that was told survives a power cut at any moment, whatever the disk had not yet synced."""

import random
import shutil
import subprocess
import sys

import pytest
from sqlalchemy import select

from offline_cache.tables import submission
from tests.faults.power_cut import TRACED, Disk, read_trace
from tests.faults.puts import MANY
from tests.offline_cache.rig import Kiosk, make_private, unseal

PRIVATE = make_private()


@pytest.fixture
def trace(tmp_path):
    def record(synchronous):
        if shutil.which("strace") is None:
            pytest.skip("strace is not installed")
        out = tmp_path / "trace"
        watch = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={TRACED}", "-o", out]
        child = [sys.executable, "-m", "tests.faults.puts", tmp_path / "recorded", synchronous]
        done = subprocess.run([*watch, *child], capture_output=True, text=True, check=False)
        if "ptrace" in done.stderr:
            pytest.skip("processes cannot be traced here")
        assert done.returncode == 0, done.stderr
        return list(read_trace(out.read_text()))

    return record


def lost_in_cuts(calls, folder):
    """How many told references each cut lost; cuts fall after every call from the first receipt on."""
    dice = random.Random(3)
    disk = Disk()
    told = set()
    lost = []
    for number, call in enumerate(calls):
        if call.kind == "told":
            told.add(call.data.decode())
        else:
            disk.apply(call)
        if told and dice.random() < 0.4:
            lost.append(len(told - kept_after(disk.after_a_cut(dice), folder / str(number))))
    assert len(told) == MANY
    return lost


def kept_after(files, folder):
    """The references in what the power cut left, as the next start finds them; nothing is torn."""
    folder.mkdir()
    for name, content in files.items():
        if name.startswith("outbox.sqlite") and not name.endswith("-journal"):
            (folder / name).write_bytes(content)
    outbox = Kiosk(folder).open()
    rows = outbox._database.run(lambda c: c.execute(select(submission)).all()).result()
    assert outbox._database.set_aside is None
    outbox.close()
    for row in rows:
        assert row.envelope is None or unseal(row.envelope, PRIVATE).reference == row.reference
    shutil.rmtree(folder)
    return {row.reference for row in rows}


def test_a_power_cut_loses_nothing_that_was_told(trace, tmp_path):
    lost = lost_in_cuts(trace("FULL"), tmp_path)
    assert len(lost) > 50
    assert sum(lost) == 0


def test_the_replay_would_notice_a_store_that_does_not_sync(trace, tmp_path):
    lost = lost_in_cuts(trace("NORMAL"), tmp_path)
    assert sum(lost) > 0
