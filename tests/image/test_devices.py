"""What is plugged in by USB: keyboards are let in, network and serial adapters are not."""

import json

LISTED = """import json,os
def names(p): return sorted(os.listdir(p)) if os.path.isdir(p) else []
usb = '/sys/bus/usb/devices'
print(json.dumps({'net': names('/sys/class/net'),
 'tty': [t for t in names('/sys/class/tty') if 'USB' in t or 'ACM' in t],
 'input': len([i for i in names('/sys/class/input') if i.startswith('event')]),
 'shut': len([d for d in names(usb) if ':' in d and open(f'{usb}/{d}/authorized').read().strip() == '0']),
 'all': len([d for d in names(usb) if ':' in d])}))"""


def devices(machine):
    """What the guest has of what can be plugged in; ``shut`` counts the interfaces that are not spoken to."""
    machine.run("udevadm", "settle", "--timeout=20")
    return json.loads(machine.ask("/usr/bin/python3", "-c", LISTED))


def with_one(machine, driver, **settings):
    """What there is once a device is in; it is pulled out again."""
    here = devices(machine)
    machine.plug(driver, "tried", **settings)
    machine.wait_for(lambda: devices(machine)["all"] > here["all"], 30, f"{driver}, seen by the bus")
    machine.qmp.listen(3)
    found = devices(machine)
    machine.unplug("tried")
    machine.wait_for(lambda: devices(machine)["all"] == here["all"], 30, f"{driver}, gone from the bus")
    return found


def test_a_network_adapter_and_a_serial_adapter_are_not_let_in(kiosk, figure):
    before, resets = devices(kiosk), kiosk.resets()
    keyboard = with_one(kiosk, "usb-kbd")
    assert keyboard["input"] > before["input"], "the control: a keyboard is let in"
    kiosk.qmp.call("netdev_add", type="user", id="net")
    net = with_one(kiosk, "usb-net", netdev="net")
    kiosk.qmp.call("chardev-add", id="serial", backend={"type": "null", "data": {}})
    serial = with_one(kiosk, "usb-serial", chardev="serial", **{"always-plugged": True})
    figure("USB network adapter", f"{net['shut'] - before['shut']} interfaces shut, no network of it")
    figure("USB serial adapter", f"{serial['shut'] - before['shut']} interface shut, no terminal of it")
    assert (net["net"], serial["tty"]) == (before["net"], [])
    assert net["shut"] > before["shut"]
    assert serial["shut"] > before["shut"]
    assert kiosk.resets() == resets
