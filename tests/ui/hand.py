"""A hand on the glass: touches and clicks as a driver tells them, in mm and in seconds of the rig's clock."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.kiosk_rig import settle
from ui.parts.choice import RadioRow
from ui.parts.miss_mark import MissMark

PANEL = None


def panel():
    """The one touch panel of these tests: Qt keeps each that is made."""
    global PANEL  # noqa: PLW0603 made once for the whole run, like the QApplication
    PANEL = PANEL or QTest.createTouchDevice()
    return PANEL


class Hand:
    """Fingers on the glass of one kiosk; a panel that comes as a mouse has one finger."""

    def __init__(self, kiosk, *, mouse=False):
        self.kiosk = kiosk
        self.mouse = mouse
        self.down = {}

    def px(self, mm):
        return round(mm * self.kiosk.theme.px_per_mm)

    def spot(self, widget, x=0.5, y=0.5):
        """A point of the window at those parts of a widget."""
        box = self.kiosk.at(widget)
        return QPoint(box.left() + round(box.width() * x), box.top() + round(box.height() * y))

    def _tell(self, what, finger, at):
        window = self.kiosk.window.windowHandle()
        if self.mouse:
            send = {"press": QTest.mousePress, "move": QTest.mouseMove, "release": QTest.mouseRelease}[what]
            if what == "move":
                QApplication.sendEvent(window, drag(at))
            else:
                send(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        else:
            sequence = QTest.touchEvent(window, panel(), False)
            for other in self.down:
                if other != finger:
                    sequence.stationary(other)
            getattr(sequence, what)(finger, at, window)
            sequence.commit()

    def press(self, at, finger=0):
        at = at if isinstance(at, QPoint) else self.spot(at)
        self._tell("press", finger, at)
        self.down[finger] = at

    def slip(self, x, y=0.0, finger=0):
        """Moves to ``x, y`` mm from where it came down."""
        at = self.down[finger] + QPoint(self.px(x), self.px(y))
        self._tell("move", finger, at)
        return at

    def move(self, widget, finger=0):
        self._tell("move", finger, self.spot(widget))
        return self.spot(widget)

    def lift(self, at=None, finger=0):
        self._tell("release", finger, at or self.down[finger])
        del self.down[finger]
        settle()

    def wait(self, seconds):
        self.kiosk.seconds += seconds

    def tap(self, at, lasts=0.1):
        self.press(at)
        self.wait(lasts)
        self.lift()


def drag(at):
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(at),
        Qt.MouseButton.NoButton,
        left,
        Qt.KeyboardModifier.NoModifier,
    )


def presses(button):
    """Counts the presses of a button."""
    counted = []
    button.clicked.connect(lambda: counted.append(1))
    return counted


def help_button(kiosk):
    return kiosk.window.bar.buttons[0]


def more_help(kiosk):
    """Help, which does nothing, so that the page stays."""
    button = help_button(kiosk)
    button.clicked.disconnect()
    return button


def rows(kiosk):
    return kiosk.window.findChildren(RadioRow)


def mark(kiosk):
    return kiosk.window.findChild(MissMark)


def empty(kiosk):
    """A point of the page with nothing near: in the margin under the heading."""
    heading = kiosk.at(kiosk.page.screen_shown.heading)
    return QPoint(heading.left(), heading.top() + heading.height() // 2)
