"""Typing: how a field is entered and left, what it takes, and which box of a date needs mending."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.forms.problem import Problem
from kiosk.forms.types import TYPES
from kiosk.forms.types.kind import MAX_ANSWER

KEY = Qt.Key
_BOX = {"day": 0, "month": 1, "year": 2}


@pytest.mark.parametrize("kind", ["text", "number", "date", "multiline"])
@pytest.mark.parametrize(
    "reason",
    [Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason],
)
def test_coming_by_key_marks_nothing(held, kind, reason):
    """Orca 43 says nothing at all when all is marked."""
    raw = ("27", "3", "1958") if kind == "date" else "Ann Other"
    here = held(kind, raw=raw)
    for control in here.controls:
        control.setFocus(reason)
        cursor = control.textCursor() if kind == "multiline" else control
        assert not (cursor.hasSelection() if kind == "multiline" else cursor.hasSelectedText())


@pytest.mark.parametrize("kind", ["text", "number", "date"])
def test_up_down_and_enter_in_a_line_are_the_pages(held, kind):
    here = held(kind)
    control = here.controls[0]
    for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_Return):
        QTest.keyClick(control, key)
    assert here.left == [KEY.Key_Up, KEY.Key_Down, KEY.Key_Return]
    assert here.answers == []


def test_left_and_right_stay_in_a_line_while_there_is_text(held):
    here = held("text", raw="Ann")
    edit = here.controls[0]
    edit.setCursorPosition(0)
    QTest.keyClick(edit, KEY.Key_Right)
    assert edit.cursorPosition() == 1
    assert here.left == []


def test_each_letter_is_told(held):
    here = held("text")
    QTest.keyClicks(here.controls[0], "Ann")
    assert here.answers == ["A", "An", "Ann"]


def test_tab_leaves_a_text_area_and_enter_begins_a_line(held):
    here = held("multiline")
    area = here.controls[0]
    area.setFocus()
    QTest.keyClicks(area, "a")
    QTest.keyClick(area, KEY.Key_Return)
    QTest.keyClicks(area, "b")
    QTest.keyClick(area, KEY.Key_Tab)
    assert here.answers[-1] == "a\nb"
    assert here.next.hasFocus()


def test_up_and_down_leave_a_text_area_only_at_its_edges(held):
    here = held("multiline", raw="one\ntwo\nthree")
    area = here.controls[0]
    area.setFocus()
    for _ in range(3):
        QTest.keyClick(area, KEY.Key_Down)
    assert here.left == [KEY.Key_Down]
    for _ in range(3):
        QTest.keyClick(area, KEY.Key_Up)
    assert here.left == [KEY.Key_Down, KEY.Key_Up]
    assert here.answers == []


@pytest.mark.parametrize("kind", ["text", "multiline"])
def test_a_great_deal_of_text_is_taken_and_told_to_be_too_long(held, kind):
    QGuiApplication.clipboard().setText("ten words " * 10_000)
    here = held(kind)
    here.controls[0].setFocus()
    here.controls[0].paste()
    QGuiApplication.clipboard().clear()
    assert len(here.answers[-1]) > MAX_ANSWER
    here.window.grab()
    problem = TYPES["text"].parse(here.answers[-1], here.question)
    assert isinstance(problem, Problem)
    assert problem.code == "text.too_long"


@pytest.mark.parametrize(
    ("code", "box"),
    [
        ("missing_day", "day"),
        ("missing_month", "month"),
        ("missing_year", "year"),
        ("missing_day_month", "day"),
        ("missing_day_year", "day"),
        ("missing_month_year", "month"),
        ("year_four", "year"),
        ("not_real", "day"),
    ],
)
def test_mending_a_date_begins_at_the_box_it_is_about(held, code, box):
    here = held("date", problem=Problem(f"date.{code}"))
    assert here.input.focus_target() is here.input.boxes[_BOX[box]]


def test_every_problem_of_a_date_has_its_box(held):
    """What the type says when boxes are left empty leads to the first of them."""
    for given in [("", "3", "1958"), ("27", "", "1958"), ("27", "3", ""), ("", "", "1958"), ("27", "", "")]:
        problem = TYPES["date"].parse(given, held("date").question)
        here = held("date", problem=problem, raw=given)
        assert here.input.focus_target() is here.input.boxes[given.index("")]


@pytest.mark.parametrize(
    ("appearance", "parts"),
    [("", ["Day", "Month", "Year"]), ("month-year", ["Month", "Year"]), ("year", ["Year"])],
)
def test_a_date_asks_for_as_much_as_is_wanted(held, appearance, parts):
    here = held("date", appearance=frozenset({appearance} - {""}))
    assert [box.part for box in here.controls] == parts
    assert [box.accessibleName() for box in here.controls] == [f"{part}: Which fruit?" for part in parts]
    assert [box for box in here.input.boxes if box.isVisible()] == here.controls
    QTest.keyClicks(here.controls[-1], "1958")
    assert here.answers[-1] == ("", "", "1958")


def test_a_date_never_jumps_to_the_next_box_by_itself(held):
    here = held("date")
    box = here.controls[0]
    box.setFocus()
    QTest.keyClicks(box, "27123")
    assert box.text() == "27123"
    assert box.hasFocus()


def test_the_boxes_of_a_date_are_named_in_welsh(held):
    assert [box.part for box in held("date", language="cy").controls] == ["Diwrnod", "Mis", "Blwyddyn"]


@pytest.mark.parametrize("kind", ["text", "multiline"])
def test_nothing_typed_before_can_be_brought_back_in_a_new_field(held, kind):
    here = held(kind, raw="Ann")
    here.controls[0].undo()
    assert here.answers == []
