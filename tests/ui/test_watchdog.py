"""Signs of life for the service manager, and the end between two visits, in a real window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.stage import Aside
from tests.ui.kiosk_rig import settle
from ui.between_visits import end_between_visits
from ui.watchdog import Watchdog


class Told:
    """A service manager that listens. The test moves the time, so its watchdog has none of its own."""

    watchdog = 0.0

    def __init__(self):
        self.heard = []

    def ready(self):
        self.heard.append("ready")

    def turning(self):
        self.heard.append("turning")


def test_a_window_that_paints_gives_signs_of_life_and_one_that_does_not_gives_none(rig):
    kiosk, told = rig(), Told()
    watchdog = Watchdog(kiosk.window, told)
    assert told.heard == ["ready", "turning"]
    for _ in range(3):
        settle()
        watchdog.look()
    assert told.heard == ["ready"] + ["turning"] * 4
    kiosk.window.setUpdatesEnabled(False)  # its thread turns, and the screen stands still
    for _ in range(3):
        watchdog.look()
        settle()
    assert told.heard.count("turning") == 4


@pytest.mark.parametrize("over", ["curtain", "person", "largest"])
def test_nothing_that_lies_over_the_page_hides_that_it_paints(rig, over):
    kiosk, told = rig(), Told()
    if over == "curtain":
        kiosk.go(lambda: kiosk.visit.show(replace(kiosk.visit.display, curtain=True)))
        assert kiosk.window.curtain.isVisible()
    elif over == "person":
        kiosk.go(lambda: kiosk.visit.open(Aside.PERSON))
    else:
        kiosk.go(lambda: kiosk.visit.show(replace(kiosk.visit.display, text_size="largest", reach=True)))
    watchdog = Watchdog(kiosk.window, told)
    for _ in range(2):
        settle()
        watchdog.look()
    assert told.heard.count("turning") == 3


def test_the_program_ends_between_two_visits_and_never_in_one(rig, monkeypatch):
    kiosk, ended = rig(), []
    monkeypatch.setattr(QCoreApplication, "exit", ended.append)
    wanted = [None]
    end_between_visits(kiosk.window, kiosk.visit, lambda: wanted[0])
    kiosk.second()
    wanted = [0]
    kiosk.go(lambda: kiosk.visit.open(Aside.DISPLAY))
    kiosk.second()
    kiosk.go(kiosk.visit.end)
    kiosk.visit.choose("bins")
    kiosk.second()
    assert ended == []
    kiosk.go(kiosk.visit.end)
    kiosk.go(kiosk.visit.end)
    kiosk.second()
    assert ended == [0]
