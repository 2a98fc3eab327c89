"""V4: a page that goes on below has a More button, and pressing it shows the rest (VVSG 7.2-D, 7.2-E)."""

from collections.abc import Iterator

from ui.audit.finding import Failure
from ui.audit.kiosk import settle
from ui.audit.view import View

_PRESSES = 60


def measure(view: View) -> Iterator[Failure]:
    """Presses More to the end of the page, and once more to be back at its top."""
    area, more = view.window.scroller, view.window.ways.more
    if not area.overflows:
        if more.isVisible():
            yield Failure("V4", "idle", "More shows though the whole page does.", spot=view.at(more))
        return
    if not more.isVisible() or more not in view.controls:
        below = view.mm(area.verticalScrollBar().maximum())
        yield Failure("V4", "no more", f"{below:.0f} mm lie below and there is no More button.")
        return
    place = area.verticalScrollBar().value()
    presses = 0
    while not area.at_end and presses < _PRESSES:
        more.click()
        settle()
        presses += 1
    if not area.at_end:
        yield Failure("V4", "end", f"{presses} presses of More do not lead to the end of the page.")
    more.click()
    if area.verticalScrollBar().value() != 0:
        yield Failure("V4", "top", "At the end of the page, More does not lead back to its top.")
    area.verticalScrollBar().setValue(place)
    settle()
