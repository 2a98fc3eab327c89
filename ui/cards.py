"""Cards read by a barcode scanner that types: on any page, whatever has the focus (S4)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from kiosk.presets import LONGEST, MARK

if TYPE_CHECKING:
    from ui.window import Window

PAUSE = 80
"""Milliseconds between two signs of a scanner at the most; nobody types like that, and nobody sees a letter wait."""

_SHIFTS = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr}
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_CHORD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Cards(QObject):
    """Holds keys back while they may be a card, and gives ``read`` its text; all others go on their way unchanged.

    On the native window, to be made last, so that it is asked before all others.
    """

    def __init__(self, window: "Window", read: Callable[[str], object]) -> None:
        super().__init__(window)
        self._read = read
        self._held: list[QKeyEvent] = []
        self._text = ""
        self._giving = False
        self._handle = window.windowHandle()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(lambda: self._over())
        self._handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or self._giving or event.key() in _SHIFTS:
            return False
        if event.type() == QEvent.Type.KeyRelease and self._text:
            return self._keep(event)  # behind its press, or a switch would seem to be held down
        if event.type() != QEvent.Type.KeyPress:
            return False
        if self._text and event.key() in _ENDS and not event.isAutoRepeat():
            return self._over()
        sign = "" if event.isAutoRepeat() or event.modifiers() & _CHORD else event.text().upper()
        if sign and _begins(self._text + sign):
            return self._hold(event, sign)
        if self._text:
            self._over()
        return bool(sign) and _begins(sign) and self._hold(event, sign)

    def _hold(self, event: QKeyEvent, sign: str) -> bool:
        self._keep(event)
        if len(self._text) < LONGEST:
            self._text += sign
        self._timer.start()
        return True

    def _keep(self, event: QKeyEvent) -> bool:
        if len(self._text) < LONGEST:
            self._held.append(event.clone())
        return True

    def _over(self) -> bool:
        """Nothing more comes. Whatever calls itself a card is read, and anything else was typed. True for a card."""
        text = self._text
        if not text.startswith(MARK):
            self._give_back()
            return False
        self._forget()
        self._read(text)
        return True

    def _give_back(self) -> None:
        held = self._held
        self._forget()
        self._giving = True
        try:
            for event in held:
                QApplication.sendEvent(self._handle, event)
        finally:
            self._giving = False

    def _forget(self) -> None:
        self._timer.stop()
        self._held, self._text = [], ""


def _begins(text: str) -> bool:
    """Whether it may be the beginning of a card, ours or a stranger's that calls itself one."""
    return MARK.startswith(text[: len(MARK)])
