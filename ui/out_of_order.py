"""The page of a kiosk that is out of order: in all its languages at once, and read aloud to whoever presses anything.

``python -m ui.out_of_order`` shows it when the kiosk program does not come up: it reads no settings and no data.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QLocale, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from kiosk.begun_display import wait_for_display
from kiosk.config import Config
from kiosk.display import Display
from kiosk.language import Words
from kiosk.out_of_order import STOPPED, Trouble
from kiosk.service_manager import ServiceManager
from kiosk.speech.speaker import Speaker, State
from kiosk.speech.utterance import Utterance, joined, notice
from kiosk.speech.voices import choose
from ui.errand import Errand
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.theme import GAP, MARGIN, Theme
from ui.watchdog import Watchdog

_SIZES = ("largest", "large", "normal", "small")
_EVERY, _MINUTE = 30_000, 60_000
"""Between two looks whether all is well, and a minute, in milliseconds."""
_LOOKS = 20
"""After so many the program ends in any case."""


class OutOfOrder(QWidget):
    """Fills the screen. Nothing on it can be pressed and nothing closes it; the words are as large as they can be.

    ``phone`` is the council's number, "" where it is not known. ``say`` says what stands there. ``display`` is how it
    is drawn, its text size aside.
    """

    def __init__(
        self,
        trouble: Trouble,
        languages: Sequence[str],
        phone: str,
        say: Callable[[Utterance], object],
        *,
        display: Display = Display(),  # noqa: B008 a frozen value
        px_per_mm: float = 0.0,
    ) -> None:
        super().__init__()
        self._trouble = trouble
        self._words = [Words(code) for code in languages]
        self._phone = phone
        self._say = say
        self._display = display
        self._px_per_mm = px_per_mm
        self._shown: QWidget | None = None
        self.setWindowTitle("Handrail")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def tell(self, trouble: Trouble) -> None:
        """It is something else by now."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._show()

    def read(self) -> None:
        """Says it, in one language after the other."""
        said = joined(notice(self._said(words), words.code) for words in self._words)
        if said is not None:
            self._say(said)

    # Building.

    def _said(self, words: Words) -> Sequence[str]:
        call = [words.say("unusable.call", phone=self._phone)] if self._phone else []
        return [words.say("out_of_order.title"), words.say("out_of_order.person"), *call]

    def _show(self) -> None:
        """In the largest size of words that needs no scrolling."""
        for size in _SIZES:
            theme = Theme(replace(self._display, text_size=size), self._px_per_mm, self.size())
            made = self._page(theme)
            layout = made.layout()
            assert layout is not None  # noqa: S101 it was made with one
            if layout.totalHeightForWidth(self.width()) <= self.height():
                break
        self.setPalette(QPalette(theme.colour("paper")))
        self._theme = theme
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = made
        made.setParent(self)
        made.setGeometry(self.rect())
        made.show()
        first = made.findChild(Heading)
        assert first is not None  # noqa: S101 there is a language
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, theme: Theme) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        margin = theme.px(MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(2 * GAP))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * margin)
        grid.setVerticalSpacing(theme.px(4 * GAP))
        across = 2 if self.width() > self.height() else 1
        for number, words in enumerate(self._words):
            grid.addWidget(self._block(words, theme), number // across, number % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        column.addStretch(1)
        staff = self._words[0].say("out_of_order.staff", code=self._trouble.code)
        column.addWidget(Text(staff, theme, font="bold"))
        column.addWidget(Text(self._trouble.sentence, theme, "quiet"))
        return page

    def _block(self, words: Words, theme: Theme) -> QWidget:
        block = QWidget()
        block.setLocale(QLocale(words.code))
        block.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if words.rtl else Qt.LayoutDirection.LeftToRight
        )
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP))
        title, *rest = self._said(words)
        column.addWidget(Heading(title, theme))
        for line in rest:
            column.addWidget(Text(line, theme))
        column.addStretch(1)
        return block

    # What Qt tells the window.

    def sizeHint(self) -> QSize:
        return QSize(1280, 1024)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("paper"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if not event.isAutoRepeat():
            self.read()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.read()

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab is a key like any other: it reads."""
        self.read()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


class Voice:
    """Says a thing to its end before it is said again. ``name`` is a voice as kiosk.toml has it."""

    def __init__(self, name: str) -> None:
        self._busy = False
        make, _trouble = choose(name)
        self._speaker = Speaker(make, self._told, lambda _spot: None)

    def say(self, said: Utterance) -> None:
        """Unless it speaks already."""
        if not self._busy:
            self._speaker.say(said)

    def _told(self, state: State) -> None:
        self._busy = state.name == "speaking"


class _Watch(QObject):
    """Looks again and again whether all is well, beside the window: a disk may keep it waiting."""

    def __init__(
        self, window: OutOfOrder, manager: ServiceManager, look: Callable[[], Trouble | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._manager = manager
        self._look = look
        self._looks = 0
        self._errand = Errand(self)
        timer = QTimer(self)
        timer.timeout.connect(self.again)
        timer.start(_EVERY)

    def again(self) -> None:
        """Ends the program where all is well, and after some time in any case.

        What it may see of the disks is settled when it is started.
        """
        self._looks += 1
        if self._looks > _LOOKS:
            QApplication.exit(0)
        elif not self._errand.running:
            self._errand.run(lambda _stop: self._look(), self._seen)

    def _seen(self, trouble: Trouble | None) -> None:
        if trouble is None:
            QApplication.exit(0)
        else:
            tell(self._manager, trouble)
            self._window.tell(trouble)


def tell(manager: ServiceManager, trouble: Trouble) -> None:
    """For ``systemctl status``, and for who asks whether the kiosk is healthy (deploy/systemd/libexec/healthy)."""
    manager.status(f"Out of order: {trouble.code}")


def application() -> QApplication:
    """The one QApplication, as simple as can be: what is broken may be in any of the rest."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["handrail"])
    app.setStyle("Fusion")
    return app


def run(window: OutOfOrder, manager: ServiceManager, look: Callable[[], Trouble | None]) -> None:
    """Shows the page until ``look`` finds nothing wrong, for the service manager that then starts the kiosk afresh.

    A kiosk that was open until now is taken away with all that ticks in it.
    """
    for other in QApplication.topLevelWidgets():
        if other is not window:
            other.hide()
            other.deleteLater()
    window.showFullScreen()
    _Watch(window, manager, look)
    Watchdog(window, manager)
    application().exec()


def _main(arguments: Sequence[str]) -> int:
    wait_for_display(os.environ, time.sleep)
    app = application()
    window = OutOfOrder(STOPPED, Config.languages, "", Voice("espeak").say)
    window.showFullScreen()
    if "--minutes" in arguments:
        minutes = float(arguments[arguments.index("--minutes") + 1])
        QTimer.singleShot(int(minutes * _MINUTE), lambda: app.exit(0))
    return app.exec()


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
