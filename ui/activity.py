"""Signs of life: every key, touch and click that reaches the window, before any control sees it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPointerEvent, QWindow

_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}
_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin}

TWICE = 500
"""Milliseconds. A press so soon after one that turned the page was meant for the page before (M3)."""


class Activity(QObject):
    """Watches the native window, which hears of nothing but input, so that no other event costs anything.

    ``alive`` is emitted first, at every sign. Then ``wake`` is asked: when it answers True the sign was for it
    alone (it took the idle warning away) and goes no further (T2). Nor does the second half of a double press
    whose first half changed ``page``: it would press whatever came to stand there.
    """

    alive = Signal()

    def __init__(self, window: QWindow, wake: Callable[[], bool], page: Callable[[], object]) -> None:
        super().__init__(window)
        self._wake = wake
        self._page = page
        self._before: tuple[object, float] = (page(), 0.0)
        self._stray = False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _SIGNS:
            return False
        self.alive.emit()
        stray = isinstance(event, QPointerEvent) and event.type() in _PRESSES and self._is_stray(event)
        return self._wake() or stray

    def _is_stray(self, press: QPointerEvent) -> bool:
        if (
            press.type() != QEvent.Type.MouseButtonDblClick
        ):  # that follows a press of its own, and goes its way
            page, at = self._before
            self._before = (self._page(), press.timestamp())
            self._stray = page != self._page() and 0 <= press.timestamp() - at < TWICE
        return self._stray
