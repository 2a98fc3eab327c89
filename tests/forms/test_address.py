"""The widget for addresses: chosen or typed, stored in lines, and what is missing is said (C5, C7)."""

import pytest

from kiosk.forms.page import Question
from kiosk.forms.problem import Problem
from kiosk.forms.widgets.address import ADDRESS, boxes
from tests.scenario import ask, scenario, xform

QUESTION = Question("/q", "text", "address", "Address")


def read(raw):
    return ADDRESS.parse(raw, QUESTION)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (("1 High St", "", "Merrow", "", "mr12ab"), "1 High St\nMerrow\nMR1 2AB"),
        (
            (" 1  High St ", "Flat 2", "Merrow", "Surrey", "MR1-2AB"),
            "1 High St\nFlat 2\nMerrow, Surrey\nMR1 2AB",
        ),
        ("Flat 1\n\n 1 High St\nOld Town\nMerrow\nMR1 2AB", "Flat 1\n1 High St\nOld Town\nMerrow\nMR1 2AB"),
        (("Flat 1\x00\n2", "", "Merrow", "", "MR1 2AB"), "Flat 1 2\nMerrow\nMR1 2AB"),
    ],
)
def test_what_is_stored_is_lines_with_the_postcode_last(raw, stored):
    """Issue 5, 3."""
    assert read(raw) == stored
    assert read(ADDRESS.edit(stored)) == stored


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (("", "", "Merrow", "", "MR1 2AB"), "address.line1"),
        (("1 High St", "", "", "Surrey", "MR1 2AB"), "address.town"),
        (("1 High St", "", "Merrow", "", ""), "required.postcode"),
        (("1 High St", "", "Merrow", "", "MR1"), "postcode.half"),
        ("MR1 2AB", "address.choose"),
        ("banana", "postcode.no_numbers"),
        (("1" * 10_000, "", "Merrow", "", "MR1 2AB"), "text.too_long"),
    ],
)
def test_what_is_missing_is_said(raw, code):
    """C5."""
    found = read(raw)
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize(
    "typed",
    [
        ("1 High St", "", "Merrow", "", "MR1 2AB"),
        ("1 High St", "Flat 2", "Merrow", "", "MR1 2AB"),
        ("1 High St", "", "Merrow", "Surrey", "MR1 2AB"),
        ("1 High St", "Flat 2", "Merrow", "Surrey", "MR1 2AB"),
    ],
)
def test_what_was_typed_comes_back_into_its_own_boxes(typed):
    """C10."""
    assert boxes(read(typed)) == typed


def test_a_chosen_one_of_many_lines_fits_the_boxes():
    assert boxes("Library\nThe Hall\n7 High St\nMerrow\nMR1 2AB") == (
        "Library",
        "The Hall, 7 High St",
        "Merrow",
        "",
        "MR1 2AB",
    )
    assert boxes("MR1") == ("", "", "", "", "MR1")


def test_a_form_asks_for_it_by_appearance_and_check_answers_shows_its_lines():
    s = scenario(xform("<home/>", "", ask("/data/home", "Home", appearance="address")))
    assert s.question("home").input == "address"
    wrong = ("1 High St", "", "", "", "MR1 2AB")
    assert s.answer("home", wrong).last.code == "address.town"
    assert s.question("home").raw == wrong, "what was typed is kept"
    s.answer("home", ("1 High St", "", "Merrow", "", "MR1 2AB"))
    assert s.filling.rows()[0].answer == "1 High St\nMerrow\nMR1 2AB"
    assert s.value("home") == "1 High St\nMerrow\nMR1 2AB"
