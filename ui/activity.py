"""Signs of life: every key, touch and click that reaches the window, before any control sees it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow

_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}


class Activity(QObject):
    """Watches the native window, which hears of nothing but input, so that no other event costs anything.

    ``alive`` is emitted first, at every sign. Then ``wake`` is asked: when it answers True the sign was for it
    alone (it took the idle warning away) and goes no further (T2).
    """

    alive = Signal()

    def __init__(self, window: QWindow, wake: Callable[[], bool]) -> None:
        super().__init__(window)
        self._wake = wake
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _SIGNS:
            return False
        self.alive.emit()
        return self._wake()
