"""With a TPM the data partition is encrypted, and opens on its own computer alone."""

import os

from tests.image import disks
from tests.image.bench import DATA, PYTHON, SIZE, WRITE, is_active, property_of
from tests.image.test_lost_data import says_so

WRITTEN = "what a person has written on this kiosk"
PLACE = f"{DATA}/written"
UNIT = "handrail-data.service"
PAINTED = 30
"""Seconds after which a page can be seen that its unit has told of, or the watchdog has ended what shows none."""


def switched_on(bench, disk, tpm):
    """The kiosk with this disk in the computer with this TPM."""
    machine = bench.start("with-tpm", disk, tpm=bench.folder / tpm)
    machine.wait_for_agent(300)
    return machine


def switched_off(bench, machine):
    """Shut down in order."""
    machine.ask("systemctl", "poweroff")
    machine.wait_for_end(120)
    bench.stop()


def test_the_data_partition_opens_on_its_own_computer_alone(bench, figure):
    disk = disks.copy(bench.built.disk, bench.folder / "with-tpm.img")
    os.truncate(disk, SIZE)
    machine = switched_on(bench, disk, "tpm")
    machine.wait_for(lambda: is_active(machine, "handrail.service"), 240, "the program")
    figure("a new disk with a TPM, to the program's being ready, seconds", f"{machine.since:.1f}")
    assert machine.ask("findmnt", "-no", "SOURCE", "/var/lib/handrail") == "/dev/mapper/handrail-data"
    machine.ask(PYTHON, "-c", WRITE, PLACE, WRITTEN)
    switched_off(bench, machine)

    data = disks.find_data(disk)
    with disk.open("rb") as file:
        file.seek(data.start)
        encrypted = file.read(data.size)
    assert encrypted.startswith(b"LUKS")
    assert WRITTEN.encode() not in encrypted

    # Without a new first start: it opens by itself, and what was written is there.
    machine = switched_on(bench, disk, "tpm")
    machine.wait_for(lambda: is_active(machine, "handrail.service"), 240, "the program")
    figure("its next start, seconds", f"{machine.since:.1f}")
    assert machine.ask("cat", PLACE) == WRITTEN
    machine.let_pass(PAINTED)
    bench.picture("to-be-set-up")
    assert property_of(machine, "handrail.service", "NRestarts") == "0"
    switched_off(bench, machine)

    machine = switched_on(bench, disk, "another-tpm")
    machine.wait_for(lambda: says_so(machine), 240, "the page")
    machine.let_pass(PAINTED)
    bench.picture("with-another-tpm")
    assert says_so(machine)
    assert "TPM" in machine.ask("journalctl", "-b", "-u", UNIT, "--no-pager")
    assert property_of(machine, UNIT, "ActiveState") == "failed"
    assert machine.resets() == 0
    switched_off(bench, machine)

    machine = switched_on(bench, disk, "tpm")
    machine.wait_for(lambda: is_active(machine, "handrail.service"), 240, "the program")
    assert machine.ask("cat", PLACE) == WRITTEN
    figure(
        "data with a TPM",
        "LUKS; opened by this TPM alone; another one: out of order; back in the first: all there",
    )
