"""The screen, and whether a millimetre in Handrail is a millimetre on its glass."""

from kiosk.checking.edid import panels
from kiosk.checking.found import Found, attention, fails, ok
from kiosk.checking.here import Here

_MOST_OFF = 0.05
"""By how much the measured size may differ from what the screen says of itself."""
_CALIBRATE = "Measure it with a bank card: 'kiosk calibrate', or 'Measure the screen' at the staff console."


def check(here: Here) -> Found:
    """V1: sizes are in millimetres, so they are right only on a screen that was measured."""
    width, height = size(here)
    if not width:
        return fails(
            "No screen was found.",
            "Plug it in and switch it on; if it is on, run this in its session (docs/kiosk-check.md).",
        )
    pixels = f"{width} × {height} pixels"
    if not here.config.px_per_mm:
        return attention(f"The screen has {pixels} and was never measured.", _CALIBRATE)
    across, down = width / here.config.px_per_mm, height / here.config.px_per_mm
    millimetres = f"{across:.0f} × {down:.0f} mm"
    same = [panel.across for panel in panels(here.root) if (panel.width, panel.height) == (width, height)]
    told = same[0] if len(same) == 1 else 0.0
    if told and abs(across / told - 1) > _MOST_OFF:
        return attention(
            f"The screen has {pixels}. It was measured as {millimetres}, but says that it is {told:.0f} mm wide.",
            f"Hold a ruler against it. {_CALIBRATE}",
        )
    agrees = "; it says the same of itself" if told else ""
    return ok(f"The screen has {pixels} and was measured as {millimetres}{agrees}.")


def size(here: Here) -> tuple[int, int]:
    """Pixels as they are shown, else as the screen likes them best; 0 when there is no screen."""
    if screen := here.screen():
        return screen.width, screen.height
    return next(((panel.width, panel.height) for panel in panels(here.root)), (0, 0))
