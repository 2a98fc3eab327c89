"""Choosing by key: moving never chooses, one press chooses once, and a key held down is one press."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.forms.page import Choice
from ui.parts.choice import RadioRow

KEY = Qt.Key
KINDS = pytest.mark.parametrize("kind", ["choice_one", "choice_many", "acknowledge"])
PRESS = pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return, KEY.Key_Enter, KEY.Key_Select])


@KINDS
def test_the_arrows_are_the_pages_and_choose_nothing(held, kind):
    here = held(kind)
    row = here.controls[0]
    row.setFocus()
    arrows = [KEY.Key_Down, KEY.Key_Up, KEY.Key_Left, KEY.Key_Right]
    for key in arrows:
        QTest.keyClick(row, key)
    assert here.left == arrows
    assert here.answers == []
    assert not any(row.isChecked() for row in here.controls)
    assert row.hasFocus()


@KINDS
@PRESS
def test_a_press_chooses_once(held, kind, key):
    here = held(kind)
    row = here.controls[-1]
    row.setFocus()
    QTest.keyClick(row, key)
    value = here.question.choices[-1].value
    assert here.answers == [value if kind == "choice_one" else (value,)]
    assert row.isChecked()


@KINDS
@PRESS
def test_a_key_held_down_is_one_press(held, kind, key):
    here = held(kind)
    row = here.controls[0]
    row.setFocus()
    for event, repeated in [
        (QEvent.Type.KeyPress, False),
        *[(QEvent.Type.KeyPress, True), (QEvent.Type.KeyRelease, True)] * 6,
        (QEvent.Type.KeyRelease, False),
    ]:
        QApplication.sendEvent(row, QKeyEvent(event, key, Qt.KeyboardModifier.NoModifier, "", repeated))
    assert len(here.answers) == 1
    assert row.isChecked()


def test_a_second_press_leaves_a_chosen_one_chosen(held):
    here = held("choice_one")
    row = here.controls[1]
    for _ in range(2):
        QTest.keyClick(row, KEY.Key_Space)
    assert row.isChecked()
    assert here.answers == ["b", "b"]


def test_a_row_alone_stays_chosen_too(held, qtbot):
    row = RadioRow("Large", held("note").theme)
    qtbot.addWidget(row)
    for _ in range(2):
        row.click()
        assert row.isChecked()


def test_one_of_several_is_chosen_at_most(held):
    here = held("choice_one", raw="a")
    QTest.mouseClick(here.controls[2], Qt.MouseButton.LeftButton)
    assert [row.isChecked() for row in here.controls] == [False, False, True]
    assert here.answers == ["c"]


def test_several_are_told_in_the_order_shown_and_taken_away_again(held):
    here = held("choice_many")
    for n in (2, 0, 2):
        QTest.keyClick(here.controls[n], KEY.Key_Return)
    assert here.answers == [("c",), ("a", "c"), ("a",)]


def test_the_whole_row_is_the_target(held):
    here = held("choice_one")
    row = here.controls[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomRight())
    assert here.answers == ["a"]


def test_a_mend_begins_at_the_chosen_row_else_the_first(held):
    assert held("choice_one").input.focus_target().words == "Apples"
    assert held("choice_one", raw="b").input.focus_target().words == "Bananas"


def test_a_value_that_is_part_of_another_is_not_chosen_with_it(held):
    choices = (Choice("red", "Red"), Choice("red_deer", "Red deer"))
    here = held("choice_many", choices=choices, raw="red_deer")
    assert [row.isChecked() for row in here.controls] == [False, True]


def test_an_ampersand_is_shown_as_it_is(held):
    row = held("choice_one").controls[2]
    assert row.words == "Cherries & cream"
    assert row.accessibleName() == "Cherries & cream"


def test_chosen_is_seen_without_colour(held):
    """Tick, bold and border stay when the picture is grey (V7)."""
    here = held("choice_one")
    row = here.controls[0]
    row.clearFocus()
    before = row.grab().toImage().convertToFormat(row.grab().toImage().Format.Format_Grayscale8)
    row.click()
    after = row.grab().toImage().convertToFormat(before.format())
    pixels = [(x, y) for x in range(0, before.width(), 2) for y in range(0, before.height(), 2)]
    changed = sum(abs(before.pixelColor(*p).red() - after.pixelColor(*p).red()) > 90 for p in pixels)
    assert changed > 100


def test_a_row_is_mirrored_for_a_language_that_runs_from_the_right(held):
    here = held("choice_one")
    row = here.controls[0]
    usual = row.grab().toImage()
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = row.grab().toImage()
    edge = row.width() // 6
    right = usual.copy(usual.width() - edge, 0, edge, usual.height())
    assert mirrored.copy(mirrored.width() - edge, 0, edge, mirrored.height()) != right


SCALE = tuple(
    Choice(str(n), words) for n, words in enumerate(("Not at all", "A little", "Some", "A lot", "Fully"))
)


def test_a_scale_stands_in_a_row_where_it_fits_and_is_chosen_from_as_a_list_is(held):
    here = held("choice_one", choices=SCALE, appearance=frozenset({"likert"}))
    assert len({row.geometry().top() for row in here.input.rows}) == 1
    assert [row.geometry().left() for row in here.input.rows] == sorted(
        row.geometry().left() for row in here.input.rows
    )
    here.input.rows[3].click()
    assert here.answers == ["3"]


@pytest.mark.parametrize(
    ("size", "choices"),
    [
        ("normal", (*SCALE, *(Choice(c.value + "x", c.label) for c in SCALE))),
        (
            "largest",
            SCALE[:1] * 1 + (Choice("z", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),),
        ),
    ],
)
def test_a_scale_that_does_not_fit_is_a_list(held, size, choices):
    here = held("choice_one", size=size, choices=choices, appearance=frozenset({"likert"}))
    assert len({row.geometry().left() for row in here.input.rows}) == 1
