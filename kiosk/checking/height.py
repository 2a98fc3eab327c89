"""How high the screen hangs, and what of it somebody who sits can touch (V11)."""

from kiosk.checking.found import Found, attention, fails, not_here, ok
from kiosk.checking.here import Here
from kiosk.checking.screen import size
from kiosk.config import Config
from kiosk.display import LEAST_BAND, REACH


def check(here: Here) -> Found:
    """By the mount in kiosk.toml, which somebody has to measure."""
    _width, pixels = size(here)
    if not pixels or not here.config.px_per_mm:
        return not_here("The height of the glass is not known until the screen was measured.")
    low = here.config.mount
    high = low + pixels / here.config.px_per_mm
    where = f"The glass is from {low:.0f} to {high:.0f} mm above the floor"
    if min(high, REACH[1]) - max(low, REACH[0]) < LEAST_BAND:
        return fails(
            f"{where}; who sits reaches from {REACH[0]:.0f} to {REACH[1]:.0f} mm, so too little of it.",
            "Hang it so that its middle is about 900 mm high, then write its lower edge as mount into kiosk.toml.",
        )
    if low == Config.mount:
        return attention(
            f"{where}, if its lower edge is at {low:.0f} mm as Handrail takes it to be.",
            "Measure from the floor to the lower edge of the glass and write that as mount into kiosk.toml.",
        )
    if low < REACH[0] or high > REACH[1]:
        return ok(f"{where}. Who asks for everything lower down gets the part that a seated person reaches.")
    return ok(f"{where}: a seated person reaches all of it.")
