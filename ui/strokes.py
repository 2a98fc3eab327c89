"""A finger on a pad draws; nothing that it does there is a press."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QEventPoint
from shiboken6 import Shiboken

from kiosk.touching import PALM, Contact
from ui.parts.pad import Pad

if TYPE_CHECKING:
    from ui.window import Window

_State = QEventPoint.State


class Strokes:
    """Leads one finger's line to the pad that it came down on.

    While it draws, every other finger is a hand that rests: it neither draws nor presses, until it is lifted.
    """

    def __init__(self, window: "Window") -> None:
        self._window = window
        self._pad: Pad | None = None
        self._drawer = 0
        self._resting: set[int] = set()

    def take(self, state: QEventPoint.State, contact: Contact, at: QPoint) -> bool:
        """Whether the touch belongs to a drawing, and so goes no further. ``at`` is in the window's pixels."""
        finger = contact.finger
        if self._pad is not None and not Shiboken.isValid(self._pad):
            self._pad = None  # its page is gone
        if state == _State.Pressed:
            return self._down(contact, at)
        if finger in self._resting:
            if state == _State.Released:
                self._resting.discard(finger)
            return True
        if self._pad is None or finger != self._drawer:
            return False
        if state == _State.Updated:
            self._pad.go(self._inside(self._pad, at))
        elif state == _State.Released:
            pad, self._pad = self._pad, None
            pad.lift()
        return True

    def cancel(self) -> None:
        """The touches that there are count for nothing more: a line stands as far as it came."""
        if self._pad is not None and Shiboken.isValid(self._pad):
            self._pad.lift()
        self._pad = None
        self._resting.clear()

    def _down(self, contact: Contact, at: QPoint) -> bool:
        self._resting.discard(contact.finger)
        if self._pad is not None and contact.finger != self._drawer:
            self._resting.add(contact.finger)
            return True
        found = self._window.childAt(at)
        self._pad = found if isinstance(found, Pad) and contact.width <= PALM else None
        if self._pad is None:
            return False
        self._drawer = contact.finger
        self._pad.begin(self._inside(self._pad, at))
        return True

    def _inside(self, pad: Pad, at: QPoint) -> QPointF:
        return QPointF(pad.mapFrom(self._window, at))
