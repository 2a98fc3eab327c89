"""Moving things in order, going up and down in steps, and a time in boxes: by keys, and said as it happens."""

import pytest
from PySide6.QtCore import Qt

from kiosk.forms.page import Choice
from kiosk.forms.problem import Problem
from ui.parts.button import Button

PLACES = tuple(Choice(value, value.capitalize()) for value in ("parks", "pools", "shops", "trams"))


def named(here, name):
    return here.window.findChild(Button, name)


@pytest.fixture
def ranked(held):
    here = held("rank", choices=PLACES)
    here.said = []
    here.input.told.connect(here.said.append)
    return here


def rows(here):
    return [row.words for row in here.controls[:4]]


def test_what_is_chosen_moves_and_its_place_is_said(ranked):
    ranked.controls[2].click()
    named(ranked, "rank.up").click()
    assert rows(ranked) == ["1. Parks", "2. Shops", "3. Pools", "4. Trams"]
    assert ranked.answers == [("parks", "shops", "pools", "trams")]
    assert ranked.said == ["Shops, 2 of 4"]
    assert named(ranked, "rank.up").accessibleDescription() == "Shops, 2 of 4"
    named(ranked, "rank.down").click()
    assert rows(ranked) == ["1. Parks", "2. Pools", "3. Shops", "4. Trams"]
    assert ranked.said[-1] == "Shops, 3 of 4"


def test_at_either_end_it_stays_and_says_so(ranked):
    named(ranked, "rank.up").click()
    assert ranked.said == ["Parks, 1 of 4"]
    ranked.controls[3].click()
    named(ranked, "rank.down").click()
    assert ranked.said[-1] == "Trams, 4 of 4"
    assert rows(ranked)[0] == "1. Parks"


def test_the_buttons_name_what_they_move_and_keep_the_focus(ranked, qtbot):
    ranked.controls[1].click()
    down = named(ranked, "rank.down")
    assert down.accessibleName() == "Move down: Pools"
    down.setFocus()
    qtbot.keyClick(down, Qt.Key.Key_Return)
    qtbot.keyClick(down, Qt.Key.Key_Return)
    assert ranked.window.focusWidget() is down
    assert rows(ranked) == ["1. Parks", "2. Shops", "3. Trams", "4. Pools"]
    assert ranked.controls[3].isChecked(), "the one that moved is still the one that moves"


def test_choosing_alone_is_no_answer_and_an_order_can_be_kept_as_it_is(ranked):
    ranked.controls[1].click()
    assert ranked.answers == []
    named(ranked, "rank.keep").click()
    assert ranked.answers == [("parks", "pools", "shops", "trams")]
    assert ranked.said == ["Your order is: Parks, Pools, Shops, Trams"]


def test_half_an_order_refills_as_the_list_stands(held):
    here = held("rank", choices=PLACES, raw=("shops",))
    assert rows(here)[0] == "1. Parks"


def step(here, way):
    named(here, f"step.{way}").click()
    return here.input.edit.text()


def test_steps_go_up_and_down_within_their_limits_and_are_said(held):
    here = held("step", limits=(0.0, 20.0, 5.0))
    here.said = []
    here.input.told_private.connect(lambda said, instead: here.said.append((said, instead)))
    assert [step(here, "more") for _ in range(6)] == ["0", "5", "10", "15", "20", "20"]
    assert [step(here, "less") for _ in range(5)] == ["15", "10", "5", "0", "0"]
    instead = "There is an answer in this box"
    assert [said for said, _ in here.said] == here.answers
    assert {other.rstrip(".") for _, other in here.said} == {instead}, (
        "what is in a box is not for others (A9)"
    )
    assert named(here, "step.more").words == "Add 5"
    assert named(here, "step.less").words == "Take 5 away"


@pytest.mark.parametrize(
    ("typed", "more", "less"),
    [("7", "10", "5"), ("99", "20", "20"), ("-3", "0", "0"), ("five", "0", "0"), ("1,5", "20", "10")],
)
def test_a_step_from_what_was_typed(held, typed, more, less):
    for way, to in (("more", more), ("less", less)):
        assert step(held("step", limits=(0.0, 20.0, 5.0), raw=typed), way) == to


def test_steps_of_a_tenth_stay_exact(held):
    here = held("step", limits=(0.0, 1.0, 0.1))
    assert [step(here, "more") for _ in range(4)] == ["0", "0.1", "0.2", "0.3"]


@pytest.mark.parametrize(
    ("kind", "code", "box"),
    [
        ("time", "time.not_real", "Hour"),
        ("time", "required.time", "Hour"),
        ("date_time", "time.not_real", "Hour"),
        ("date_time", "date.missing_month", "Month"),
        ("date_time", "date.missing_day_year", "Day"),
        ("date_time", "date.year_four", "Year"),
        ("date_time", "date.not_real", "Day"),
    ],
)
def test_a_problem_leads_to_its_box(held, kind, code, box):
    """C5."""
    assert held(kind, problem=Problem(code)).input.focus_target().part == box
