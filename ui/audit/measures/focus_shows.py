"""V6: what has the focus is seen to have it, by a change of pixels, and is in sight (WCAG 2.4.7, 2.4.11, 2.4.13)."""

from collections.abc import Iterator

from ui.audit import colour
from ui.audit.finding import Failure
from ui.audit.view import View, described
from ui.parts.heading import Heading

LEAST = 3.0
"""The contrast between a pixel without and with focus that counts as a change."""
_CSS_PX = 25.4 / 96
_THICK = 2 * _CSS_PX
"""The changed area is at least as large as a line so thick around the control, in mm."""


def measure(view: View) -> Iterator[Failure]:
    """Each stop of the tour. A heading takes the focus for a screen reader alone: there is nothing to press."""
    for stop, plain in zip(view.tour.stops, view.tour.plain, strict=True):
        if isinstance(stop.widget, Heading) or view.known(stop.widget):
            continue
        box = view.at(stop.widget)
        changed = colour.changed(stop.focused, plain, LEAST) / view.theme.px_per_mm**2
        around = 2 * (view.mm(box.width()) + view.mm(box.height()))
        if changed < around * _THICK:
            sentence = (
                f"The focus changes {changed:.0f} mm² around {described(stop.widget)};"
                f" {around * _THICK:.0f} mm² are needed."
            )
            yield Failure("V6", described(stop.widget), sentence, spot=box)
        if not stop.in_sight:
            sentence = f"{described(stop.widget)} has the focus and is partly out of sight."
            yield Failure("V6", described(stop.widget), sentence, spot=box)
