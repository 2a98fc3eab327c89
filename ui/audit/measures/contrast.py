"""V5: words stand out from their ground, measured on the pixels of each (WCAG 1.4.3, 1.4.6; VVSG 7.1-C, 7.1-D)."""

from collections.abc import Iterator

from ui.audit import colour
from ui.audit.finding import Failure
from ui.audit.view import EDITS, View, described
from ui.parts.text import Text

LEAST = {"light": 10.0, "cream": 7.0, "black_on_white": 20.0, "white_on_black": 20.0, "soft": 4.5}
"""The least contrast of text in each theme."""
USUAL = 4.5
"""In a theme that is not named above: WCAG 1.4.3."""
SOFTEST = 8.0
"""The most in the theme "soft"."""
_BORDER = 1.5
"""Left out at each side of a control, in mm."""


def measure(view: View) -> Iterator[Failure]:
    """Each text, each line of a button that has two."""
    least = LEAST.get(view.look.display.theme, USUAL)
    for shown in view.texts:
        widget = shown.widget
        if view.known(widget):
            continue
        inset = 0 if isinstance(widget, Text) else view.theme.px(_BORDER)
        picture = view.crop(widget, inset)
        two = bool(widget.accessibleDescription()) and not isinstance(widget, (*EDITS, Text))
        parts = colour.lines(picture) if two else [picture]
        worst = min((colour.ink_contrast(part) for part in parts if not part.isNull()), default=21.0)
        if worst < least:
            yield Failure(
                "V5",
                described(widget),
                f"{described(widget)} has a contrast of {worst:.1f} to 1; the theme"
                f" “{view.look.display.theme}” needs at least {least:g} to 1.",
                spot=view.at(widget),
            )
