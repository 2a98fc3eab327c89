"""The touch screen."""

from kiosk.checking.found import Found, attention, ok
from kiosk.checking.here import Here
from kiosk.checking.input_devices import input_devices
from kiosk.checking.tried import tried


def check(here: Here) -> Found:
    """Whether one is plugged in, and whether the window system hears it."""
    names = [device.name for device in input_devices(here.root) if device.touch]
    screen = here.screen()
    heard = screen.touch if screen else ()
    if not names and not heard:
        return attention(
            "No touch screen is connected.",
            "Plug in its USB cable, which is apart from the picture’s; without one the kiosk works by keys alone.",
        )
    if screen and not heard:
        return attention(
            f"The touch screen {names[0]} is connected, but the display does not hear it.",
            "Install xserver-xorg-input-libinput and start the display again.",
        )
    return tried(here, "touch", ok(f"The touch screen {(names or heard)[0]} is connected."))
