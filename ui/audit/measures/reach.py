"""M7: every control is reached by moving on, and left again; by touch each is where it shows (WCAG 2.1.1, 2.1.2)."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from ui.audit.finding import Failure
from ui.audit.view import View, described


def measure(view: View) -> Iterator[Failure]:
    """The tour reached all that can take the focus, and came round; by touch, nothing lies over a target."""
    reached = {stop.widget for stop in view.tour.stops}
    if not view.tour.came_round and view.tour.stops:
        last = view.tour.stops[-1].widget
        sentence = f"The focus is caught at {described(last)}; {view.look.input} cannot leave it."
        yield Failure("M7", "trap", sentence, spot=view.at(last))
        return
    for control in [*view.controls, *view.targets]:
        if control not in reached:
            sentence = f"{described(control)} is not reached with {view.look.input}."
            yield Failure("M7", f"reach {described(control)}", sentence, spot=view.at(control))
    if view.look.input == "touch":
        yield from _covered(view)


def _covered(view: View) -> Iterator[Failure]:
    for target in view.targets:
        middle = view.seen(target).center()
        if view.seen(target).isEmpty():
            continue
        hit = view.window.childAt(middle)
        if hit is None or (hit is not target and not target.isAncestorOf(hit)):
            sentence = f"A finger on {described(target)} touches something that lies over it."
            yield Failure("M7", f"covered {described(target)}", sentence, spot=view.at(target))
    QApplication.processEvents()
