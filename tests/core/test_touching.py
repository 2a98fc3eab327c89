"""The rules of touch by themselves: what the window's tests cannot make a panel say."""

import pytest

from kiosk.exploring import Exploring
from kiosk.touching import NEAR, PALM, Box, Contact, Pressing, nearest

KEY = Box(100, 100, 120, 120)
BESIDE = Box(123, 100, 143, 120)


def names(acts):
    return [act.name for act in acts]


@pytest.mark.parametrize(
    ("x", "y", "away"),
    [(110, 110, 0), (100, 120, 0), (97, 110, 3), (110, 124, 4), (97, 96, 5), (150, 110, 30)],
)
def test_how_far_a_touch_is_outside(x, y, away):
    assert KEY.away(Contact(0, x, y)) == pytest.approx(away)


@pytest.mark.parametrize(
    ("x", "found"),
    [
        (96.9, None),
        (97, "key"),
        (110, "key"),
        (121.4, "key"),
        (121.6, "beside"),
        (146, "beside"),
        (146.1, None),
    ],
)
def test_the_nearest_target_is_meant_when_near_enough(x, found):
    """M2: up to 3 mm; between two that lie 3 mm apart the nearer."""
    assert NEAR == 3
    assert nearest([("key", KEY), ("beside", BESIDE)], Contact(0, x, 110)) == found


def test_where_there_is_no_target_at_all_nothing_is_meant():
    assert nearest([], Contact(0, 1, 1)) is None


def test_a_contact_that_grows_into_a_palm_presses_nothing_and_one_that_is_told_late_neither():
    """M4: many panels tell the width only after the first report."""
    pressing = Pressing(0.5)
    assert names(pressing.down(Contact(0, 10, 10), "key", 1.0)) == ["press"]
    assert names(pressing.move(Contact(0, 10, 10, PALM + 1), 1.1)) == ["let_go"]
    assert pressing.since is None
    assert pressing.move(Contact(0, 10, 10, 8), 1.2) == []
    assert pressing.up(Contact(0, 10, 10), 1.3) == []
    assert names(pressing.down(Contact(1, 10, 10), None, 2.0)) == ["miss"]
    assert pressing.move(Contact(1, 10, 10, PALM + 1), 2.1) == []
    assert pressing.up(Contact(1, 10, 10, PALM + 1), 2.2) == []


def test_a_finger_whose_lifting_was_never_told_blocks_nothing():
    """M4: a mouse that left the window, a panel that lost a report."""
    pressing = Pressing(0.5)
    pressing.down(Contact(-1, 10, 10), "key", 1.0)
    assert names(pressing.down(Contact(-1, 90, 10), "other", 1.2)) == ["let_go", "press"]
    assert [(act.name, act.target) for act in pressing.up(Contact(-1, 90, 10), 1.3)] == [("act", "other")]


def test_no_bounce_means_none():
    """M3: 0 to 2 seconds, as the kiosk's settings say."""
    pressing = Pressing(0.0)
    for at in (1.0, 1.05):
        pressing.down(Contact(0, 10, 10), "key", at)
        assert names(pressing.up(Contact(0, 10, 10), at + 0.01)) == ["act"]


def test_what_was_slid_away_from_may_be_pressed_at_once():
    """M3: only what has acted is left alone."""
    pressing = Pressing(2.0)
    pressing.down(Contact(0, 10, 10), "key", 1.0)
    assert names(pressing.up(Contact(0, 40, 10), 1.1)) == ["let_go"]
    pressing.down(Contact(0, 10, 10), "key", 1.2)
    assert names(pressing.up(Contact(0, 10, 10), 1.3)) == ["act"]


def test_a_hold_begins_again_when_the_finger_comes_back():
    """M5: the ring and the press mean the same time."""
    pressing = Pressing(0.5)
    pressing.down(Contact(0, 10, 10), "key", 1.0)
    pressing.move(Contact(0, 30, 10), 1.5)
    assert names(pressing.move(Contact(0, 12, 10), 1.9)) == ["press"]
    assert names(pressing.up(Contact(0, 12, 10), 2.5, hold=1.0)) == ["let_go"]


def test_a_swipe_over_nothing_is_no_tap():
    """M2, M10."""
    pressing = Pressing(0.5)
    pressing.down(Contact(0, 10, 10), None, 1.0)
    pressing.move(Contact(0, 60, 10), 1.1)
    assert names(pressing.up(Contact(0, 60, 10), 1.2)) == ["rest"]


def test_what_is_not_known_is_let_pass():
    pressing, exploring = Pressing(0.5), Exploring()
    at = Contact(4, 10, 10)
    assert pressing.move(at, 1.0) == pressing.up(at, 1.0) == []
    assert exploring.move(at, "key", 1.0) == exploring.up(at, "key", 1.0) == []


def test_a_palm_explores_nothing():
    """M4, M6: from its beginning, or once it is told to be one."""
    exploring = Exploring()
    assert exploring.down(Contact(0, 10, 10, PALM + 1), "key", 1.0) == []
    assert names(exploring.down(Contact(1, 10, 10), "key", 2.0)) == ["hear"]
    assert exploring.move(Contact(1, 60, 10, PALM + 1), "other", 2.1) == []
    assert exploring.move(Contact(1, 90, 10), "other", 2.2) == []
    assert names(exploring.down(Contact(2, 10, 10), "key", 2.3)) == ["hear"]


def test_a_palm_does_not_end_a_double_tap():
    """M4, M6."""
    exploring = Exploring()
    exploring.down(Contact(0, 10, 10), "key", 1.0)
    exploring.up(Contact(0, 10, 10), "key", 1.1)
    assert names(exploring.down(Contact(0, 10, 10), "key", 1.3)) == ["press"]
    assert names(exploring.move(Contact(0, 10, 10, PALM + 1), "key", 1.4)) == ["let_go"]
    assert exploring.up(Contact(0, 10, 10), "key", 1.5) == []
