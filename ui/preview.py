"""The window beside a preview: how the kiosk's window is to look, and what was read of the sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.authoring import preview
from kiosk.authoring.preview import Previewed, Shown, Unreadable
from kiosk.display import TEXT_SIZES, THEMES, Display, next_of
from kiosk.language import Words
from kiosk.visit import Visit
from ui.errand import Errand
from ui.window import Window

WIDE, TALL = QSize(1280, 1024), QSize(720, 1280)
_LETTERS = 14
_MOST_TOLD = 6
_ON = {True: "on", False: "off"}


@dataclass(frozen=True)
class Sheet:
    """Where the service is written, and which of its two wordings is shown ("a" where there is one)."""

    folder: Path
    variant: str = "a"

    def read(self) -> Shown | Unreadable:
        """As it is now. Takes a second or so."""
        return preview.read(self.folder, self.variant)

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """What tells that it was saved."""
        try:
            return preview.stamp(self.folder)
        except OSError:
            return ()  # between two moments of saving


class Tools(QWidget):
    """Buttons for staff, each of which says how it is now; ``told`` is what was read last.

    The sheet is read again once it was saved and then left alone for a second: spreadsheet programs save in steps.
    """

    def __init__(self, window: Window, visit: Visit, previewed: Previewed, sheet: Sheet) -> None:
        super().__init__()
        self._window, self._visit = window, visit
        self._previewed, self._sheet = previewed, sheet
        self._errand = Errand(self)
        self._seen = self._known = sheet.stamp()
        self.setWindowTitle("Preview: nothing is sent")
        font = self.font()
        font.setPointSize(_LETTERS)
        self.setFont(font)
        column = QVBoxLayout(self)
        self.told = QLabel("")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons: dict[str, QPushButton] = {}
        for name, press in self._acts():
            self.buttons[name] = button = QPushButton()
            button.clicked.connect(lambda _checked=False, press=press: self._press(press))
            column.addWidget(button)
        column.addWidget(self.told)
        column.addStretch(1)
        window.second.connect(self.second)
        self.tell("This is the sheet as it was saved last. Save it again, and the window shows it.")
        self._name()

    def second(self) -> None:
        """To be called every second. The kiosk's window was closed: so does this one."""
        if not self._window.isVisible():
            self.close()
            return
        stamp = self._sheet.stamp()
        if stamp and stamp == self._seen != self._known and not self._errand.running:
            self.load()
        self._seen = stamp
        self._name()  # the kiosk's own pages change the same things

    def load(self) -> None:
        """Reads the sheet, and shows it where it can be used; what was there stays otherwise."""
        self._known = self._seen = self._sheet.stamp()
        self.tell("Reading the sheet…")
        self._errand.run(lambda _stop: self._sheet.read(), self._read)

    def tell(self, words: str) -> None:
        """To who looks at this window, and to their screen reader."""
        self.told.setText(words)
        self.told.setAccessibleName(words)

    def showEvent(self, event: QShowEvent) -> None:
        """To the right of the kiosk's window, as far as the screen goes."""
        super().showEvent(event)
        screen, beside = self.screen().availableGeometry(), self._window.frameGeometry()
        left = min(beside.right() + 1, screen.right() - self.frameGeometry().width())
        self.move(max(screen.left(), left), beside.top())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing this ends the preview."""
        self._errand.stop()
        self._window.close()
        super().closeEvent(event)

    def _read(self, found: Shown | Unreadable) -> None:
        if isinstance(found, Unreadable):
            more = len(found.sentences) - _MOST_TOLD
            lines = [*found.sentences[:_MOST_TOLD], *([f"And {more} more."] if more > 0 else [])]
            self.tell("\n".join(["The sheet cannot be shown as it is now:", *lines]))
            return
        self._window.go(lambda: self._previewed.take(found, self._visit))
        self.tell("This is the sheet as it was saved last.")

    def _press(self, press: Callable[[], object]) -> None:
        press()
        self._name()

    def _acts(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return (
            ("Language", self._speak),
            ("Size of letters", lambda: self._next("text_size", tuple(TEXT_SIZES))),
            ("Colours", lambda: self._next("theme", THEMES)),
            ("Easy Read", lambda: self._next("easy_read", (False, True))),
            ("Yes or no, one at a time", lambda: self._next("yes_no", (False, True))),
            ("Read aloud", lambda: self._next("read_aloud", (False, True))),
            ("Screen", self._turn),
            (
                "Begin again",
                lambda: self._window.go(lambda: preview.begin(self._visit, self._visit.language)),
            ),
            ("Read the sheet again", self.load),
        )

    def _name(self) -> None:
        display = self._visit.display
        now = {
            "Language": Words(self._visit.language).say("language.own_name"),
            "Size of letters": display.text_size,
            "Colours": display.theme.replace("_", " "),
            "Easy Read": _ON[display.easy_read],
            "Yes or no, one at a time": _ON[display.yes_no],
            "Read aloud": _ON[display.read_aloud],
            "Screen": "tall" if self._tall else "wide",
        }
        for name, button in self.buttons.items():
            words = f"{name}: {now[name]}" if name in now else name
            if button.text() != words:
                button.setText(words)

    def _next(self, field: str, values: Sequence[object]) -> None:
        display = self._visit.display
        after = next_of(values, getattr(display, field))
        changed: Display = replace(display, **{field: after})
        self._window.go(lambda: self._visit.show(changed))

    def _speak(self) -> None:
        code = next_of(self._visit.languages, self._visit.language)
        self._window.go(lambda: self._visit.speak(code))

    @property
    def _tall(self) -> bool:
        return self._window.height() > self._window.width()

    def _turn(self) -> None:
        screen = QApplication.primaryScreen().availableSize()
        wanted = WIDE if self._tall else TALL
        self._window.resize(wanted.scaled(screen.boundedTo(wanted), Qt.AspectRatioMode.KeepAspectRatio))
