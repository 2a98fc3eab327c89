"""Finding an address by its postcode, choosing it, or typing it by hand (C2, C7, C10)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.config import Config
from kiosk.forms.problem import Problem
from tests.ui.kiosk_rig import settle
from ui.parts.choice import RadioRow
from ui.parts.edit import Edit

TYPED = ("1 High Street", "", "Merrow", "", "MR1 2AB")
FILE = (
    "Street,Town,Postcode\n"
    + "".join(f"{n} High Street,Merrow,MR1 2AB\n" for n in (1, 2, 10))
    + "".join(f"{n} Tower Road,Merrow,MR9 9AA\n" for n in range(1, 31))
)


@pytest.fixture
def found(held, tmp_path):
    """Makes one beside a list of addresses."""

    def make(**fields):
        file = tmp_path / "a.csv"
        file.write_text(FILE, encoding="utf-8")
        here = held("address", **fields)
        here.input.furnish(Config(data=tmp_path, addresses=file))
        settle()
        return here

    return make


def rows(here):
    return [row.words for row in here.controls if isinstance(row, RadioRow)]


def named(here, name):
    return next(
        each for each in here.window.findChildren(QWidget, name) if not each.isHidden() and each.isVisible()
    )


def find(here, typed):
    box = here.controls[0]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()


def test_three_addresses_of_a_postcode_and_one_is_chosen(found):
    """Issue 5, 3; Enter in the box finds, and does not go on."""
    here = found()
    heard = []
    here.input.told.connect(heard.append)
    find(here, "mr12ab")
    assert here.left == []
    assert heard == ["3 addresses found"]
    assert rows(here) == [f"{n} High Street, Merrow, MR1 2AB" for n in (1, 2, 10)]
    here.controls[3].click()
    assert here.answers[-1] == "2 High Street\nMerrow\nMR1 2AB"


def test_the_button_finds_too(found):
    here = found()
    QTest.keyClicks(here.controls[0], "MR1 2AB")
    named(here, "address.find").click()
    assert len(rows(here)) == 3


def test_nothing_found_says_what_to_do(found):
    here = found()
    heard = []
    here.input.told.connect(heard.append)
    find(here, "MR1 2ZZ")
    assert heard == ["No address found. Check the postcode, or type the address yourself"]
    assert rows(here) == []


def test_a_tower_block_can_be_searched(found):
    """C2."""
    here = found()
    find(here, "MR9 9AA")
    assert len(rows(here)) == 30
    box = here.controls[2]
    assert isinstance(box, Edit)
    QTest.keyClicks(box, "17 t")
    settle()
    assert rows(here) == ["17 Tower Road, Merrow, MR9 9AA"]


def test_another_postcode_takes_the_old_addresses_away(found):
    here = found()
    find(here, "MR1 2AB")
    here.controls[2].click()
    QTest.keyClick(here.controls[0], Qt.Key.Key_Backspace)
    assert rows(here) == []
    assert here.answers[-1] == "MR1 2A"


def test_it_can_be_typed_and_the_postcode_is_kept(found):
    here = found()
    find(here, "MR1 2ZZ")
    named(here, "address.type").click()
    settle()
    assert [box.text() for box in here.controls if isinstance(box, Edit)] == ["", "", "", "", "MR1 2ZZ"]
    assert here.window.focusWidget() is here.controls[0]
    QTest.keyClicks(here.controls[0], "Boat 3")
    assert here.answers[-1] == ("Boat 3", "", "", "", "MR1 2ZZ")
    named(here, "address.search").click()
    assert here.answers[-1] == "MR1 2ZZ"


def test_what_was_chosen_or_typed_comes_back_as_it_was(found):
    """C10."""
    here = found(raw="2 High Street\nMerrow\nMR1 2AB")
    assert [row.isChecked() for row in here.controls if isinstance(row, RadioRow)] == [False, True, False]
    assert here.controls[0].text() == "MR1 2AB"
    typed = found(raw="Boat 3\nMerrow\nMR1 2AB")
    assert [box.text() for box in typed.controls if isinstance(box, Edit)] == [
        "Boat 3",
        "",
        "Merrow",
        "",
        "MR1 2AB",
    ]


def test_without_a_list_there_are_boxes_only(held):
    here = held("address")
    assert len(here.controls) == 5
    assert all(isinstance(each, Edit) for each in here.controls)


@pytest.mark.parametrize(("code", "box"), [("address.line1", 0), ("address.town", 2), ("postcode.half", 4)])
def test_a_problem_leads_to_its_box(held, code, box):
    """C5."""
    here = held("address", raw=TYPED, problem=Problem(code, {"label": "Address"}))
    assert here.input.focus_target() is here.controls[box]


def test_each_control_follows_the_one_above_it_and_has_a_name(found):
    """A5, D3."""
    here = found()
    find(here, "MR1 2AB")
    chain = [here.controls[0]]
    while (after := chain[-1].nextInFocusChain()) is not here.next:
        chain.append(after)
    reached = [each for each in chain if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()]
    assert reached == here.controls
    assert all(QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in reached)
