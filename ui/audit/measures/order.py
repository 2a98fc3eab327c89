"""A5: the focus goes down the page as the eye does, then along the bars, then to the top.

WCAG 2.4.3, 1.3.2; EN 301 549 5.1.3.3.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from ui.audit.finding import Failure
from ui.audit.view import View, described


def measure(view: View) -> Iterator[Failure]:
    """Each control against the one before it."""
    for one, after in pairwise(view.controls):
        if _place(view, one) > _place(view, after):
            sentence = (
                f"The focus goes from {described(one)} up to {described(after)}; it has to go down the page."
            )
            yield Failure("A5", f"{described(one)} {described(after)}", sentence, spot=view.at(after))


def _place(view: View, control: QWidget) -> tuple[int, bool, int, int]:
    """Where reading comes to a control: column, what lies beside it, ways on, voice, the five buttons, the top.

    In a row, from the side where reading begins. What was there before counts by its band.
    """
    window = view.window
    box = view.at(control)
    across = window.width() - box.right() if window.isRightToLeft() else box.left()
    if control in {window.banner.button, window.top.leave}:  # one key back from the heading, wherever one is
        return (4, False, 0, int(control is window.top.leave))
    if control in window.bar.buttons:
        return (3, False, 0, window.bar.buttons.index(control))
    if control is window.caption.opener:
        return (2, False, 0, 0)
    if control in window.ways.buttons:
        return (1, False, 0, 0 if control is not window.ways.more else 1)
    side = window.showing.side
    beside = side is not None and side.isAncestorOf(control)
    return (0, beside, box.top() // view.theme.px(1), across)
