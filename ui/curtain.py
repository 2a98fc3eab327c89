"""The curtain: the whole screen is black while the kiosk is heard, so that nobody looks over a shoulder (P2)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from kiosk.keys import Command
from kiosk.stage import Unusable, Welcome
from kiosk.visit import Visit

if TYPE_CHECKING:
    from ui.window import Window

_BEGINS = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin}


class Curtain(QWidget):
    """Lies over all of ``window`` while the person wants it and a voice is there: never a blank screen in silence.

    Keys, voice and a screen reader's tree stay as they are. A touch on it says how to lift it; only who explores by
    touch goes on touching what lies beneath (M6). ``said`` carries what to say: drawn, lifted, and how to lift it.
    It is lifted by the setting, by ``toggle`` and by the end of the visit, and when the voice breaks.
    """

    said = Signal(str)

    def __init__(self, window: "Window", visit: Visit) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._heard = False
        self.hide()
        window.installEventFilter(self)
        window.keypad.asked.connect(lambda command: self.toggle() if command is Command.CURTAIN else None)

    def toggle(self) -> None:
        """Draws it or lifts it, for a key. Without a voice it cannot be drawn."""
        display = self._visit.display
        if display.curtain or self._heard:
            self._window.go(lambda: self._visit.show(replace(display, curtain=not display.curtain)))

    def follow(self, *, heard: bool) -> None:
        """To be called when the visit or the window changed. ``heard``: there is a voice, and it works."""
        visit, drawn = self._visit, not self.isHidden()
        self._heard = heard and visit.display.read_aloud
        wanted = visit.display.curtain and self._heard and visit.stage != Unusable("unusable.fault")
        if wanted:
            self.setGeometry(self._window.rect())
            self.raise_()
        self.setVisible(wanted)
        if wanted and not drawn:
            self._window.windowHandle().installEventFilter(self)  # anew, so as to be asked before all others
        if wanted != drawn and self._heard and not isinstance(visit.stage, Welcome):
            self._say("on" if wanted else "off")

    def _say(self, what: str) -> None:
        words = self._visit.words
        where = (
            {} if what == "off" else {"display": words.say("bar.display"), "ways": words.say("display.ways")}
        )
        self.said.emit(words.say(f"curtain.{what}", **where))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isHidden():
            return False
        if watched is self._window:
            if event.type() == QEvent.Type.ChildAdded:
                self.raise_()  # the keys on the screen come without the page being drawn anew
            elif event.type() == QEvent.Type.Resize:
                self.setGeometry(self._window.rect())
            return False
        if not isinstance(event, QTouchEvent | QMouseEvent) or self._visit.display.explore:
            return False
        if event.type() in _BEGINS and not self._window.wake():
            self._say("how")
        event.accept()  # else Qt makes a mouse of a touch
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Qt.GlobalColor.black)
