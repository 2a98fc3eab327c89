"""Where the display is that is started beside the program: who starts it says so in a file, once it manages windows.

``handrail.service`` names that file in KIOSK_DISPLAY (deploy/x11/window-manager-ready writes it). The program is loaded
while Xorg starts, and waits here for what it has not yet: the first keys would be lost before. With the display the
file goes.
"""

from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path

from kiosk.errors import DisplayError

NAMED = "KIOSK_DISPLAY"
_TOLD = frozenset({"DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"})
_LOOK = 0.1
"""Seconds between two looks."""
_LOOKS = 600


def wait_for_display(environ: MutableMapping[str, str], sleep: Callable[[float], object]) -> None:
    """Until the display is there; ``environ`` says where from then on. Where no file is named, nothing happens.

    ``sleep`` takes seconds. Raises DisplayError after a minute.
    """
    named = environ.get(NAMED, "")
    if not named:
        return
    for _ in range(_LOOKS):
        try:
            lines = Path(named).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            sleep(_LOOK)
            continue
        told = dict(line.split("=", 1) for line in lines if "=" in line)
        environ.update({name: value for name, value in told.items() if name in _TOLD})
        return
    raise DisplayError("the display did not come up within a minute: 'journalctl -u handrail-x' says why")


def display_has_gone(environ: Mapping[str, str]) -> bool:
    """Whether the display that was waited for has ended. One that no file tells of is taken to be there."""
    named = environ.get(NAMED, "")
    return bool(named) and not Path(named).exists()
