"""By ear alone: what comes of a PIN, of sending again and of printing is said whole, once, and with what is next."""

from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.config import Config
from kiosk.pin import Wrong
from kiosk.printing.copying import Copying
from kiosk.stage import Sent
from tests.journeys.kiosk import Kiosk, Listener
from tests.printing.at_once import AtOnce
from tests.ui.kiosk_rig import settle
from ui.audit.office import AuditOffice
from ui.desk import Desk
from ui.printing import Printer


class Office(AuditOffice):
    """Says of each PIN what the test wants."""

    found = Wrong(0)

    def check(self, _pin):
        future = Future()
        future.set_result(self.found)
        return future


class Tray:
    done = False

    def send(self, _paper):
        return "tray-1"

    def look(self, _job):
        return self.done

    def empty(self):
        pass


@pytest.fixture
def kiosk():
    made = Kiosk("en", voice=Listener)
    yield made
    made.close()


def heard(kiosk, do):
    """All that ``do`` brings about, in words."""
    before = len(kiosk.said)
    do()
    settle()
    return [text for _language, text in kiosk.said[before:]]


def test_what_is_wrong_with_a_pin_is_said(kiosk):
    """A11."""
    office = Office()
    kiosk.window.desk = Desk(kiosk.window, kiosk.visit, office)
    kiosk.go(kiosk.window.desk.knock)

    def type_it():
        kiosk.page.findChild(QLineEdit, "staff.pin").setFocus()
        kiosk.key(Qt.Key.Key_7)
        kiosk.key(Qt.Key.Key_Return)

    for office.found, words in ((Wrong(0), "That is not the PIN."), (Wrong(30), "Wait 30 seconds.")):
        assert words in heard(kiosk, type_it)[-1]


def test_what_comes_of_printing_is_not_cut_short_by_what_has_the_focus(kiosk):
    """A4, A17."""
    tray = Tray()
    copying = Copying(tray, lambda: kiosk.seconds, AtOnce())
    config = Config(data=kiosk.window._config.data)
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    kiosk.window.printer = Printer(kiosk.window, kiosk.visit, config, copying, lambda: now)
    kiosk.window.second.connect(kiosk.window.printer.second)
    kiosk.go(lambda: kiosk.visit.begin("en"))
    kiosk.go(lambda: kiosk.visit.choose("missed-bin"))
    kiosk.visit.stage = Sent("KTM7RF2WD")
    kiosk.go(lambda: None)
    while kiosk.focus.objectName() != "printing":
        kiosk.key(Qt.Key.Key_Down)

    def press():
        kiosk.key(Qt.Key.Key_Return)

    def wait():
        kiosk.second()
        kiosk.second()

    printing = "Your paper is being printed. Wait here for it. Stop printing. Press Enter to do this."
    assert heard(kiosk, press) == [printing]
    assert heard(kiosk, press) == ["It is not printed."]
    assert heard(kiosk, press) == [printing]
    tray.done = True
    assert heard(kiosk, wait) == ["Did your paper come out? Yes, I have it. Press Enter to do this."]
    kiosk.key(Qt.Key.Key_Down)
    (said,) = heard(kiosk, press)
    assert said.startswith("Nothing came out. Try again, or ask a member of staff.")
    assert said.endswith("Try again. Press Enter to do this.")
