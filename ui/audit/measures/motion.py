"""V10, T4: nothing on a page moves, flashes or goes on by itself (WCAG 2.2.2, 2.2.3, 2.3.1, 2.3.3)."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractAnimation, QEventLoop, QTimer

from ui.audit.finding import Failure
from ui.audit.view import View

WATCHED = 50
"""Milliseconds between two pictures: what moves on every frame has moved."""
CLOCK = 1000
"""The window's own clock, in milliseconds: it counts the idle warning down, which words tell (T2)."""


def measure(view: View) -> Iterator[Failure]:
    """Two pictures of a page that is seen for the first time, and on each the timers that run."""
    running = [each for each in view.window.findChildren(QAbstractAnimation) if each.state().value]
    if running and not view.look.display.motion:
        yield Failure("V10", "animation", f"{len(running)} animations run; 0 may.")
    quick = [t for t in view.window.findChildren(QTimer) if t.isActive() and t.interval() < CLOCK]
    if quick:
        least = min(timer.interval() for timer in quick)
        yield Failure("T4", "timer", f"A timer runs every {least} ms; none but the clock of {CLOCK} ms may.")
    if view.fresh and not view.look.display.motion:
        before = (
            view.window.grab().toImage()
        )  # not view.picture: a large letter's edge may be drawn finer since
        _wait()
        if view.window.grab().toImage() != before:
            yield Failure("V10", "page", f"The page changed by itself within {WATCHED} ms; it may not.")


def _wait() -> None:
    loop = QEventLoop()
    QTimer.singleShot(WATCHED, loop.quit)
    loop.exec()
