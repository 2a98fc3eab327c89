"""Whether the kiosk can know that headphones are in, as kiosk.toml says it is to (A9)."""

import os
from collections.abc import Callable, Mapping

from kiosk import jack
from kiosk.checking.found import Found, attention, fails, ok
from kiosk.checking.here import Here
from kiosk.checking.input_devices import input_devices
from kiosk.checking.tried import tried

_OTHERWISE = "or set headphones in kiosk.toml to what this kiosk has."


def check(here: Here) -> Found:
    """By who tells."""
    return tried(here, "headphones", _TELLERS[here.config.headphones](here))


def _by_key(here: Here) -> Found:
    if any(device.keys for device in input_devices(here.root)):
        return ok("A keypad is to tell when headphones are plugged into it; try it at the staff console.")
    return fails("A keypad is to tell of headphones, but none is connected.", f"Plug it in, {_OTHERWISE}")


def _by_switch(here: Here) -> Found:
    there = [device for device in input_devices(here.root) if device.plugs]
    if not there:
        return fails(
            "No socket of this computer tells that headphones are in.", f"Use a keypad, {_OTHERWISE}"
        )
    for device in there:
        try:
            handle = os.open(device.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            now = jack.state(handle)
        finally:
            os.close(handle)
        return ok(f"{device.name} tells of headphones: they are {'in' if now else 'out'} now.")
    return fails(
        f"{there[0].name} could tell of headphones, but may not be read.",
        "Add the kiosk’s user to the group input.",
    )


def _by_server(here: Here) -> Found:
    said = here.run(("pactl", "-f", "json", "list", "sinks"))
    if not said.there:
        return fails(
            "The sound server is to tell of headphones, but pactl is not installed.",
            "Install pulseaudio-utils.",
        )
    if not said.well:
        return fails(
            "The sound server is to tell of headphones, but it does not answer.",
            "Start PipeWire for the kiosk’s user.",
        )
    return ok(
        f"The sound server tells of headphones: they are {'in' if jack.on_port(said.out) else 'out'} now."
    )


def _by_nobody(_here: Here) -> Found:
    return attention(
        "Nothing tells this kiosk that headphones are in, so answers are read out only when a person asks for it.",
        f"Use a keypad with a socket, {_OTHERWISE}",
    )


_TELLERS: Mapping[str, Callable[[Here], Found]] = {
    "key": _by_key,
    "evdev": _by_switch,
    "pulse": _by_server,
    "none": _by_nobody,
}
