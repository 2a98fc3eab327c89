"""Whether staff can open their console."""

from kiosk.checking.found import Found, attention, ok
from kiosk.checking.here import Here
from kiosk.pin import Pins


def check(here: Here) -> Found:
    """A PIN must have been set once."""
    if Pins(here.config.data).there():
        return ok("The staff console has its PIN.")
    return attention("No PIN is set, so staff cannot open their console.", "Run 'kiosk pin set'.")
