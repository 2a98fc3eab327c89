"""The data partition is gone, or full of noise: a page says so, and the machine does not start again and again."""

import random
import subprocess
from dataclasses import replace

import pytest

from tests.image import disks
from tests.image.bench import is_active, property_of

WATCHED = 90
"""Seconds for which the page must stand."""


def gone(disk):
    """Nothing is left of it."""
    number = disks.find_data(disk).number
    subprocess.run(["sgdisk", "-d", str(number), str(disk)], check=True, capture_output=True)


def noise(disk):
    """It is there, and holds no file system."""
    data = disks.find_data(disk)
    disks.fill(disk, replace(data, size=64 * 2**20), random.Random(3).randbytes(2**20))


def says_so(machine):
    """The page is there: by the program itself, or by the unit that shows it when the program does not come up."""
    page = property_of(machine, "handrail.service", "StatusText").startswith("Out of order")
    return page or is_active(machine, "handrail-out-of-order.service")


@pytest.mark.parametrize("befallen", [gone, noise])
def test_a_page_says_that_it_is_out_of_order(bench, figure, befallen):
    name = f"data-{befallen.__name__}"
    disk = bench.copy(name)
    befallen(disk)
    machine = bench.start(name, disk)
    machine.wait_for_agent()
    machine.wait_for(lambda: says_so(machine), 180, "the page")
    since, resets = machine.since, machine.resets()
    machine.let_pass(WATCHED)
    bench.picture(name)
    figure(f"data partition: {befallen.__name__}", f"out of order after {since:.0f} s, and no new start")
    assert says_so(machine)
    assert machine.resets() == resets
