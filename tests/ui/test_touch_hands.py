"""Hands that rest, several fingers at once, and a press that must be held."""

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from kiosk.display import Display
from kiosk.stage import Welcome
from tests.ui.hand import Hand, empty, more_help, panel, presses, rows
from ui.parts.hold_ring import HoldRing


class TestSeveralFingers:
    def test_a_resting_hand_does_not_block_a_tap(self, at_rest):
        """M4: which stock Qt loses; and a third finger, and the hand's own lifting does nothing."""
        kiosk, hand = at_rest()
        button = more_help(kiosk)
        counted = presses(button)
        hand.press(empty(kiosk), 0)
        hand.press(empty(kiosk) + QPoint(30, 5), 1)
        hand.wait(4)
        hand.press(button, 2)
        assert button.isDown()
        hand.lift(finger=2)
        assert counted == [1]
        hand.lift(finger=0)
        hand.lift(finger=1)
        assert counted == [1]

    def test_a_hand_that_moves_or_comes_meanwhile_cancels_nothing(self, at_rest):
        """M4: each touch is judged by itself."""
        kiosk, hand = at_rest()
        button = more_help(kiosk)
        counted = presses(button)
        hand.press(button, 0)
        hand.press(empty(kiosk), 1)
        hand.slip(30, finger=1)
        assert button.isDown()
        hand.lift(finger=1)
        hand.lift(finger=0)
        assert counted == [1]

    def test_of_two_at_once_only_the_first_counts(self, at_rest):
        """M4: two fingers of one hand on two rows."""
        kiosk, hand = at_rest()
        first, second = rows(kiosk)
        hand.press(first, 0)
        hand.wait(0.05)
        hand.press(second, 1)
        assert (first.isDown(), second.isDown()) == (True, False)
        hand.lift(finger=1)
        hand.lift(finger=0)
        assert (first.isChecked(), second.isChecked()) == (True, False)

    def test_a_finger_that_rests_on_a_target_gives_way(self, at_rest):
        """M4: the tap of the other hand counts; the resting one does nothing any more."""
        kiosk, hand = at_rest()
        first, second = rows(kiosk)
        hand.press(first, 0)
        hand.wait(3)
        hand.press(second, 1)
        assert (first.isDown(), second.isDown()) == (False, True)
        hand.lift(finger=1)
        hand.wait(1)
        hand.lift(finger=0)
        assert (first.isChecked(), second.isChecked()) == (False, True)

    def test_the_system_may_take_all_touches_away(self, at_rest):
        """M2: a gesture of the panel's own driver, say."""
        kiosk, hand = at_rest()
        row = rows(kiosk)[0]
        hand.press(row)
        assert row.isDown()
        assert kiosk.touch.take(QTouchEvent(QEvent.Type.TouchCancel, panel()))
        assert not row.isDown()
        hand.lift()
        assert not row.isChecked()

    def test_a_panel_that_tells_of_nothing_but_palms_is_not_believed(self, at_rest):
        """M4: its driver counts in units of its own, and all touch would be dead."""
        kiosk, hand = at_rest()
        row = rows(kiosk)[0]
        for state in (QEventPoint.State.Pressed, QEventPoint.State.Released):
            kiosk.touch._judge(state, 0, QPointF(hand.spot(row)), 400 * kiosk.theme.px_per_mm)
        assert row.isChecked()

    def test_a_palm_presses_nothing(self, voiceless):
        """M4: a contact of 31 mm, on a target and over nothing; a finger beside it does its work."""
        kiosk, hand, told = voiceless()
        first, second = rows(kiosk)
        wide, narrow = 31 * kiosk.theme.px_per_mm, 9 * kiosk.theme.px_per_mm
        for state in (QEventPoint.State.Pressed, QEventPoint.State.Released):
            kiosk.touch._judge(state, 6, QPointF(hand.spot(second)), narrow)
        kiosk.seconds += 1
        told.clear()
        for finger, at in enumerate((hand.spot(first), empty(kiosk)), start=7):
            kiosk.touch._judge(QEventPoint.State.Pressed, finger, QPointF(at), wide)
        assert told == []
        assert not first.isDown()
        counted = presses(second)
        hand.tap(second)
        assert counted == [1]
        for finger, at in enumerate((hand.spot(first), empty(kiosk)), start=7):
            kiosk.touch._judge(QEventPoint.State.Released, finger, QPointF(at), wide)
        assert not first.isChecked()
        assert told == ["meant"]


class TestHoldToSelect:
    @pytest.fixture
    def holding(self, at_rest):
        def make(*, motion=False):
            return at_rest(display=Display(hold=1.0, motion=motion))

        return make

    def test_too_short_does_nothing(self, holding):
        """M5: lifted before the ring is full."""
        kiosk, hand = holding()
        row = rows(kiosk)[0]
        hand.tap(row, 0.9)
        assert not row.isChecked()
        assert not row.isDown()
        hand.tap(row, 0.5)
        assert not row.isChecked()

    def test_long_enough_presses(self, holding):
        """M5: when lifted, after any longer time; and again at once, since nothing had been pressed."""
        kiosk, hand = holding()
        row = rows(kiosk)[0]
        hand.tap(row, 0.3)
        hand.tap(row, 1.1)
        assert row.isChecked()

    @pytest.mark.parametrize(
        ("motion", "shown"), [(True, [0.0, 0.3, 0.6, 1.0]), (False, [0.0, 0.25, 0.5, 1.0])]
    )
    def test_a_ring_fills_around_the_finger(self, holding, motion, shown):
        """M5, V10: smoothly, or in steps where nothing may move."""
        kiosk, hand = holding(motion=motion)
        row = rows(kiosk)[0]
        ring = kiosk.window.findChild(HoldRing)
        hand.press(row)
        assert ring.isVisible()
        assert ring.geometry().contains(hand.spot(row))
        parts = []
        for _ in range(4):
            kiosk.touch.look_again()
            parts.append(round(ring.part, 2))
            hand.wait(0.3 if len(parts) < 3 else 0.5)
        assert parts == shown
        hand.lift()
        assert not ring.isVisible()
        assert row.isChecked()

    def test_a_field_is_not_held(self, at_rest):
        """M5: putting the caret somewhere undoes itself."""
        kiosk, hand = at_rest(number=3, display=Display(hold=4.0))
        field = kiosk.window.findChildren(QLineEdit)[0]
        hand.tap(field)
        assert field.hasFocus()


@pytest.mark.parametrize("explore", [False, True], ids=["pressing", "exploring"])
@pytest.mark.parametrize("seed", range(3))
def test_whatever_hands_do_nothing_stays_pressed_and_a_tap_still_works(rig, seed, explore):
    """M4: fingers that come, slide and go in any order, palms among them, and pages that change meanwhile."""
    kiosk = rig(display=Display(explore=explore, hold=0.5 if seed == 2 else 0.0))
    kiosk.to_question(1)
    dice, hand = random.Random(seed), Hand(kiosk)
    size = kiosk.window.size()
    for _ in range(80):
        finger, lain = dice.randrange(4), set(hand.down)
        hand.wait(dice.choice([0.02, 0.1, 0.4, 1.5]))
        if finger not in lain:
            hand.press(QPoint(dice.randrange(size.width()), dice.randrange(size.height())), finger)
        elif dice.random() < 0.5:
            hand.slip(dice.uniform(-30, 30), dice.uniform(-30, 30), finger)
        else:
            hand.lift(finger=finger)
        kiosk.touch.look_again()
        down = [button for button in kiosk.window.findChildren(QAbstractButton) if button.isDown()]
        assert len(down) <= 1
    for finger in list(hand.down):
        hand.lift(finger=finger)
    assert not any(button.isDown() for button in kiosk.window.findChildren(QAbstractButton))
    kiosk.go(kiosk.visit.end)
    hand.wait(5)
    slab = next(button for words, button in kiosk.buttons().items() if words == "English")
    for _ in range(2 if explore else 1):
        hand.tap(slab, 0.4 if explore else 1.0)
        hand.wait(0.2)
    assert not isinstance(kiosk.visit.stage, Welcome)
