"""A long list has a box to find something in; nothing that is chosen is lost by looking (C2)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kiosk.forms.page import Choice
from tests.ui.kiosk_rig import settle
from ui.inputs.find import LONG, plain
from ui.parts.text import Text

TOWNS = ("Caerdydd", "Llanfair-ym-Muallt", "Llanelli", "Ystradgynlais", "Tŷ Ddewi", "Y Fenni", "Pwllheli")
MANY = tuple(Choice(f"v{n}", f"{TOWNS[n % 7]} {n}") for n in range(40))
KINDS = pytest.mark.parametrize("kind", ["choice_one", "choice_many"])


def shown(here):
    return [row.words for row in here.input.rows if not row.isHidden()]


def look(here, typed):
    here.input.finder.edit.setFocus()
    here.input.finder.edit.selectAll()
    QTest.keyClicks(here.input.finder.edit, typed)
    settle()


@KINDS
def test_only_a_long_list_has_one(held, kind):
    """C2."""
    assert held(kind, choices=MANY[:LONG]).input.finder is None
    here = held(kind, choices=MANY[: LONG + 1])
    assert here.controls[0] is here.input.finder.edit
    name = QAccessible.queryAccessibleInterface(here.controls[0]).text(QAccessible.Text.Name)
    assert name == "Find in the list: type some letters"


@KINDS
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CAER", [f"Caerdydd {n}" for n in range(0, 40, 7)]),
        ("ty ddewi", [f"Tŷ Ddewi {n}" for n in range(4, 40, 7)]),
        ("ym muallt 1", ["Llanfair-ym-Muallt 1", "Llanfair-ym-Muallt 15"]),
        ("xyz", []),
    ],
)
def test_what_has_every_word_stays(held, kind, typed, found):
    """C2, C7: capitals, accents and hyphens do not matter."""
    here = held(kind, choices=MANY)
    look(here, typed)
    assert shown(here) == found
    assert here.answers == []
    told = [text.text() for text in here.input.finder.findChildren(Text)]
    assert (f"{len(found)} of 40 to choose from" in told) is bool(found)
    assert ("Nothing in the list has these letters" in told) is (not found)


@KINDS
def test_what_is_found_can_be_chosen_and_stays_when_something_else_is_looked_for(held, kind):
    """C2, C10."""
    here = held(kind, choices=MANY)
    look(here, "pwll")
    here.input.rows[6].click()
    look(here, "caer")
    assert "Pwllheli 6" in shown(here)
    assert here.answers[-1] == ("v6" if kind == "choice_one" else ("v6",))
    here.input.finder.edit.clear()
    assert len(shown(here)) == 40


def test_enter_leads_from_the_box_to_what_was_found(held):
    """M7: and no further."""
    here = held("choice_one", choices=MANY)
    look(here, "fenni 5")
    QTest.keyClick(here.input.finder.edit, Qt.Key.Key_Return)
    assert here.left == []
    assert here.window.focusWidget().words == "Y Fenni 5"
    QTest.keyClick(here.window.focusWidget(), Qt.Key.Key_Return)
    assert here.answers == ["v5"]


@pytest.mark.parametrize(
    ("text", "same"), [("Tŷ", "ty"), ("LLAN-ym", "llan ym"), ("  a  b ", "a b"), ("کتاب", "کتاب")]
)
def test_signs_that_are_left_out_in_typing(text, same):
    """C7."""
    assert plain(text) == same
