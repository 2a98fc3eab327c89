"""A place on the list, or a street typed by hand: one takes the other away."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.kiosk_rig import settle
from ui.parts.choice import RadioRow


def rows(here):
    return [row for row in here.controls if isinstance(row, RadioRow)]


def opener(here):
    return here.window.findChild(QWidget, "place.type")


def test_a_street_that_is_not_on_the_list_is_typed(held):
    """Issue 5, 2."""
    here = held("place")
    assert here.controls[-1] is opener(here)
    opener(here).click()
    settle()
    box = here.window.focusWidget()
    assert here.controls[-1] is box
    QTest.keyClicks(box, "Church Lane")
    assert here.answers[-1] == "Church Lane"


def test_choosing_takes_the_words_away_and_words_the_choice(held):
    here = held("place", raw="Church Lane")
    assert here.input.focus_target().text() == "Church Lane"
    rows(here)[1].click()
    settle()
    assert here.answers[-1] == "b"
    assert opener(here).isVisible()
    opener(here).click()
    settle()
    assert here.window.focusWidget().text() == ""
    QTest.keyClicks(here.window.focusWidget(), "x")
    assert not any(row.isChecked() for row in rows(here))


def test_what_was_chosen_comes_back_chosen(held):
    """C10."""
    here = held("place", raw="c")
    assert [row.isChecked() for row in rows(here)] == [True, False, False]
    assert opener(here).isVisible()
