"""M1: whatever can be pressed is 20 mm wide and high, or 16 mm for a key of the on-screen keyboard (M11)."""

from collections.abc import Iterator

from ui.audit.finding import Failure
from ui.audit.view import View, described

LEAST = 20.0
KEY = 16.0
"""A key of the on-screen keyboard: a button whose object's name begins with "key."."""
SLACK = 1.5
"""Pixels that rounding may take."""


def measure(view: View) -> Iterator[Failure]:
    """Width and height of each target."""
    for target in view.targets:
        least = KEY if target.objectName().startswith("key.") else LEAST
        box = view.at(target)
        small = min(box.width(), box.height())
        if small + SLACK < least * view.theme.px_per_mm:
            yield Failure(
                "M1",
                described(target),
                f"{described(target)} is {view.mm(box.width()):.1f} by {view.mm(box.height()):.1f} mm;"
                f" a target needs {least:g} by {least:g} mm.",
                spot=box,
            )
        if box.left() < 0 or box.right() >= view.window.width():
            yield Failure("V3", described(target), f"{described(target)} lies beside the screen.", spot=box)
