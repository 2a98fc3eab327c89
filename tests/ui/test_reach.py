"""Reach mode: whatever can be pressed lies within the reach of somebody who sits."""

import pytest
from PySide6.QtCore import QSize

from kiosk.config import Config
from kiosk.display import REACH, Display
from tests.ui.kiosk_rig import PLACES, Rig
from ui.theme import beyond_reach

TALL_MM, PX = 700.0, 1920 / 700.0
"""A 32 inch screen on end, 1080 x 1920."""


def rig_at(services, mount, *, reach=True):
    config = Config(data=services.services[0].folder, windowed=True, px_per_mm=PX, mount=mount)
    return Rig(services, "tall", Display(reach=reach), config=config)


def heights(rig, mount):
    """The lower and upper edge of all that can be pressed, in mm above the floor."""
    whole = rig.window.height()
    for control in rig.controls():
        box = rig.at(control)
        if rig.window.rect().contains(box.center()):
            yield mount + (whole - box.bottom() - 1) / PX, mount + (whole - box.top()) / PX


@pytest.mark.parametrize("mount", [200.0, 600.0, 800.0])
@pytest.mark.parametrize("place", ["welcome", "choice", "check", "help", "stop", "idle"])
def test_all_that_is_pressed_lies_between_380_and_1220_mm(services, place, mount):
    """V11, EN 301 549 clause 8.3: for the height at which the screen hangs."""
    rig = rig_at(services, mount)
    PLACES[place](rig)
    found = list(heights(rig, mount))
    assert found
    for low, high in found:
        assert low >= REACH[0] - 1
        assert high <= REACH[1] + 1


def test_without_it_the_whole_screen_is_used(services):
    """V11: it is the person's choice."""
    rig = rig_at(services, 800.0, reach=False)
    assert max(high for _low, high in heights(rig, 800.0)) > REACH[1]


def test_answers_stay_when_it_is_turned_on(services):
    """V9: live, and nothing is lost."""
    rig = rig_at(services, 800.0, reach=False)
    rig.to_question(3)
    rig.visit.answer("/data/you/name", "Ann Other")
    rig.go(lambda: rig.visit.show(Display(reach=True)))
    assert next(q.raw for q in rig.visit.page.questions) == "Ann Other"
    assert max(high for _low, high in heights(rig, 800.0)) <= REACH[1] + 1


def test_it_is_offered_only_where_it_changes_something(services):
    """V11: a desk screen lies within reach as it is."""
    desk = Rig(services, "square")
    PLACES["ways"](desk)
    assert "ways.reach_on" not in {row.objectName() for row in desk.controls()}
    high = rig_at(services, 800.0, reach=False)
    PLACES["ways"](high)
    assert "ways.reach_on" in {row.objectName() for row in high.controls()}


def test_a_screen_out_of_reach_keeps_room_for_a_page():
    """V11: a screen that hangs far too high still shows something."""
    above, beneath = beyond_reach(QSize(1080, 1920), PX, 1500.0)
    assert beneath == 0
    assert 1920 - above >= 200 * PX
    above, beneath = beyond_reach(QSize(1080, 1920), PX, 0.0)
    assert (above, beneath) == (0, round(380 * PX))
