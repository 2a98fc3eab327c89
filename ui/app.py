"""Starts the window. The first page is painted before anything is loaded that it does not need."""

import os
import signal
import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kiosk import log
from kiosk.begun_display import display_has_gone
from kiosk.config import Config
from kiosk.errors import EvaluationError
from kiosk.visit import Visit
from ui.window import Window

FIRST_PAINT = "KIOSK_FIRST_PAINT_FD"
"""Names an open file descriptor that gets one byte when the welcome page has been painted (benchmarks)."""
BROKE = 1
"""What the window gives when its screen has gone: Qt ends the program with it. A fault that cannot be seen to gives the
same, and nothing of the visit is left then."""
_WINDOWED = QSize(1280, 1024)
_NO_SCREEN = (
    "The screen that DISPLAY names cannot be opened: start the kiosk as the user who is logged in on it."
)


def run(
    visit: Visit,
    config: Config,
    online: Callable[[], bool],
    painted: Callable[[Window], object] = lambda _window: None,
) -> int:
    """Shows the visit until the kiosk is told to stop; gives the program's exit code.

    ``online`` must answer at once. ``painted`` is called with the window when its first page is on the screen:
    the voice, the outbox and the form engine are to be started there. What it returns is kept alive.
    """
    app = _application()
    window = Window(visit, config, online, _size(app, config))
    sys.excepthook = _Rescue(visit, window).rescue
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: app.exit(_why_it_ends()))  # quit() asks the window, which says no
    if config.windowed:
        window.show()
    else:
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.showFullScreen()
    kept: list[object] = []
    first = _FirstPaint(window, lambda: kept.extend(_begin(window, visit, config, painted)))
    code = app.exec()
    del first
    return code


def _why_it_ends() -> int:
    """The program of a display that has gone is ended by systemd, too, which may see it sooner than Qt does."""
    return BROKE if display_has_gone(os.environ) else 0


def application() -> QApplication:
    """The one QApplication, made ready: style, and the roles that a screen reader needs."""
    app = _application()
    _describe()
    return app


def _application() -> QApplication:
    qInstallMessageHandler(_told_by_qt)
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["handrail"])
    app.setStyle("Fusion")
    return app


def _describe() -> None:
    from ui import accessibility  # noqa: PLC0415 the first paint does not wait for it

    accessibility.install()


def _told_by_qt(kind: QtMsgType, _context: object, message: str) -> None:
    """Qt's own warnings go to the log; the one that painting in memory gives for every window means nothing.

    A screen that cannot be opened is all that Qt calls fatal: it would end the program at once, with a core dump.
    """
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"kiosk: {_NO_SCREEN}\n")
        sys.stderr.flush()
        os._exit(1)
    if kind is not QtMsgType.QtDebugMsg and "propagateSizeHints" not in message:
        log.warning("Qt: %s", message)


def _size(app: QApplication, config: Config) -> QSize:
    screen = app.primaryScreen()
    if not config.windowed:
        return screen.size()
    return _WINDOWED.boundedTo(screen.availableSize())


def _begin(
    window: Window, visit: Visit, config: Config, painted: Callable[[Window], object]
) -> tuple[object, ...]:
    if number := os.environ.pop(FIRST_PAINT, ""):
        os.write(int(number), b"1")
    _describe()  # the page is built anew as soon as there is a voice, so that no label of before stays in use
    from ui.activity import Activity  # noqa: PLC0415 the first paint waits for none of these
    from ui.cards import Cards  # noqa: PLC0415 likewise
    from ui.dictation import Dictation  # noqa: PLC0415 likewise
    from ui.presets import Presets  # noqa: PLC0415 likewise
    from ui.scanner import Scanner  # noqa: PLC0415 likewise
    from ui.switches import Switches  # noqa: PLC0415 likewise
    from ui.touch import Touch  # noqa: PLC0415 likewise

    Scanner(window, visit)
    switches = Switches(window, visit, config, monotonic)
    # The last to come is asked first: any press is a sign of life, whoever takes it then.
    window.activity = Activity(window.windowHandle(), window.wake, Touch(window, visit, config.bounce))
    presets = Presets(window, visit)
    Dictation(window)
    kept = painted(window)
    Cards(window, presets.card)
    return switches, presets, kept


class _FirstPaint(QObject):
    """Calls ``then`` once, after the window has been painted for the first time."""

    def __init__(self, window: Window, then: Callable[[], object]) -> None:
        super().__init__()
        self._window = window
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


class _Rescue:
    """Something unexpected: an event id in the log, the "ask a person" page, and nothing of the visit kept.

    The log gets the place and the kind of error, never its words, which may hold an answer (P2).
    """

    def __init__(self, visit: Visit, window: Window) -> None:
        self._visit = visit
        self._window = window
        self._busy = False

    def rescue(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For sys.excepthook. A fault while rescuing ends the program, so that it is started afresh."""
        del kind
        log.fault(error, trace, os.urandom(4).hex())
        if self._busy:
            QApplication.exit(BROKE)
            return
        self._busy = True
        # A form that asks for too much work leaves the other services.
        self._visit.fail("unusable.form" if isinstance(error, EvaluationError) else "unusable.fault")
        self._window.refresh()
        self._busy = False
