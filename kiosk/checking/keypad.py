"""What there is to press: every page can be used by keys alone (M8)."""

from kiosk.checking.found import Found, fails, ok
from kiosk.checking.here import Here
from kiosk.checking.input_devices import input_devices
from kiosk.checking.tried import tried

_SHOWN = 3


def check(here: Here) -> Found:
    """Whether a keypad or keyboard is plugged in; which keypads are read, kiosk.toml says."""
    names = list(dict.fromkeys(device.name for device in input_devices(here.root) if device.keys))
    if not names:
        return fails(
            "No keypad and no keyboard is connected.",
            "Plug one in: without keys, nobody who cannot touch or see the screen can use this kiosk.",
        )
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    read = ", ".join(here.config.keys)
    return tried(here, "keys", ok(f"Connected: {', '.join(names[:_SHOWN])}{more}. Keys are read as: {read}."))
