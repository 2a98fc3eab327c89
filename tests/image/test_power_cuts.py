"""The power goes while submissions are put: nothing that was acknowledged is lost; where it is not synced, it is."""

import tempfile
from pathlib import Path

import pytest

from tests.image import block_log, disks
from tests.image.bench import KEPT, MARKS, PUT, PUT_IN, PUT_MARKS, PYTHON
from tests.image.power_cuts import Recording, told, try_cuts

SECONDS = {"FULL": 40, "NORMAL": 20, "OFF": 20}
CUTS = {"FULL": 800, "NORMAL": 100, "OFF": 100}
SEED = 20261122


@pytest.fixture(scope="module")
def fast():
    """In memory where that can be: each cut writes a whole partition."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def recording(bench):
    """All that a kiosk wrote from power on, with submissions put in three ways one after the other."""
    disk, log = bench.copy("cuts"), bench.folder / "cuts.log"
    machine = bench.start("cuts", disk, log=log)
    machine.wait_for_agent()
    machine.run("systemctl", "stop", "handrail.service", "handrail-x.service")
    for how, seconds in SECONDS.items():
        machine.ask(PYTHON, PUT, PUT_IN + how, how, PUT_MARKS, seconds, seconds=seconds + 120)
    bench.stop()
    return recorded(log, bench.prepared())


def recorded(log, before):
    """What ``log`` has of a disk that was ``before``."""
    outboxes = PUT_IN.removeprefix(f"{KEPT}/")
    return Recording(
        block_log.read(log), before, disks.find(before, MARKS), disks.find_data(before), outboxes
    )


@pytest.mark.parametrize("how", CUTS)
def test_power_cuts_while_submissions_are_put(recording, fast, figure, how):
    acknowledged = told(recording, how)
    came = try_cuts(recording, how, CUTS[how], fast, SEED)
    unusable = came["set aside"] + came["not mounted"] + came["not opened"]
    figure(
        f"{came['cuts']} power cuts, synchronous={how}",
        f"of {len(acknowledged[-1][1])} acknowledged: lost in {came['bad cuts']} cuts,"
        f" {came['lost']} in all, {came['torn rows']} torn rows, {unusable} unusable",
    )
    assert came["cuts"] == CUTS[how]
    if how == "FULL":
        assert came["bad cuts"] == 0
    else:
        assert came["lost"] > 0, "the control loses nothing, so this test would see nothing"


def test_qemu_is_killed_in_the_middle_and_all_is_there_at_the_next_start(bench, figure):
    disk, log = bench.copy("killed"), bench.folder / "killed.log"
    machine = bench.start("killed", disk, log=log)
    machine.wait_for_agent()
    machine.ask("systemd-run", "--unit=puts", PYTHON, PUT, f"{PUT_IN}FULL", "FULL", PUT_MARKS, "300")
    outbox = f"{PUT_IN}FULL/outbox.sqlite"
    machine.wait_for(lambda: machine.run("test", "-e", outbox)[0] == 0, 60, "the first put")
    machine.let_pass(15)
    machine.cut_power()
    acknowledged = told(recorded(log, disk), "FULL")[-1][1]
    machine = bench.start("killed", disk)
    machine.wait_for_agent()
    lost = acknowledged - set(bench.submissions(machine, outbox))
    figure("kill -9 of QEMU while submissions are put", f"{len(acknowledged)} acknowledged, {len(lost)} lost")
    assert len(acknowledged) > 20
    assert not lost
