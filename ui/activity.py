"""Signs of life: every key, touch and click that reaches the window, before any control sees it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QEventPoint, QKeyEvent, QTouchEvent, QWindow

from ui.touch import Touch

_KEYS = {QEvent.Type.KeyPress, QEvent.Type.Wheel}
_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin}


class Activity(QObject):
    """Watches the native window, which hears of nothing but input, so that no other event costs anything.

    At every sign ``wake`` is asked: when it answers True the sign was for it alone (it took the idle warning away)
    and goes no further (T2). Touches and clicks then go to ``touch``, which knows what each one means; two that are
    one, and one meant for the page before, are its business too.

    ``alive`` is emitted at every key, and at every touch that meets something or wakes: these stop the voice (A3).
    A hand laid on the glass to rest must not take away what is being said.
    """

    alive = Signal()

    def __init__(self, window: QWindow, wake: Callable[[], bool], touch: Touch) -> None:
        super().__init__(window)
        self._wake = wake
        self.touch = touch
        touch.meant.connect(self.alive)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.isAutoRepeat():
            return True  # a key held down is one press: its repeats would also silence what it led to (M3)
        if event.type() in _KEYS:
            self.touch.clear()
            self.alive.emit()
            return self._wake()
        if _begins(event) and self._wake():
            event.accept()  # else Qt makes a mouse of a touch
            self.alive.emit()
            return True
        return self.touch.take(event)


def _begins(event: QEvent) -> bool:
    """Whether a finger comes with it: the first, or another beside those that lie there."""
    if event.type() in _PRESSES:
        return True
    points = event.points() if isinstance(event, QTouchEvent) else []
    return any(point.state() == QEventPoint.State.Pressed for point in points)
