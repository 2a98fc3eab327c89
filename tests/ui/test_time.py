"""Time at the kiosk: nobody is hurried, and an abandoned page is hidden before it is wiped (T1, T2, T4, P5)."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.config import ASSETS
from kiosk.display import Display
from kiosk.stage import Aside, Asking, Welcome
from tests.ui.hand import Hand
from tests.ui.kiosk_rig import settle

OURS = ASSETS.parent
QUIET = Display(read_aloud=False)


def answered(rig, **wishes):
    kiosk = rig(**wishes)
    kiosk.to_question(3)
    kiosk.fill()
    kiosk.window.refresh()
    return kiosk


def test_there_is_twice_the_time_while_pages_are_read_aloud_and_it_changes_with_the_setting(rig):
    """T1: the rig warns after 90 seconds, or 180."""
    kiosk = answered(rig)
    kiosk.second(120)
    assert kiosk.visit.aside is None
    kiosk.go(lambda: kiosk.visit.show(QUIET))
    kiosk.second()
    assert kiosk.visit.aside is Aside.IDLE


@pytest.mark.parametrize("switches", [1, 2])
def test_there_is_twice_the_time_with_switches(rig, switches):
    """T1."""
    kiosk = answered(rig, display=replace(QUIET, switches=switches))
    kiosk.second(179)
    assert kiosk.visit.aside is None
    kiosk.second(1)
    assert kiosk.visit.aside is Aside.IDLE


@pytest.mark.parametrize("sign", ["key", "finger", "mouse"])
def test_the_warning_is_taken_away_as_often_as_one_likes(rig, sign):
    """T2: any key or tap, more than ten times, with place and answers kept."""
    kiosk = answered(rig)
    for _ in range(12):
        kiosk.second(239)
        assert kiosk.visit.aside is Aside.IDLE
        assert kiosk.visit.seconds_left == 1
        if sign == "key":
            kiosk.key(Qt.Key.Key_F9)
        else:
            Hand(kiosk, mouse=sign == "mouse").tap(kiosk.window.bar)
        assert kiosk.visit.aside is None
    assert kiosk.visit.stage == Asking("/data/you")
    assert kiosk.visit.page.questions[0].raw == "Ann Other"


def test_the_warning_lasts_a_minute_and_then_all_is_gone(rig):
    """T2, P1."""
    kiosk = answered(rig)
    kiosk.second(180)
    kiosk.second(59)
    assert kiosk.visit.aside is Aside.IDLE
    kiosk.second(1)
    assert kiosk.visit.stage == Welcome()
    assert not kiosk.visit.has_answers


def test_the_warning_shows_nothing_of_the_page(rig):
    """P5: pixel by pixel the same, whatever was answered and on whichever page."""
    warnings = []
    for number, fill in ((1, False), (3, True), (4, False)):
        kiosk = rig(display=QUIET)
        kiosk.to_question(number)
        if fill:
            kiosk.fill()
            kiosk.window.refresh()
        before = kiosk.window.grab().toImage()
        kiosk.second(90)
        assert kiosk.visit.aside is Aside.IDLE
        warnings.append(kiosk.window.grab().toImage())
        assert warnings[-1] != before
    assert warnings[0] == warnings[1] == warnings[2]


def test_no_page_goes_on_by_itself(rig):
    """T4: an hour of being read to changes nothing but the clock."""
    kiosk = answered(rig)
    kiosk.window.set_reading(True)
    settle()
    before = kiosk.window.grab().toImage()
    for _ in range(60):
        kiosk.second(60)
    assert kiosk.visit.stage == Asking("/data/you")
    assert kiosk.visit.aside is None
    assert kiosk.window.grab().toImage() == before


def test_no_timer_that_nobody_knows_of_moves_the_screen():
    """T4: which files start a timer, and what for. A new one belongs in this list, with its reason."""
    known = {
        "ui/window.py": "the clock: the idle warning, the countdown, the network's state",
        "ui/touch.py": "a press that is held",
        "ui/switches.py": "one switch: the kiosk moves on, and waits for the voice (M9)",
        "ui/inputs/find.py": "how many were found is said when the typing rests; nothing moves",
        "ui/inputs/aiming.py": "the count before a photo, which the person begins and can stop",
        "ui/watchdog.py": "a dot that shows systemd that the window paints; no page changes",
        "ui/out_of_order.py": "nobody can be served: it looks if all is well again, and opens the kiosk then",
        "ui/enrolment/flow.py": "a window for staff: it looks for a stick, and opens the kiosk when all is done",
        "ui/cards.py": "keys that come as fast as a scanner's are waited for, 80 ms at most",
    }
    starts = re.compile(r"QTimer\((?!\.)|startTimer\(|QTimeLine|QPropertyAnimation")
    found = {
        str(file.relative_to(OURS))
        for file in (OURS / "ui").rglob("*.py")
        if "audit" not in file.parts and starts.search(file.read_text(encoding="utf-8"))
    }
    assert found <= set(known), found - set(known)
