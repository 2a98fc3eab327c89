"""V1, V2: capitals are as high as the chosen size promises, in mm on the glass (VVSG 2.0 7.1-G; EN 301 549 5.1.4)."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from kiosk.display import TEXT_SIZES
from ui.audit import colour
from ui.audit.finding import Failure
from ui.audit.view import View, described, words_of

BANDS = {"small": (3.5, 4.2), "normal": (4.8, 5.6), "large": (6.4, 7.1), "largest": (8.5, 9.0)}
"""The least and most cap height of body text for each size, in mm. Headings may be higher."""
FAR = 7.33
"""What 0.7 degrees at 600 mm takes, in mm (V2): the largest size gives it."""
_LATIN = re.compile(r"[A-Z0-9bdfhklt]")
_MARGINS, _MARK, _EDGE = 10.0, 1.5, 2.0
"""The words of a choice begin after two margins and a mark of so many cap heights; its border, in mm."""
_SLACK = 0.5
"""Pixels that rounding to whole ones may take."""


def measure(view: View) -> Iterator[Failure]:
    """Each text against the least of the chosen size."""
    size = view.look.display.text_size
    promised = BANDS.get(size, (TEXT_SIZES[size],))[0]
    largest = size == max(TEXT_SIZES, key=lambda name: TEXT_SIZES[name])
    for shown in view.texts:
        cap = view.mm(_cap(view, shown.widget) + _SLACK)
        for requirement, least in (("V1", promised), ("V2", FAR if largest else 0.0)):
            if cap < least:
                yield Failure(
                    requirement,
                    described(shown.widget),
                    f"{described(shown.widget)} has capitals {cap:.1f} mm high; {size} words need {least:g} mm.",
                    spot=view.at(shown.widget),
                )


def _cap(view: View, widget: QWidget) -> float:
    """In pixels: by the font that the widget was given, which draws at just that height; else by what it drew."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
        return QFontMetricsF(widget.font()).capHeight()
    if not _LATIN.search(words_of(widget)):
        return float("inf")  # other letters have no capitals to measure
    mark, edge = view.theme.px(_MARGINS + _MARK * view.theme.cap("body") - _EDGE), view.theme.px(_EDGE)
    picture = view.crop(widget, edge)
    left = 0 if widget.isRightToLeft() else mark
    words = picture.copy(left, 0, picture.width() - mark, picture.height())
    return max((line.height() for line in colour.lines(words)), default=0)
