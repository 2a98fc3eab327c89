"""The daily test of every device: all of them with what came of it today, and a page for each (S6)."""

from kiosk.self_test import DEVICES, Device, devices
from ui.console.page import page, the_desk, the_report
from ui.console.trying import trying
from ui.parts.button import Button
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, grid
from ui.sources import SOURCES

ASKED = "?"
"""Stands behind the name of a device whose keys were tried: now staff say what came of it."""


def build(room: Room) -> Screen:
    """The list, or the device that was chosen from it."""
    desk = the_desk(room)
    if desk.part:
        name = str(desk.part)
        return trying(DEVICES[name.removesuffix(ASKED)], room, tried=name.endswith(ASKED))
    slabs = [_slab(device, room) for device in devices_of(room)]
    about = Text(room.words.say("console.test_about"), room.theme)
    return page(room, "console.act.test", [about, grid(slabs, room.theme)])


def devices_of(room: Room) -> tuple[Device, ...]:
    """Those that this kiosk has."""
    without = {name for name, make in SOURCES.items() if make(room.config) is None}
    return devices(without if room.printer is not None else {*without, "printer"})


def _slab(device: Device, room: Room) -> Button:
    words, desk, report = room.words, the_desk(room), the_report(room)
    result = report.tested.get(device.name) if report is not None else None
    state = "todo" if result is None else "passed" if result else "failed"
    made = Button(
        words.say(f"console.device.{device.name}"),
        room.theme,
        room.step(lambda: desk.turn(device.name)),
        icon={"todo": "clock", "passed": "tick", "failed": "warning"}[state],
        detail=words.say(f"console.result.{state}"),
    )
    made.setObjectName(f"console.test.{device.name}")
    return made
