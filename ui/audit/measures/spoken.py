"""A1, A13: all that shows is said while the page is gone through, and what is said is captioned (EN 5.1.3.1, 5.1.5)."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from kiosk.stage import Aside, Welcome
from ui.audit.finding import Failure
from ui.audit.looks import STRETCHED
from ui.audit.view import EDITS, View, described, plain

_PARTS = re.compile(r"\n| · ")
"""Where one text has several things to say; on the welcome page the same in every language, of which one is said."""


def measure(view: View) -> Iterator[Failure]:
    """The words of the page against all that was said from its opening on. Nothing where reading aloud is off."""
    if view.look.language == STRETCHED:
        return  # no voice has those words
    if not view.look.display.read_aloud or not view.tour.came_round:
        return  # where the focus is caught, the measure of reach tells
    for stop in view.tour.stops:
        if stop.said and plain(stop.said[-1]) != plain(stop.caption):
            sentence = (
                f"{described(stop.widget)} says “{stop.said[-1][:60]}”, and the caption says something else."
            )
            yield Failure("A13", described(stop.widget), sentence, spot=view.at(stop.widget))
    said = " ".join(f"{plain(each.text)} |" for each in view.heard)
    for shown in view.texts:
        widget = shown.widget
        if isinstance(widget, EDITS) or view.window.top.isAncestorOf(widget) or _for_staff(view, widget):
            continue  # docs/accessibility-gaps.md: the top band is not said
        parts = _PARTS.split(shown.words)
        missing = [part for part in parts if f" {plain(part)} " not in f" {said} "]
        if missing and not (len(missing) < len(parts) and isinstance(view.visit.stage, Welcome)):
            sentence = f"“{missing[0][:80]}” shows and is never said."
            yield Failure("A1", described(widget), sentence, spot=view.at(widget))


def _for_staff(view: View, widget: QWidget) -> bool:
    """What the page of the buttons shows at its side is for staff, and not for a citizen's ears (A17)."""
    side = view.window.showing.side
    return view.visit.aside is Aside.LEARN and side is not None and side.isAncestorOf(widget)
