"""The keyboard on the screen: what its keys write, what is said of them, and how they are walked."""

import pytest
from PySide6.QtGui import QAccessible, QRegularExpressionValidator
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.display import Display
from tests.ui.screen_keys import DATE, KEY, board, key, listen, open_keys, tap
from ui.keyboard.key import KeyButton

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


def test_a_screen_reader_hears_what_a_key_wrote(at_rest):
    """D3: what has the focus is described by what came of it, until the focus goes on."""
    kiosk, _hand, _box = open_keys(at_rest)
    kiosk.key(KEY.Key_Down)
    first = kiosk.focus
    kiosk.key(KEY.Key_Return)
    assert first.accessibleDescription() == "1"
    kiosk.key(KEY.Key_Right)
    assert first.accessibleDescription() == ""


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
