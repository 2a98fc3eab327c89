"""What the real window tells of a visit: the same that a person does in it, and no more."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.analytics.happenings import (
    Answered,
    Began,
    Ended,
    HelpClosed,
    HelpOpened,
    Left,
    Missed,
    Opened,
    Over,
    ProblemShown,
    SpeechRepeated,
    Stirred,
    Used,
)
from kiosk.keys import Command
from tests.analytics.test_telling import SAID
from tests.ui.kiosk_rig import REFERENCE, Rig, settle, shelves
from ui.noticing import Noticing

PAGES = (Began, Opened, Left, ProblemShown, HelpOpened, HelpClosed, Ended, Over)
SIGNS = (Stirred, Missed, SpeechRepeated, Used, Answered)


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    return shelves(tmp_path_factory.mktemp("noticed"))


@pytest.fixture
def rig(qtbot, services):
    kiosk = Rig(services)
    qtbot.addWidget(kiosk.window)
    kiosk.noticing = Noticing(kiosk.window, kiosk.visit, lambda: kiosk.seconds)
    kiosk.told = []
    kiosk.noticing.listeners.append(kiosk.told.append)
    return kiosk


def said(rig, kinds):
    return [SAID[type(each)](each) for each in rig.told if isinstance(each, kinds)]


def test_a_service_done_from_its_choice_to_its_reference_is_told_page_by_page(rig):
    """K1: begun, each page with the way it was left, the problem, and finished."""
    rig.to_question(1)
    rig.go(rig.visit.proceed)
    rig.press("Help")
    rig.go(rig.visit.close)
    rig.fill()
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.back)
    rig.go(rig.visit.proceed)
    for _ in range(3):
        rig.fill()
        rig.go(rig.visit.proceed)
    rig.go(lambda: rig.visit.change("/data/when"))
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.agree)
    rig.go(rig.window.submit)
    rig.outbox.promises[-1].set_result(REFERENCE)
    settle()
    rig.go(rig.visit.end)
    first = [
        "began bins",
        "opened before",
        "left on",
        "opened /data/bin",
        "problem /data/bin required.choice",
    ]
    back = ["left on", "opened /data/when", "left back", "opened /data/bin", "left on", "opened /data/when"]
    rest = ["left on", "opened /data/you", "left on", "opened /data/more", "left on", "opened check"]
    change = ["left away", "opened /data/when", "left on", "opened check", "left on", "opened consent"]
    last = ["left on", "opened sent", "ended finished", "over"]
    assert said(rig, PAGES) == [*first, "help help", "help closed", *back, *rest, *change, *last]


def test_how_somebody_works_is_told_and_never_which_key_or_where(rig):
    """K5: keys, touches that meet something or miss, what is asked of the voice. Who listens and fails is left out."""

    def fails(_happening):
        raise ValueError("a secret")

    rig.noticing.listeners.insert(0, fails)
    rig.key(Qt.Key.Key_Tab)
    assert rig.told == []  # no service is chosen yet
    rig.to_question(3)
    rig.told.clear()
    rig.seconds += 1  # a touch at once would be for the page before
    rig.key(Qt.Key.Key_A)
    rig.key(Qt.Key.Key_F20)  # Select of the EZ Access keypad
    QTest.mouseClick(
        rig.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2)
    )
    settle()
    rig.window.keypad.asked.emit(Command.REPEAT)
    rig.noticing.give_way(True)
    rig.noticing.hears = lambda: True
    rig.second()
    assert set(said(rig, SIGNS)) >= {
        "stirred",
        "used keyboard",
        "used keypad",
        "missed",
        "repeated",
        "used speech",
        "used screen_reader",
    }
    assert rig.noticing.listeners == [rig.told.append]
