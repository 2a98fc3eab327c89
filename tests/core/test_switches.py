"""Switches: found out with no timing, presses that count, and a scan that waits for the voice (M9)."""

import pytest

from kiosk.switches import LOOPS, Finding, Presses, Scan


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def pressed(*keys):
    found = Finding()
    steps = [found.step]
    for key in keys:
        found = found.press(key)
        steps.append(found.step)
    return found, steps


def test_two_switches_are_each_pressed_twice():
    """M9: identify each switch twice."""
    found, steps = pressed("1", "1", "2", "2")
    assert (found.move, found.pick, found.count) == ("1", "2", 2)
    assert steps[:4] == ["first", "again", "second", "again"]


def test_one_switch_is_pressed_again_where_the_second_is_asked_for():
    """M9: one switch, which scans."""
    found, steps = pressed("F5", "F5", "F5")
    assert steps[-1] == "only_one"
    assert found.count == 0
    assert found.press("F5").count == 1


def test_who_pressed_the_first_again_by_mistake_can_go_on_with_the_second():
    """M9: no wrong turn leads to the wrong mode."""
    found, steps = pressed("1", "1", "1", "2", "2")
    assert steps[-3:-1] == ["only_one", "again"]
    assert found.count == 2


@pytest.mark.parametrize("keys", [("1", "2"), ("1", "1", "2", "1")])
def test_a_stray_press_changes_nothing_and_says_so(keys):
    """M9: forgiving."""
    found, steps = pressed(*keys)
    assert steps[-1] == "stray"
    assert found.count == 0
    assert found.press(found.waiting).step != "stray"


def test_a_trembling_switch_counts_once(clock):
    """M9: ignore-repeat, 0.3 s."""
    presses = Presses(clock, accept=0.0, ignore=0.3)
    assert presses.down("1") == "1"
    presses.up()
    clock.now = 0.2
    assert presses.down("1") == ""
    presses.up()
    clock.now = 0.31
    assert presses.down("2") == "2"


def test_a_press_must_last_as_long_as_was_set(clock):
    """M9: acceptance time, 0 to 2 s."""
    presses = Presses(clock, accept=1.0, ignore=0.3)
    assert presses.down("1") == ""
    clock.now = 0.9
    assert presses.held() == ""
    presses.up()
    clock.now = 2.0
    assert presses.held() == ""
    assert presses.down("1") == ""
    clock.now = 3.0
    assert presses.held() == "1"
    assert presses.held() == ""


def test_the_scan_waits_for_the_voice_and_then_its_time(clock):
    """M9: 2.0 s from the end of what is said."""
    scan = Scan(clock)
    for clock.now in (1.0, 2.5, 4.0):
        assert not scan.tick(2.0, speaking=True)
    clock.now = 5.9
    assert not scan.tick(2.0, speaking=False)
    clock.now = 6.0
    assert scan.tick(2.0, speaking=False)
    assert not scan.tick(2.0, speaking=False)


def test_after_three_rounds_it_rests_until_a_press_which_only_wakes_it(clock):
    """M9: 3 loops, then pauses."""
    scan = Scan(clock)
    for _ in range(LOOPS):
        scan.come_round()
    assert scan.resting
    clock.now = 100.0
    assert not scan.tick(2.0, speaking=False)
    assert scan.pressed() is False
    assert not scan.resting
    clock.now = 102.0
    assert scan.tick(2.0, speaking=False)
    assert scan.pressed() is True
