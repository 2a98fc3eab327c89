"""Explore by touch: a finger hears, a second tap presses (M6)."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.display import Display
from kiosk.stage import Asking
from tests.ui.hand import mark, rows
from ui.parts.heading import Heading


class TestExplore:
    @pytest.fixture
    def exploring(self, voiceless):
        def make(**wishes):
            return voiceless(display=Display(explore=True), **wishes)

        return make

    def test_a_finger_hears_what_it_slides_over_and_presses_nothing(self, exploring):
        """M6: each once; controls take the focus as they are heard (A5), text is heard too."""
        kiosk, hand, told = exploring()
        first, second = rows(kiosk)
        heading = kiosk.page.screen_shown.heading
        hand.press(heading)
        hand.move(first)
        hand.move(first)
        at = hand.move(second)
        hand.lift(at)
        assert [each for each in told if each != "meant"] == [heading, first, second]
        assert second.hasFocus()
        assert not first.isChecked()
        assert not second.isChecked()
        assert isinstance(told[1], Heading)

    def test_empty_space_is_told(self, exploring):
        """M6, M2: "nothing here", once; and it is marked."""
        kiosk, hand, told = exploring()
        box = kiosk.at(rows(kiosk)[0])
        hand.press(QPoint(3, box.center().y()))
        hand.slip(0.5)
        hand.lift()
        assert told == ["meant", None]
        assert mark(kiosk).isVisible()
        hand.tap(rows(kiosk)[0])
        assert not mark(kiosk).isVisible()

    @pytest.mark.parametrize("where", ["there", "elsewhere"])
    def test_a_second_tap_presses_what_was_heard(self, exploring, where):
        """M6: within 800 ms, anywhere."""
        kiosk, hand, _ = exploring()
        first, second = rows(kiosk)
        hand.tap(first)
        hand.wait(0.7)
        hand.press(first if where == "there" else second)
        assert first.isDown()
        hand.lift()
        assert first.isChecked()
        assert not second.isChecked()

    def test_later_it_explores(self, exploring):
        """M6: a tap after 800 ms is the first of another pair."""
        kiosk, hand, told = exploring()
        first, _second = rows(kiosk)
        hand.tap(first)
        hand.wait(0.9)
        hand.tap(first)
        assert not first.isChecked()
        assert told.count(first) == 2

    def test_a_second_touch_that_stays_explores(self, exploring):
        """M6: it is no tap: half a second later it hears what lies under it."""
        kiosk, hand, told = exploring()
        first, second = rows(kiosk)
        hand.tap(first)
        hand.wait(0.2)
        hand.press(second)
        hand.wait(0.6)
        kiosk.touch.look_again()
        assert told[-1] is second
        assert not first.isDown()
        hand.lift()
        assert not first.isChecked()

    def test_the_select_key_presses_it_too(self, exploring):
        """M6, M7: without haste."""
        kiosk, hand, _ = exploring()
        first = rows(kiosk)[0]
        hand.tap(first)
        hand.wait(30)
        kiosk.key(Qt.Key.Key_Return)
        assert first.isChecked()

    def test_text_is_not_pressed_and_what_keys_reached_is_heard_first(self, exploring):
        """M6, A5: what acts is what was heard last."""
        kiosk, hand, told = exploring()
        heading = kiosk.page.screen_shown.heading
        hand.tap(heading)
        hand.wait(0.2)
        hand.tap(heading)
        first, second = rows(kiosk)
        hand.wait(2)
        hand.tap(first)
        second.setFocus()
        hand.wait(0.2)
        hand.tap(second)
        assert told[-1] is first
        assert not first.isChecked()

    def test_a_page_that_came_by_a_double_tap_is_not_pressed_by_a_third(self, exploring):
        """M3, M6."""
        kiosk, hand, _ = exploring()
        kiosk.go(kiosk.fill)
        for _ in range(2):
            hand.tap(kiosk.window.ways.primary)
            hand.wait(0.1)
        assert kiosk.visit.stage == Asking("/data/when")
        hand.tap(kiosk.window.ways.primary)
        hand.wait(0.1)
        assert kiosk.visit.stage == Asking("/data/when")

    def test_a_resting_hand_does_not_block_exploring(self, exploring):
        """M4, M6: what has kept its place for a second gives way."""
        kiosk, hand, told = exploring()
        first, second = rows(kiosk)
        hand.press(first, 0)
        hand.wait(0.1)
        hand.press(second, 1)
        hand.lift(finger=1)
        assert told[-1] is first
        hand.wait(2)
        hand.press(second, 1)
        assert told[-1] is second

    def test_without_the_voice_there_is_nothing_to_explore_by(self, at_rest):
        """M6: silence must not leave a screen that cannot be pressed."""
        kiosk, hand = at_rest(display=Display(explore=True, read_aloud=False))
        hand.tap(rows(kiosk)[0])
        assert rows(kiosk)[0].isChecked()

    def test_a_field_can_be_explored_and_typed_into(self, exploring):
        """M6."""
        kiosk, hand, told = exploring(number=3)
        field = kiosk.window.findChildren(QLineEdit)[0]
        hand.tap(field)
        assert told[-1] is field
        assert field.hasFocus()
