"""The real kiosk, and somebody who types a word of their own into every box: run by test_canary.py.

What is to be done comes as a line of JSON on stdin; each thing done is told as a line on the descriptor ``tell``, and
the next waits for a line on stdin.
"""

import json
import os
import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from kiosk import log
from kiosk.cli import compose, start
from kiosk.cli.demo import plausible
from kiosk.display import Display
from kiosk.stage import Aside, Asking
from ui.audit.kiosk import settle
from ui.demo import Journey, Plan
from ui.inputs.base import Input

ORDER = json.loads(sys.stdin.readline())
TELL = ORDER["tell"]
BOXES = (QLineEdit, QPlainTextEdit)
CONTROL = Qt.KeyboardModifier.ControlModifier


def tell(done, **more):
    """Says what was done, and waits until it has been looked into."""
    os.write(TELL, json.dumps({"done": done, **more}).encode() + b"\n")
    sys.stdin.readline()


def main():
    ahead = SimpleNamespace(seconds=0.0)
    compose.time = SimpleNamespace(monotonic=lambda: time.monotonic() + ahead.seconds)
    give_voice = start.give_voice

    def then(window, visit, config):
        reader = give_voice(window, visit, config)
        QTimer.singleShot(0, lambda: follow(window, visit, ahead))
        return reader

    start.give_voice = then
    return start.open_kiosk()


def follow(window, visit, ahead):
    try:
        if ORDER["leak"]:
            leak(ORDER["word"], window)
        while ORDER["send"] and visit._means.outbox.refusal("council"):
            QApplication.processEvents()
        if ORDER["pin"]:
            staff(ORDER["pin"], window, visit)
        for service in ORDER["send"]:
            person = Citizen(window, visit, service)
            person.choose()
            person.answer()
            kept = visit.filling.instance().decode().lower().count(ORDER["word"])
            files = sum(ORDER["word"].encode() in file.data for file in visit.filling.attachments())
            tell("sent", reference=person.send(), typed=person.typed, kept=kept, files=files)
            person.finish()
            window.go(visit.end)
        for end in ORDER["ends"]:
            person = Citizen(window, visit, ORDER["sensitive"])
            person.choose()
            person.type_everything()
            ENDS[end](window, visit, ahead)
            tell(end, stage=type(visit.stage).__name__)
    except BaseException as error:
        tell("failed", stage=repr(visit.stage), error="".join(traceback.format_exception(error)))
        raise
    finally:
        QApplication.exit()


def staff(pin, window, visit):
    """Somebody of the staff looks how the kiosk stands."""
    window.open(Aside.PERSON)
    window.go(window.desk.knock)
    settle()
    QTest.keyClicks(window.scroller.findChild(QLineEdit, "staff.pin"), pin)
    window.ways.primary.click()
    while window.desk.busy:
        QApplication.processEvents()
    tell("staff", aside=str(visit.aside))
    window.go(visit.close)


class Citizen(Journey):
    """Somebody who types the word into every box there is, and then what is asked for where it is not taken."""

    typed = 0

    def __init__(self, window, visit, service):
        own = service == ORDER["sensitive"]
        answers = (
            ORDER["answers"] if own else plausible(visit.catalogue.service(service), ORDER["seeds"][service])
        )
        looks = Display(answers_aloud=True)
        super().__init__(
            window, visit, Plan(service, "en", answers, looks, (1280, 1024), Path(os.devnull)), print
        )

    def _picture(self, _name):
        settle()

    def answer(self):
        while isinstance(self._visit.stage, Asking):
            self._page()

    def type_everything(self):
        """From page to page up to the last, which stays."""
        while self._visit.filling.page_keys()[-1] != self._visit.stage.key:
            self._page()
        self._type()

    def _page(self):
        stage = self._visit.stage
        self._fill(self._plan.answers)
        self._type()
        self._go_on()
        if self._visit.stage == stage:
            self._fill(self._plan.answers)
            self._go_on()
        assert self._visit.stage != stage, stage

    def _type(self):
        fields = [field for field in self._window.findChildren(Input) if field.isVisible()]
        boxes = [box for field in fields for kind in BOXES for box in field.findChildren(kind)]
        for box in boxes:
            if box.isVisible() and not box.isReadOnly():
                box.setFocus()
                QTest.keyClick(box, Qt.Key.Key_A, CONTROL)
                QTest.keyClicks(box, ORDER["word"])
                QTest.keyClick(box, Qt.Key.Key_A, CONTROL)
                QTest.keyClick(box, Qt.Key.Key_C, CONTROL)
                self.typed += 1


def leave(window, _visit, _ahead):
    """Exit this page."""
    window.top.leave.click()


def wait_too_long(window, visit, ahead):
    window.go(lambda: visit.show(replace(visit.display, read_aloud=False)))
    while window.reading:  # a voice that is still reading is no silence
        QApplication.processEvents()
    for seconds in (400, 130):
        ahead.seconds += seconds
        window._tick()


def stay(_window, _visit, _ahead):
    """In the middle, for kill -9."""


ENDS = {"left": leave, "idle": wait_too_long, "middle": stay}


def leak(word, window):
    """What no kiosk does: that the test would see it is shown by doing it."""
    log.warning("An answer: %s", word)
    with tempfile.NamedTemporaryFile("w", encoding="utf-16-le", delete=False) as file:
        file.write(word)
    settings = QSettings("handrail", "handrail")
    settings.setValue("answer", word)
    settings.sync()
    cache = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation))
    cache.mkdir(parents=True, exist_ok=True)
    (cache / word).touch()
    window.go(lambda: None)


if __name__ == "__main__":
    sys.exit(main())
