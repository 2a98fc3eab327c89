"""The keyboard on the screen: when it shows and where, what its keys write, and how it is walked."""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QRegularExpressionValidator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.config import Config
from kiosk.display import Display
from kiosk.keyboard import layout
from kiosk.language import Words
from kiosk.stage import Aside, Asking
from tests.ui.kiosk_rig import SHAPES, settle
from ui.keyboard.board import Board
from ui.keyboard.key import KeyButton
from ui.parts.edit import Edit
from ui.theme import Theme

KEY = Qt.Key
FIELDS = 3
DATE = 2


def open_keys(at_rest, number=FIELDS, **wishes):
    """A kiosk whose first box was touched, and the hand that did it."""
    kiosk, hand = at_rest(number=number, **wishes)
    box = kiosk.page.findChildren(Edit)[0]
    box.setFocus()
    settle()
    hand.tap(box)
    hand.wait(1)
    return kiosk, hand, box


def board(kiosk):
    return kiosk.window.typing.board


def key(kiosk, what):
    """The key that writes ``what`` now, or does it."""
    return next(b for b in board(kiosk).buttons if what in (b.words, b.key.act))


def tap(kiosk, hand, *whats):
    for what in whats:
        hand.tap(key(kiosk, what))
        hand.wait(0.6)  # longer than what guards keys that have just come under the finger


def listen(kiosk):
    said = []
    kiosk.window.typing.said.connect(lambda text, _code: said.append(text))
    return said


def letter(kiosk, text):
    QTest.keyClick(kiosk.window.windowHandle(), text)
    settle()


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


# What the keys write.


def test_letters_signs_accents_and_capitals(at_rest):
    """M11: one capital at a time; another letter with an accent leads back to the letters."""
    kiosk, hand, box = open_keys(at_rest)
    tap(kiosk, hand, "capitals", "Z", "o", "more", "ë", "space", "signs", "@", ".co.uk", "letters", "x", "7")
    assert box.text() == "Zoë @.co.ukx7"
    assert kiosk.visit.page.questions[0].raw == "Zoë @.co.ukx7"
    tap(kiosk, hand, "delete", "delete")
    assert box.text() == "Zoë @.co.uk"


@pytest.mark.parametrize(
    ("language", "keys", "text"),
    [
        ("cy", ["t", "ŷ", "space", "d", "ŵ", "r", "more", "á"], "tŷ dŵrá"),
        ("pl", ["ł", "ó", "d", "ź"], "łódź"),
        ("ur", ["ع", "ل", "ی", "latin", "a", "l", "i"], "علیali"),
    ],
)
def test_each_language_is_typed_with_its_own_letters(at_rest, language, keys, text):
    """M11, L1: Welsh, Polish and Urdu are typed as easily as English."""
    kiosk, hand, box = open_keys(at_rest, language=language)
    tap(kiosk, hand, *keys)
    assert box.text() == text


def test_letters_in_the_order_of_the_alphabet(at_rest):
    """M11: Display.letters."""
    kiosk, _hand, _box = open_keys(at_rest, display=Display(letters="abc"))
    assert [b.words for b in board(kiosk).buttons[10:14]] == list("abcd")


def test_a_date_has_the_twelve_keys_of_a_telephone(at_rest):
    """M11: numbers use the 12-key layout, with a mark on 5."""
    kiosk, hand, box = open_keys(at_rest, number=DATE)
    assert len(board(kiosk).buttons) == 12
    assert [b.words for b in board(kiosk).buttons if b._marked] == ["5"]
    tap(kiosk, hand, "1", "7")
    assert box.text() == "17"


def test_two_quick_taps_are_two_letters_and_a_shake_is_one(at_rest):
    """M3, M11: "ll" can be typed; taps closer than 150 ms on one key are a hand that shakes."""
    kiosk, hand, box = open_keys(at_rest)
    for pause in (0.2, 0.05, 0.05, 0.2):
        hand.tap(key(kiosk, "l"), lasts=0.02)
        hand.wait(pause)
    assert box.text() == "ll"


def test_a_box_keeps_to_what_it_takes(at_rest):
    """M11: validators and lengths hold, and ``textEdited`` tells of each key."""
    kiosk, hand, box = open_keys(at_rest)
    edited = []
    box.textEdited.connect(edited.append)
    box.setMaxLength(3)
    box.setValidator(QRegularExpressionValidator("[a-d]*"))
    tap(kiosk, hand, "a", "x", "b", "c", "d")
    assert box.text() == "abc"
    assert edited == ["a", "ab", "abc"]


def test_touch_never_takes_the_focus_from_the_box(at_rest):
    """M11: the caret stays where one types."""
    kiosk, hand, box = open_keys(at_rest)
    for what in ("h", "capitals", "signs", "letters", "space", "delete"):
        tap(kiosk, hand, what)
        assert box.hasFocus(), what


# What is said.


def test_each_key_is_said_and_each_word_when_it_ends(at_rest):
    """M11: each key and the resulting word are spoken."""
    kiosk, hand, _box = open_keys(at_rest)
    said = listen(kiosk)
    tap(kiosk, hand, "capitals", "M", "a", "space", "delete", "delete", "signs", "-")
    assert said == [
        "Capital letters",
        "capital M",
        "a",
        "Ma",
        "deleted Space",
        "deleted a",
        "Signs",
        "dash",
    ]


def test_nothing_of_a_masked_box_is_said(at_rest):
    """A8: a word for the tone, never the characters."""
    kiosk, hand, box = open_keys(at_rest)
    box.setEchoMode(QLineEdit.EchoMode.Password)
    said = listen(kiosk)
    tap(kiosk, hand, "s", "e", "space", "capitals", "T", "delete")
    assert box.text() == "se "
    assert said == ["typed", "typed", "typed", "Capital letters", "typed", "deleted"]


def test_a_screen_reader_finds_every_key_by_name(at_rest):
    """A1, D1: role push button; signs and what keys do are named in words."""
    kiosk, hand, _box = open_keys(at_rest)
    tap(kiosk, hand, "signs")
    named = {b.key.act or b.key.text: b.accessibleName() for b in board(kiosk).buttons}
    assert named["."] == "full stop"
    assert named["@"] == "at sign"
    assert named["space"] == "Space"
    assert named["letters"] == "Letters"
    for button in board(kiosk).buttons:
        found = QAccessible.queryAccessibleInterface(button)
        assert found.role() == QAccessible.Role.Button
        assert found.text(QAccessible.Text.Name) == button.accessibleName() != ""
    tap(kiosk, hand, "letters", "capitals")
    assert key(kiosk, "Q").accessibleName() == "capital Q"


def test_who_went_on_with_more_types_into_the_same_box(at_rest):
    """M11: the box comes back into sight, and has the focus."""
    kiosk, hand, box = open_keys(at_rest, shape="wide", display=Display(text_size="large"))
    hand.tap(kiosk.window.ways.more)
    hand.wait(1)
    tap(kiosk, hand, "k")
    assert box.text() == "k"
    assert box.hasFocus()
    assert kiosk.at(kiosk.window.scroller).contains(kiosk.at(box))


# The way by keys.


def test_the_arrows_walk_the_keys_in_two_dimensions(at_rest):
    """M11: Up, Down, Left and Right as the keys lie; round at the ends of a row; out above and below."""
    kiosk, _hand, box = open_keys(at_rest)
    walked = []
    for arrow in ("Down", "Down", "Right", "Left", "Left", "Down", "Up", "Up", "Up"):
        kiosk.key(KEY[f"Key_{arrow}"])
        walked.append(kiosk.focus.key.text if isinstance(kiosk.focus, KeyButton) else kiosk.focus)
    assert walked == ["1", "q", "w", "q", "p", "l", "p", "0", box]
    for _ in range(5):
        kiosk.key(KEY.Key_Down)
    assert kiosk.focus.key.act == "signs"
    kiosk.key(KEY.Key_Down)
    assert kiosk.focus is kiosk.window.ways.back
    kiosk.key(KEY.Key_Up)
    assert isinstance(kiosk.focus, KeyButton)


def test_select_types_and_done_leads_back_to_the_box(at_rest):
    """M7, M11: five keys do everything."""
    kiosk, _hand, box = open_keys(at_rest)
    kiosk.key(KEY.Key_Down)
    kiosk.key(KEY.Key_Down)
    kiosk.key(KEY.Key_Return)
    assert box.text() == "q"
    assert kiosk.focus.key.text == "q"
    key(kiosk, "done").setFocus()
    kiosk.key(KEY.Key_Return)
    assert board(kiosk) is None
    assert box.hasFocus()


def test_another_page_of_keys_keeps_the_focus_on_a_key(at_rest):
    """M7: the focus is never lost."""
    kiosk, _hand, box = open_keys(at_rest)
    for what, wanted in (("signs", "."), ("letters", "q"), ("more", "á")):
        key(kiosk, what).setFocus()
        kiosk.key(KEY.Key_Return)
        assert kiosk.focus.key.text == wanted
    kiosk.key(KEY.Key_Return)
    assert box.text() == "á"
    assert kiosk.focus.key.act == "more"


def test_tab_reaches_every_key_between_the_page_and_its_buttons(at_rest):
    """M9: two switches need no more than Move and Pick."""
    kiosk, _hand, _box = open_keys(at_rest)
    controls = kiosk.controls()
    first = controls.index(board(kiosk).buttons[0])
    last = first + len(board(kiosk).buttons)
    assert controls[first:last] == board(kiosk).buttons
    assert controls[last] is kiosk.window.ways.back


# What is kept.


def test_nothing_is_kept_when_it_closes_or_the_visit_ends(at_rest):
    """P3: neither the capitals nor a letter outlive the keyboard."""
    kiosk, hand, box = open_keys(at_rest)
    tap(kiosk, hand, "n", "capitals", "done")
    hand.wait(1)
    hand.tap(box)
    assert key(kiosk, "q") is not None
    kiosk.go(kiosk.visit.end)
    typing = kiosk.window.typing
    assert [value for value in vars(typing).values() if isinstance(value, str)] == []
    assert (typing.board, typing._writing, typing._real, typing._counted) == (None, None, False, None)


def test_what_is_typed_is_in_no_log(at_rest, caplog):
    """P3: logs hold no key content."""
    kiosk, hand, _box = open_keys(at_rest)
    tap(kiosk, hand, "x", "y", "z", "space")
    assert "xyz" not in caplog.text
    assert QApplication.clipboard().text() == ""
