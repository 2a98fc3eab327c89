"""V3: nothing is cut, elided, or beside the screen, however large, long or foreign the words (WCAG 1.4.4, 1.4.10)."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLabel, QWidget

from ui.audit import colour
from ui.audit.finding import Failure
from ui.audit.view import EDITS, View, described
from ui.bars import BarButton
from ui.parts.text import Text

SLACK = 1.5
"""Pixels that rounding may take."""


def measure(view: View) -> Iterator[Failure]:
    """Each widget with words against the room it has, and the page against the window."""
    area = view.window.scroller
    if area.horizontalScrollBar().maximum() > 0 or view.sheet.width() > area.viewport().width():
        beside = view.mm(view.sheet.width() - area.viewport().width())
        yield Failure("V3", "page", f"The page is {beside:.0f} mm wider than the screen; 0 mm are allowed.")
    for shown in view.texts:
        widget, box = shown.widget, view.at(shown.widget)
        if isinstance(widget, EDITS):
            continue  # what is typed may be longer than its box, which follows the caret
        short = _needed(widget) - widget.height() - SLACK
        if short > 0:
            sentence = f"{described(widget)} has {view.mm(short):.1f} mm less height than its words need."
            yield Failure("V3", described(widget), sentence, spot=box)
        elif isinstance(widget, Text) and widget.laid.widest > widget.width() + SLACK:
            sentence = f"{described(widget)} has a line wider than its {view.mm(widget.width()):.0f} mm."
            yield Failure("V3", described(widget), sentence, spot=box)
        elif box.right() > view.window.width() or box.left() < 0:
            yield Failure("V3", described(widget), f"{described(widget)} goes beyond the screen.", spot=box)
        elif isinstance(widget, QLabel) and not isinstance(widget, Text) and _touches_its_edge(view, widget):
            yield Failure("V3", described(widget), f"{described(widget)} is cut at its edge.", spot=box)
        if shown.words.rstrip().endswith("…") and not isinstance(widget, Text):
            yield Failure("V3", described(widget), f"{described(widget)} ends with “…”.", spot=box)


def _needed(widget: QWidget) -> int:
    if isinstance(widget, BarButton):
        return widget.height_at(widget.width())
    return widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0


def _touches_its_edge(view: View, label: QLabel) -> bool:
    """Whether letters run into the right or the left edge of their widget."""
    picture = view.crop(label)
    edges = [picture.copy(x, 0, 1, picture.height()) for x in (0, picture.width() - 1)]
    return any(colour.ink_contrast(edge) >= 3.0 for edge in edges)  # noqa: PLR2004 WCAG 1.4.11
