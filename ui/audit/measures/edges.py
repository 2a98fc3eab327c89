"""V5: the box of a field, the mark of a choice and the icon of a button can be seen: 3 to 1 (WCAG 1.4.11)."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ui.audit import colour
from ui.audit.finding import Failure
from ui.audit.view import EDITS, View, described
from ui.bars import BarButton
from ui.parts.choice import CheckRow, RadioRow

LEAST = 3.0
_BAND = 1.2
"""How wide a border may be, in mm."""
MARK = 16.0
"""The mark of a choice lies within so many mm of its start."""


def measure(view: View) -> Iterator[Failure]:
    """The edge of each field, the start of each choice, the upper half of each button of the bottom bar."""
    for target in view.targets:
        if view.known(target):
            continue
        part, what = _part(view, target)
        if part is None or part.isNull():
            continue
        ratio = _shape_contrast(part)
        if ratio < LEAST:
            yield Failure(
                "V5",
                f"{what} of {described(target)}",
                f"{what} of {described(target)} has a contrast of {ratio:.1f} to 1; shapes need 3 to 1.",
                spot=view.at(target),
            )


def _part(view: View, target: QWidget) -> tuple[QImage | None, str]:
    picture = view.crop(target)
    if isinstance(target, EDITS):
        return picture.copy(0, 0, picture.width(), view.theme.px(_BAND)), "The border"
    if isinstance(target, RadioRow | CheckRow):
        inset, width = view.theme.px(_BAND), view.theme.px(MARK)
        left = picture.width() - width if target.isRightToLeft() else inset
        return picture.copy(left, inset, width - inset, picture.height() - 2 * inset), "The mark"
    if isinstance(target, BarButton):
        return picture.copy(0, 0, picture.width(), picture.height() // 2), "The icon"
    return None, ""


def _shape_contrast(picture: QImage) -> float:
    """The best contrast between any two colours that there is enough of."""
    many = [c for c, n in Counter(colour.pixels(picture)).items() if n >= picture.width() // 8]
    return max((colour.contrast(one, other) for one in many for other in many), default=1.0)
