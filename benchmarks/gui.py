"""The real window with the real voice, for the speech benchmark."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.pages import open_kiosk, xform
from kiosk.speech.child import ChildVoice
from kiosk.speech.speaker import Speaker
from kiosk.speech.voice import Hear, Settings, Voice
from kiosk.speech.voices import own
from ui.app import application
from ui.parts.caption import Caption
from ui.reader import Reader

QUESTION = 2
"""Of the form of benchmarks/pages.py, the one with choices to go through."""


class Gui:
    """A page of choices; ``press`` goes to the next of them, which is read."""

    def __init__(self, folder: Path) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application()
        self._voices: list[Voice] = []
        self._window, visit = open_kiosk(folder, xform(50))
        for _ in range(QUESTION):
            question = visit.page.questions[0]
            self._window.go(partial(visit.answer, question.path, "7"))
            self._window.go(visit.proceed)
        self.reader = Reader(self._window, visit, partial(Speaker, self._new))
        self._window.opened.connect(self.reader.opened)
        self.reader.settings = Settings(volume=1.0)
        self._window.go(
            lambda: visit.show(replace(visit.display, sounds=False))
        )  # what is heard first is speech
        self._down = True
        self._window.activateWindow()
        self.spin(0.5)  # until it has the focus
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)  # from the heading to the first choice

    def _new(self, hear: Hear) -> Voice:
        self._voices.append(own("espeak")(hear))
        return self._voices[-1]

    @property
    def caption(self) -> Caption:
        """The strip that shows what is said."""
        return self._window.caption

    def press(self) -> float:
        """A key that moves to another choice; gives when it was pressed."""
        here = QApplication.focusWidget()
        moment = time.monotonic()
        self.reader.silence()  # as the window's activity does at every key
        QTest.keyClick(here, Qt.Key.Key_Down if self._down else Qt.Key.Key_Up)
        self._down = not self._down
        return moment

    def show_caption(self) -> None:
        """Shows the strip, as for who has pages read aloud."""
        self.caption.setVisible(True)
        self.spin(0.2)

    def read(self, text: str) -> None:
        """Reads a text that is none of the page's."""
        self.reader.tell(text)

    def hush(self) -> None:
        """Silence, as any key brings."""
        self.reader.silence()

    def spin(self, seconds: float) -> None:
        """Lets the window work."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.0005)

    def spin_until(self, what: Callable[[], float | None], patience: float = 10.0) -> float:
        """The same until ``what`` gives something. Raises RuntimeError when it does not."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if (found := what()) is not None:
                return found
            QApplication.processEvents()
            time.sleep(0.0005)
        raise RuntimeError("the window was never heard")

    def longest_gap(self, seconds: float) -> float:
        """The longest that the window's thread did not come round while a text was read and its words lit up."""
        self.reader.tell("The kiosk reads each page aloud. Press any key to stop the voice. " * 6)
        self.spin(0.5)
        longest, last = 0.0, time.monotonic()
        until = last + seconds
        while last < until:
            QApplication.processEvents()
            time.sleep(0.0005)
            now = time.monotonic()
            longest, last = max(longest, now - last), now
        return longest

    def voice_memory(self) -> float:
        """The resident memory of the voice's process and its player, in MB."""
        voice = self._voices[-1]
        assert isinstance(voice, ChildVoice)
        total = 0
        for status in Path("/proc").glob("[0-9]*/status"):
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            if os.getpgid(int(fields["Pid"])) == voice.pid:
                total += int(fields["VmRSS"].split()[0])
        return total / 1024

    def close(self) -> None:
        """Ends the window and the voice."""
        self.reader.close()
        self._window.close()
