"""Where the Tab key comes from: what is built anew on a page would else be reached at the window's end."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_order(part: QWidget, controls: list[QWidget]) -> None:
    """Tab reaches ``controls``, all within ``part``, in this order, right after what comes before ``part``."""
    for one, following in pairwise([*_before(part), *controls]):
        QWidget.setTabOrder(one, following)


def _before(part: QWidget) -> list[QWidget]:
    """What is reached just before ``part``; nothing while it is on no page yet."""
    widget = part.previousInFocusChain()
    while widget is not None and widget is not part:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.isAncestorOf(widget):
            return [widget]
        widget = widget.previousInFocusChain()
    return []
