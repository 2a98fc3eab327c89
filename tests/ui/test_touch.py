"""One finger or one mouse, for hands that shake: the baselines that stock Qt fails, and what follows from them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from kiosk.config import Config
from kiosk.display import Display
from kiosk.stage import Aside, Asking, Before, Welcome
from tests.ui.hand import Hand, empty, help_button, mark, more_help, presses, rows
from tests.ui.kiosk_rig import settle
from ui.parts.choice import CheckRow


@pytest.mark.parametrize("mouse", [False, True], ids=["touch", "mouse"])
class TestOnePress:
    @pytest.mark.parametrize("held", [0.02, 0.1, 1.5, 3.0, 60.0])
    def test_it_counts_however_long_it_is_held(self, at_rest, mouse, held):
        """M2: a plain tap, and a press of any length."""
        kiosk, hand = at_rest(mouse=mouse)
        button = more_help(kiosk)
        counted = presses(button)
        hand.press(button)
        assert counted == [], "it acts when lifted (WCAG 2.5.2)"
        hand.wait(held)
        hand.lift()
        assert counted == [1]

    @pytest.mark.parametrize(("start", "by"), [(0.5, 6.0), (0.97, 9.0), (0.97, 10.0), (0.97, 14.5)])
    def test_a_slip_does_not_lose_it(self, at_rest, mouse, start, by):
        """M2: inside, and 9 or 10 mm out of the target; between 10 and 15 mm it stays what it was."""
        kiosk, hand = at_rest(mouse=mouse)
        button = more_help(kiosk)
        counted = presses(button)
        hand.press(hand.spot(button, start))
        at = hand.slip(by, -2.0)
        assert button.isDown()
        hand.lift(at)
        assert counted == [1]

    def test_sliding_away_takes_it_back(self, at_rest, mouse):
        """M2, WCAG 2.5.2: a slide of 16 mm, on the target or off it."""
        kiosk, hand = at_rest(mouse=mouse)
        button = more_help(kiosk)
        counted = presses(button)
        hand.press(button)
        at = hand.slip(0, -16)
        assert not button.isDown()
        hand.lift(at)
        hand.wait(1)
        row = rows(kiosk)[0]
        hand.press(row)
        hand.lift(hand.slip(-16))
        assert counted == []
        assert not row.isChecked()

    def test_back_again_it_counts_again(self, at_rest, mouse):
        """M2: within 10 mm after having been away."""
        kiosk, hand = at_rest(mouse=mouse)
        button = more_help(kiosk)
        counted = presses(button)
        hand.press(button)
        hand.slip(0, -17)
        hand.slip(0, -12)
        assert not button.isDown(), "in between it stays what it was"
        at = hand.slip(0, -9)
        assert button.isDown()
        hand.lift(at)
        assert counted == [1]

    def test_a_near_miss_finds_its_target(self, at_rest, mouse):
        """M2: 2.9 mm outside, and the press shows as if it had met."""
        kiosk, hand = at_rest(mouse=mouse)
        row = rows(kiosk)[0]
        box = kiosk.at(row)
        hand.press(QPoint(box.left() - hand.px(2.9), box.center().y()))
        assert row.isDown()
        assert not mark(kiosk).isVisible()
        hand.lift()
        assert row.isChecked()

    def test_between_two_the_nearer_one_is_meant(self, at_rest, mouse):
        """M2: rows 3 mm apart."""
        kiosk, hand = at_rest(mouse=mouse)
        first, second = rows(kiosk)
        box = kiosk.at(second)
        assert box.top() - kiosk.at(first).bottom() <= hand.px(3) + 1
        hand.press(QPoint(box.center().x(), box.top() - hand.px(1)))
        assert (first.isDown(), second.isDown()) == (False, True)
        hand.lift()
        hand.press(QPoint(box.center().x(), box.top() - hand.px(2)))
        assert (first.isDown(), second.isDown()) == (True, False)

    def test_a_touch_on_nothing_is_answered_where_it_was(self, voiceless, mouse):
        """M2, T5: 3.5 mm outside: a still mark at once, words when it was a tap, and the voice is told both."""
        kiosk, hand, told = voiceless(mouse=mouse)
        box = kiosk.at(rows(kiosk)[0])
        at = QPoint(box.left() - hand.px(3.5), box.center().y())
        hand.press(at)
        assert mark(kiosk).isVisible()
        assert mark(kiosk).geometry().contains(at)
        ring = mark(kiosk).geometry()
        hand.wait(0.2)
        hand.lift()
        assert told == ["miss", "tap"]
        assert mark(kiosk).height() > ring.height(), "with words"
        words = mark(kiosk)._slab.translated(mark(kiosk).pos())
        assert kiosk.window.rect().contains(words), "all of them in sight"
        hand.wait(60)
        settle()
        assert mark(kiosk).isVisible(), "nothing goes away by itself (T4)"
        hand.tap(rows(kiosk)[0])
        assert not mark(kiosk).isVisible()

    def test_while_no_language_is_chosen_a_miss_is_told_in_each(self, rig, mouse):
        """M2, L1: on the mark, a line each."""
        kiosk = rig()
        hand = Hand(kiosk, mouse=mouse)
        hand.tap(empty(kiosk))
        many = mark(kiosk)._slab.height()
        kiosk.go(lambda: kiosk.visit.begin("en"))
        hand.wait(1)
        hand.tap(empty(kiosk))
        assert many > mark(kiosk)._slab.height()

    def test_a_hand_laid_down_says_nothing_and_leaves_no_mark(self, voiceless, mouse):
        """M2, M4: what rests over nothing is no tap."""
        kiosk, hand, told = voiceless(mouse=mouse)
        hand.press(empty(kiosk))
        hand.wait(5)
        hand.lift()
        assert told == ["miss"]
        assert not mark(kiosk).isVisible()

    def test_two_taps_in_a_moment_are_one(self, at_rest, mouse):
        """M3: 50 ms apart, and a train of taps."""
        kiosk, hand = at_rest(mouse=mouse)
        button = more_help(kiosk)
        counted = presses(button)
        hand.tap(button, 0.05)
        for pause in (0.05, 0.2, 0.4, 0.4):
            hand.wait(pause)
            hand.tap(button, 0.05)
        assert counted == [1]
        hand.wait(0.51)
        hand.tap(button)
        assert counted == [1, 1]

    def test_two_taps_do_not_untick_what_the_first_ticked(self, at_rest, mouse):
        """M3: the double tap of who uses a mouse."""
        kiosk, hand = at_rest(mouse=mouse, number=4)
        row = kiosk.window.findChildren(CheckRow)[0]
        hand.tap(row, 0.05)
        hand.wait(0.05)
        hand.tap(row, 0.05)
        assert row.isChecked()

    def test_another_target_need_not_wait(self, at_rest, mouse):
        """M3: only the same target is ignored."""
        kiosk, hand = at_rest(mouse=mouse)
        for row in rows(kiosk):
            hand.tap(row, 0.05)
            hand.wait(0.05)
        assert rows(kiosk)[1].isChecked()

    def test_a_tap_so_soon_after_a_page_was_for_the_page_before(self, at_rest, mouse):
        """M3: tap and tap on two pages within 400 ms is one press."""
        kiosk, hand = at_rest(mouse=mouse)
        kiosk.go(kiosk.fill)
        hand.tap(kiosk.window.ways.primary, 0.05)
        assert kiosk.visit.stage == Asking("/data/when")
        hand.wait(0.3)
        hand.tap(kiosk.window.ways.primary, 0.05)
        assert kiosk.visit.stage == Asking("/data/when")
        assert not mark(kiosk).isVisible(), "it is not called a miss either"
        hand.wait(0.5)
        hand.tap(kiosk.window.ways.primary)
        assert kiosk.visit.stage == Asking("/data/you")

    def test_the_idle_warning_takes_the_touch_that_wakes(self, at_rest, mouse):
        """T2: and the touch does nothing else."""
        kiosk, hand = at_rest(mouse=mouse)
        alive = []
        kiosk.window.activity.alive.connect(lambda: alive.append(1))
        kiosk.second(181)
        assert kiosk.visit.aside is Aside.IDLE
        hand.tap(help_button(kiosk))
        assert kiosk.visit.aside is None
        assert alive == [1]

    def test_a_press_shows_before_it_is_painted_once_more(self, at_rest, mouse):
        """M2, T5: the slab is inverted while it is pressed, rows too."""
        kiosk, hand = at_rest(mouse=mouse)
        row = rows(kiosk)[0]
        inside = QPoint(row.width() - 8, row.height() // 2)
        before = row.grab().toImage().pixelColor(inside)
        hand.press(row)
        assert row.grab().toImage().pixelColor(inside) == kiosk.theme.colour("action") != before
        button = help_button(kiosk)
        hand.lift()
        hand.press(button)
        assert button.grab().toImage().pixelColor(3, 3) == kiosk.theme.colour("ink")

    def test_a_field_takes_focus_and_caret_as_the_finger_comes(self, at_rest, mouse):
        """M2, M3: and again at a double tap."""
        kiosk, hand = at_rest(mouse=mouse, number=3)
        name = kiosk.window.findChildren(QLineEdit)[0]
        name.setText("Ann Other")
        hand.press(hand.spot(name, 0.02))
        assert name.hasFocus()
        assert name.cursorPosition() == 0
        hand.lift()
        hand.tap(name, 0.05)
        assert name.hasFocus(), "after two taps in a moment, too"
        hand.wait(0.6)
        hand.tap(hand.spot(name, 0.98))
        assert name.cursorPosition() == len("Ann Other")

    def test_a_near_miss_finds_a_field_too(self, at_rest, mouse):
        """M2: 2 mm under it."""
        kiosk, hand = at_rest(mouse=mouse, number=3)
        nick = kiosk.window.findChildren(QLineEdit)[1]
        box = kiosk.at(nick)
        hand.press(QPoint(box.center().x(), box.bottom() + hand.px(2)))
        assert nick.hasFocus()

    def test_the_second_of_two_taps_types_nothing(self, at_rest, mouse):
        """M3: the keyboard may come under the finger."""
        kiosk, hand = at_rest(mouse=mouse, number=3, shape="square")
        field = kiosk.window.findChildren(QLineEdit)[-1]
        at = hand.spot(field)
        hand.tap(at, 0.05)
        assert kiosk.window.typing.board is not None
        hand.wait(0.1)
        hand.tap(at, 0.05)
        assert field.text() == ""
        assert kiosk.visit.aside is None
        assert isinstance(kiosk.visit.stage, Asking)

    def test_a_button_that_is_called_otherwise_is_still_the_same(self, at_rest, mouse, tmp_path):
        """M3: two taps on More, at the last of the page, do not lead back to its top."""
        config = Config(data=tmp_path, windowed=True, bounce=2.0)
        look = Display(text_size="largest")
        kiosk, hand = at_rest(mouse=mouse, shape="square", display=look, language="cy", config=config)
        bar = kiosk.window.scroller.verticalScrollBar()
        bar.setValue(bar.maximum() - 1)
        settle()
        hand.tap(kiosk.window.ways.more, 0.05)
        hand.wait(1.5)
        hand.tap(kiosk.window.ways.more, 0.05)
        assert bar.value() == bar.maximum()

    def test_what_is_no_longer_there_is_not_pressed(self, at_rest, mouse):
        """M2: the page may go away under a finger."""
        kiosk, hand = at_rest(mouse=mouse)
        hand.press(kiosk.window.ways.primary)
        kiosk.go(kiosk.visit.back)
        assert isinstance(kiosk.visit.stage, Before)
        hand.wait(2)
        hand.lift()
        assert isinstance(kiosk.visit.stage, Before)

    def test_what_is_pressed_is_left_when_the_page_changes(self, at_rest, mouse):
        """M2: the bar at the bottom stays from page to page, but not pressed."""
        kiosk, hand = at_rest(mouse=mouse)
        button = help_button(kiosk)
        hand.press(button)
        kiosk.go(kiosk.visit.back)
        assert not help_button(kiosk).isDown()
        hand.wait(2)
        hand.lift()
        assert kiosk.visit.aside is None

    def test_a_swipe_neither_scrolls_nor_presses(self, at_rest, mouse):
        """M10: More scrolls; a slip never does."""
        kiosk, hand = at_rest(
            mouse=mouse, shape="square", display=Display(text_size="largest"), language="cy"
        )
        bar = kiosk.window.scroller.verticalScrollBar()
        assert bar.maximum() > 0
        row = rows(kiosk)[0]
        hand.press(row)
        shown = bar.value()
        hand.lift(hand.slip(0, -40))
        assert bar.value() == shown
        assert not row.isChecked()

    def test_a_whole_visit_begins_by_touch_alone(self, rig, mouse):
        """M2, M7: from the welcome to the first question."""
        kiosk = rig()
        hand = Hand(kiosk, mouse=mouse)
        assert isinstance(kiosk.visit.stage, Welcome)
        for _ in range(12):
            if isinstance(kiosk.visit.stage, Asking):
                break
            found = [b for b in kiosk.page.findChildren(QPushButton) if b.isVisible()]
            hand.wait(1)
            hand.tap(kiosk.window.ways.primary or found[0])
        assert kiosk.visit.stage == Asking("/data/bin")


class TestTheRest:
    def test_other_buttons_of_a_mouse_do_nothing_and_hovering_goes_by(self, at_rest):
        """P1: the middle button would paste what somebody marked."""
        kiosk, _hand = at_rest()
        button = help_button(kiosk)
        window, at = kiosk.window.windowHandle(), kiosk.at(button).center()
        for other in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
            QTest.mouseClick(window, other, Qt.KeyboardModifier.NoModifier, at)
        settle()
        assert kiosk.visit.aside is None
        none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        hover = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(at), none, none, keys)
        wheel = QWheelEvent(
            QPointF(at),
            QPointF(at),
            QPoint(),
            QPoint(0, 120),
            none,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        enter = QEnterEvent(QPointF(at), QPointF(at), QPointF(at))
        activity = kiosk.window.activity
        assert [activity.eventFilter(window, event) for event in (hover, wheel, enter)] == [False] * 3

    def test_a_disabled_or_hidden_control_is_no_target(self, voiceless):
        """M2: and the touch on it is a miss."""
        kiosk, hand, told = voiceless()
        button = help_button(kiosk)
        button.setEnabled(False)
        hand.tap(hand.spot(button))
        assert told == ["miss", "tap"]
        assert kiosk.visit.aside is None

    def test_half_out_of_sight_only_the_half_in_sight_is_a_target(self, at_rest):
        """M1, M2: the bars lie over the rest."""
        kiosk, _hand = at_rest(shape="square", display=Display(text_size="largest"), language="cy")
        view = kiosk.at(kiosk.window.scroller)
        boxes = [box for thing, box in kiosk.touch._targets() if kiosk.page.isAncestorOf(thing.widget)]
        mm = kiosk.theme.px_per_mm
        assert boxes
        assert all(box.top * mm >= view.top() - 1 and box.bottom * mm <= view.bottom() + 2 for box in boxes)

    def test_several_lines_take_the_caret_too(self, at_rest):
        """M2."""
        kiosk, hand = at_rest()
        box = QPlainTextEdit("one\ntwo\nthree", kiosk.window)
        box.setGeometry(100, 100, 400, 200)
        box.show()
        hand.tap(QPoint(110, 112))
        assert box.hasFocus()
        assert box.textCursor().position() <= 3

    def test_the_person_may_change_the_way_of_touching_at_any_time(self, at_rest):
        """V9, M5, M6: live, without another page."""
        kiosk, hand = at_rest()
        kiosk.go(lambda: kiosk.visit.show(replace(kiosk.visit.display, explore=True)))
        hand.tap(rows(kiosk)[0])
        assert not rows(kiosk)[0].isChecked()
        kiosk.go(lambda: kiosk.visit.show(replace(kiosk.visit.display, explore=False)))
        hand.wait(1)
        hand.tap(rows(kiosk)[0])
        assert rows(kiosk)[0].isChecked()
