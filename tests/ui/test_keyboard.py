"""The keyboard on the screen: when it shows, where it stands, and how large its keys are."""

from itertools import combinations

import pytest
from PySide6.QtWidgets import QLineEdit

from kiosk.config import Config
from kiosk.display import Display
from kiosk.keyboard import layout
from kiosk.language import Words
from kiosk.stage import Aside, Asking
from tests.ui.kiosk_rig import SHAPES, settle
from tests.ui.screen_keys import DATE, FIELDS, KEY, board, letter, open_keys, tap
from ui.keyboard.board import Board
from ui.keyboard.key import KeyButton
from ui.parts.edit import Edit
from ui.theme import Theme

# When it shows.


def test_a_touch_on_a_box_brings_the_keys_and_done_puts_them_away(at_rest):
    """M11: a person with touch alone can type; there is always a key to close it."""
    kiosk, hand = at_rest(number=FIELDS)
    box = kiosk.page.findChildren(Edit)[0]
    assert board(kiosk) is None
    hand.tap(box)
    assert board(kiosk).isVisible()
    assert box.hasFocus()
    hand.wait(1)
    tap(kiosk, hand, "done")
    assert board(kiosk) is None
    assert kiosk.window.findChildren(KeyButton) == []
    assert box.hasFocus()
    hand.wait(1)
    hand.tap(box)
    assert board(kiosk) is not None


def test_focus_by_key_alone_does_not_bring_it(at_rest):
    """M11: who moves through a page is not stopped by keys at every box."""
    kiosk, _hand = at_rest(number=FIELDS)
    kiosk.key(KEY.Key_Tab)
    assert isinstance(kiosk.focus, QLineEdit)
    assert board(kiosk) is None


def test_select_on_a_box_brings_it_with_a_key_in_focus(at_rest):
    """M11, M7: a keypad types through it."""
    kiosk, _hand = at_rest(number=FIELDS)
    kiosk.key(KEY.Key_Down)
    box = kiosk.focus
    kiosk.key(KEY.Key_Return)
    assert kiosk.focus.key.text == "q"
    kiosk.key(KEY.Key_Return)
    assert box.text() == "q"


def test_a_real_letter_closes_it_and_enter_then_goes_on(at_rest):
    """M11: it stays out of the way of a real keyboard."""
    kiosk, _hand, box = open_keys(at_rest)
    letter(kiosk, "a")
    assert board(kiosk) is None
    assert box.text() == "a"
    letter(kiosk, "n")
    kiosk.key(KEY.Key_Return)
    assert board(kiosk) is None
    assert kiosk.visit.stage != Asking("/data/you")


def test_a_real_letter_while_a_key_has_the_focus_goes_to_the_box(at_rest):
    """M11: nothing that is typed is lost."""
    kiosk, _hand, box = open_keys(at_rest)
    kiosk.key(KEY.Key_Down)
    assert board(kiosk).entered
    letter(kiosk, "z")
    assert box.text() == "z"
    assert box.hasFocus()
    assert board(kiosk) is None


def test_a_kiosk_can_do_without_it(at_rest, services):
    """M11: kiosk.toml says so where a keyboard is fixed to the kiosk."""
    config = Config(data=services.services[0].folder, windowed=True, on_screen_keyboard=False)
    kiosk, hand = at_rest(number=FIELDS, config=config)
    hand.tap(kiosk.page.findChildren(Edit)[0])
    assert board(kiosk) is None


def test_escape_puts_it_away_before_it_leads_back(at_rest):
    """M7: Back first closes what lies over the page."""
    kiosk, _hand, _box = open_keys(at_rest)
    stage = kiosk.visit.stage
    kiosk.key(KEY.Key_Escape)
    assert board(kiosk) is None
    assert kiosk.visit.stage == stage
    kiosk.key(KEY.Key_Escape)
    assert kiosk.visit.stage != stage


def test_another_box_takes_it_over_and_another_page_ends_it(at_rest):
    kiosk, hand, _box = open_keys(at_rest, shape="tall")
    second = kiosk.page.findChildren(Edit)[1]
    hand.tap(second)
    hand.wait(1)
    tap(kiosk, hand, "b", "y")
    assert second.text() == "by"
    kiosk.go(lambda: kiosk.visit.open(Aside.HELP))
    assert board(kiosk) is None


def test_a_finger_that_explores_opens_it_with_its_second_tap(at_rest):
    """M6: the first tap says what lies there."""
    kiosk, hand = at_rest(number=FIELDS, display=Display(explore=True), shape="tall")
    box = kiosk.page.findChildren(Edit)[0]
    hand.tap(box)
    assert board(kiosk) is None
    hand.wait(0.2)
    hand.tap(box)
    assert board(kiosk) is not None


def test_it_closes_when_the_focus_leaves_the_boxes(at_rest):
    kiosk, _hand, _box = open_keys(at_rest)
    kiosk.page.screen_shown.heading.setFocus()
    settle()
    assert board(kiosk) is None


# Where it stands, and how large it is.


@pytest.mark.parametrize("size", ["small", "normal", "large", "largest"])
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
@pytest.mark.parametrize("shape", ["wide", "tall", "square"])
def test_keys_are_large_and_the_box_with_its_label_stays_in_sight(at_rest, shape, language, size):
    """M11: keys of 16 mm at least; M1: 3 mm apart; V1, V3: every word on them whole, no smaller than the text."""
    kiosk, _hand, box = open_keys(at_rest, shape=shape, language=language, display=Display(text_size=size))
    theme, window = kiosk.theme, kiosk.window
    assert window.size() == theme.window
    buttons = board(kiosk).buttons
    pixel = 1 / theme.px_per_mm
    for button in buttons:
        assert window.rect().contains(kiosk.at(button))
        assert min(button.width(), button.height()) * pixel >= 16 - pixel
        font = button._font_that_fits()
        assert font.pixelSize() >= theme.font("body").pixelSize()
        ink = button.fontMetrics().tightBoundingRect(button.words)
        assert ink.width() <= button.width()
    apart = theme.px(3) - 2  # for both keys and what is between them are whole pixels
    boxes = [button.geometry() for button in buttons]
    for one, other in combinations(boxes, 2):
        assert not one.adjusted(-apart, -apart, apart, apart).intersects(other)
    label = next(w for w in box.parentWidget().parentWidget().children() if getattr(w, "level", 0) == 3)
    page = kiosk.at(window.scroller)
    assert page.contains(kiosk.at(box))
    assert page.contains(kiosk.at(label))
    assert page.bottom() < kiosk.at(board(kiosk)).top()


@pytest.mark.parametrize("order", ["qwerty", "abc"])
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_word_on_a_key_is_cut_at_the_largest_text(qtbot, shape, language, order):
    """V3, V8, M11: with wide spacing too, on every page of keys, and with the key for a new line."""
    display, words = Display(text_size="largest", spacing=True), Words(language)
    theme = Theme(display, 0, SHAPES[shape])
    every = layout(language, order)
    for page in every.pages:
        board = Board(every, page, theme, words, lambda _key: None)
        qtbot.addWidget(board)
        board.resize(theme.screen.width(), board.sizeHint().height())
        for button in board.buttons:
            ink = button.fontMetrics().tightBoundingRect(button.words)
            assert ink.width() + 2 * theme.px(0.5) <= button.width(), (page, button.words)
            assert button.width() >= theme.px(16) - 1, (page, button.words)


@pytest.mark.parametrize("shape", ["wide", "tall", "square"])
def test_a_question_that_is_the_heading_stays_in_sight_too(at_rest, shape):
    """M11: what is asked is seen while it is answered."""
    kiosk, _hand, box = open_keys(at_rest, number=DATE, shape=shape)
    page = kiosk.at(kiosk.window.scroller)
    assert page.contains(kiosk.at(kiosk.page.screen_shown.heading))
    assert page.contains(kiosk.at(box))


def test_the_bars_come_back_when_it_is_closed(at_rest):
    """C11: help and the ways out are in their place again."""
    kiosk, hand, _box = open_keys(at_rest, shape="wide", display=Display(text_size="largest"))
    window = kiosk.window
    assert not window.bar.isVisible()
    tap(kiosk, hand, "done")
    settle()
    assert window.bar.isVisible()
    assert window.ways.isVisible()
    assert window.top.isVisible()
    assert window.size() == kiosk.theme.window
