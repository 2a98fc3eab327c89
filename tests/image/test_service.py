"""A whole service by the keys alone, with no network, and its submission still there after the power was cut."""

import re

from tests.offline_cache.rig import unseal

_OWN = re.compile(rb"(<(?:\w+:)?(instanceID|start|end|today|deviceid)>)[^<]*")


def told(instance):
    """What was answered, without ids and times."""
    return _OWN.sub(rb"\1", instance)


def test_a_service_by_keys_to_its_reference_and_the_power_cut(bench, figure):
    machine = bench.new_visit()
    before = bench.submissions(machine)
    pressed = 0
    for number, step in enumerate(bench.steps):
        for keys in step.keys[:-1]:
            machine.press(*keys)
        bench.sees(step.seen, 60, f"page {number}, {step.stage}")
        bench.picture(f"service-{number:02}-{step.stage}")
        machine.press(*step.keys[-1])
        pressed += len(step.keys)
    bench.sees(bench.last, 60, "the page of the reference", alike=0.6)
    bench.picture("service-reference")
    after = bench.submissions(machine, whole=True)
    (reference,) = set(after) - set(before)
    machine.cut_power()
    sent = unseal(after[reference], bench.private)
    figure(
        "a service by keys, with no network", f"{len(bench.steps)} pages, {pressed} keys, to its reference"
    )
    assert sent.reference == reference
    assert told(sent.instance) == told(bench.sent.instance)
    kept = bench.submissions(bench.kiosk(), whole=True)
    figure("its reference after kill -9 of QEMU and a new start", "there" if reference in kept else "lost")
    assert kept[reference] == after[reference]
