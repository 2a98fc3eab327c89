"""Shows the service manager that this window lives: its thread turns, and what is to be painted is painted."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from kiosk.service_manager import ServiceManager

_OFTEN = 3
"""Signs within the time in which one is awaited, so that one that comes late ends nothing."""
_MS = 1000


class Watchdog(QObject):
    """Lives as long as ``window``. To be made when the first page is on the screen: then the program counts as up.

    A timer alone would go on in a window that shows nothing: that is hidden, whose updates are off, or that paints in
    vain. So a dot of the window is to be painted between two signs; nothing that lies over the whole window may call
    itself opaque. The voice has a watch of its own (kiosk/speech), and an outbox that cannot be used is a page.
    """

    def __init__(self, window: QWidget, manager: ServiceManager) -> None:
        super().__init__(window)
        self._window = window
        self._manager = manager
        self._painted = True
        window.installEventFilter(self)
        manager.ready()
        self.look()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        if manager.watchdog:
            timer.start(int(manager.watchdog * _MS / _OFTEN))

    def look(self) -> None:
        """Give a sign if the window was painted since the one before, and have a dot of it painted anew."""
        if self._painted:
            self._manager.turning()
        self._painted = False
        self._window.update(0, 0, 1, 1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted = True
        return False
