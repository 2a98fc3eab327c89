"""C11: Help, Ask a person, Language, Display and Stop stand in the same place on every page (WCAG 3.2.3, 3.2.6)."""

from collections.abc import Iterator

from ui.audit.finding import Failure
from ui.audit.view import View, described

SLACK = 2
"""Pixels."""


def measure(view: View) -> Iterator[Failure]:
    """Each of the five against where it was on the first page of this look."""
    buttons = view.window.bar.buttons
    if len(buttons) != len(view.bar or buttons):
        yield Failure(
            "C11", "count", f"{len(buttons)} buttons stand at the bottom; {len(view.bar)} did before."
        )
        return
    for button, before in zip(buttons, view.bar, strict=False):
        now = view.at(button)
        corners = ((now.topLeft(), before.topLeft()), (now.bottomRight(), before.bottomRight()))
        moved = max((one - other).manhattanLength() for one, other in corners)
        if moved > SLACK:
            sentence = (
                f"{described(button)} stands {view.mm(moved):.1f} mm from where it was; 0 mm are allowed."
            )
            yield Failure("C11", described(button), sentence, spot=now)
