"""What dies or hangs is back soon, and offers the visit that was under way."""

import time

import pytest

from tests.image.bench import property_of
from tests.image.rehearsal import who_came_back

XORG = """import os,sys
for p in os.listdir('/proc'):
    if p.isdigit() and open(f'/proc/{p}/comm').read().strip() == 'Xorg': os.kill(int(p), 9); sys.exit(0)
sys.exit('no Xorg')"""
HANG = "import os,sys; os.kill(int(sys.argv[1]), 19)"
TO_A_QUESTION = 7
"""Steps of the service: to the third question, with two answered."""


def program(machine):
    """The number of its process."""
    return property_of(machine, "handrail.service", "MainPID")


def in_a_question(bench):
    """The shared kiosk, in the middle of a visit."""
    machine = bench.new_visit()
    for number, step in enumerate(bench.steps[:TO_A_QUESTION]):
        for keys in step.keys[:-1]:
            machine.press(*keys)
        bench.sees(step.seen, 60, f"page {number}, {step.stage}")
        bench.picture(f"recovery-{number}")
        machine.press(*step.keys[-1])
    machine.qmp.listen(3)
    machine.qmp.listen(3)
    return machine


@pytest.mark.parametrize(("what", "most"), [("Xorg killed", 12), ("window hung", 30)])
def test_it_is_back_and_the_draft_is_offered(bench, figure, what, most):
    asked = who_came_back()
    machine = in_a_question(bench)
    before, began = program(machine), time.monotonic()
    if what == "Xorg killed":
        machine.ask("/usr/bin/python3", "-c", XORG)
    else:
        machine.ask("/usr/bin/python3", "-c", HANG, before)
    bench.sees(asked, 150, "the page that asks who came back")
    took = time.monotonic() - began
    bench.picture("back-after-" + what.replace(" ", "-"))
    figure(f"{what}: seconds until the visit is offered again", f"{took:.1f}")
    assert program(machine) != before
    assert took <= most
