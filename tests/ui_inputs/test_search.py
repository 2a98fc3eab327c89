"""A list too long to show is searched: a page's worth at a time, and nothing that is chosen is lost by looking (C2)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.forms.long_list import LongList
from tests.ui.kiosk_rig import settle
from ui.inputs.search import PAGE
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.text import Text

TOWNS = ("Caerdydd", "Llanfair-ym-Muallt", "Llanelli", "Ystradgynlais", "Tŷ Ddewi", "Y Fenni", "Pwllheli")
ROWS = 50_000
MANY = LongList([f"v{n}" for n in range(ROWS)], [f"{TOWNS[n % 7]} {n}" for n in range(ROWS)])
KINDS = pytest.mark.parametrize("kind", ["search_one", "search_many"])


def box(here):
    return here.input.finding.edit


def shown(here):
    return [row.words for row in here.controls if isinstance(row, RadioRow | CheckRow)]


def told(here):
    return next(
        text.text()
        for text in here.input.finding.findChildren(Text, options=Qt.FindChildOption.FindDirectChildrenOnly)[
            ::-1
        ]
    )


def look(here, typed):
    box(here).setFocus()
    box(here).selectAll()
    QTest.keyClicks(box(here), typed)
    settle()


def row(here, words):
    return next(each for each in here.controls if getattr(each, "words", "") == words)


@KINDS
def test_it_opens_with_the_first_of_them_and_tells_how_many_there_are(held, kind):
    """C2: no more rows are made than show."""
    here = held(kind, choices=MANY)
    assert shown(here) == [MANY[n].label for n in range(PAGE)]
    assert told(here) == "50,000 in the list. Here are the first 10"
    assert len(here.window.findChildren(RadioRow) + here.window.findChildren(CheckRow)) == PAGE
    assert QAccessible.queryAccessibleInterface(box(here)).text(QAccessible.Text.Description) == told(here)


@KINDS
@pytest.mark.parametrize(
    ("typed", "first", "says"),
    [
        ("TY DDEWI 25", "Tŷ Ddewi 25", "354 found"),
        ("48000 muallt ym", "Llanfair-ym-Muallt 48000", "1 found"),
        ("lllanelli 2", "Llanelli 2", "No exact match. Close to it: 3,394"),
    ],
)
def test_what_fits_best_comes_first(held, kind, typed, first, says):
    """C2, C7."""
    here = held(kind, choices=MANY)
    look(here, typed)
    assert shown(here)[0] == first
    assert told(here) == says
    assert len(shown(here)) <= PAGE
    assert here.answers == []


@KINDS
def test_when_nothing_is_found_it_says_what_to_try(held, kind):
    here = held(kind, choices=MANY)
    look(here, "qqq")
    assert shown(here) == []
    assert told(here) == "No match. Check the spelling or try fewer letters"


@KINDS
def test_more_of_them_are_shown_when_asked_for(held, kind):
    here = held(kind, choices=MANY)
    look(here, "pwllheli")
    more = here.controls[-1]
    assert more.words == "Show more"
    more.click()
    settle()
    assert len(shown(here)) == 2 * PAGE
    assert here.window.focusWidget() is here.controls[1 + PAGE], "the first that is new"
    look(here, "pwllheli 48000 0")
    assert here.window.findChild(QWidget, "search.more").isHidden()


@KINDS
def test_what_is_chosen_stays_first_whatever_is_looked_for(held, kind):
    """C2, C10."""
    here = held(kind, choices=MANY)
    look(here, "pwllheli 6")
    row(here, "Pwllheli 6").click()
    look(here, "caerdydd 7")
    assert shown(here)[0] == "Pwllheli 6"
    assert here.controls[1].isChecked()
    assert here.answers[-1] == ("v6" if kind == "search_one" else ("v6",))
    row(here, "Caerdydd 7").click()
    assert here.answers[-1] == ("v7" if kind == "search_one" else ("v6", "v7"))
    box(here).clear()
    assert shown(here)[0] == ("Caerdydd 7" if kind == "search_one" else "Pwllheli 6")


def test_one_of_many_is_taken_away_again(held):
    here = held("search_many", choices=MANY, raw=("v49999", "v3"))
    assert shown(here)[:2] == [MANY[3].label, MANY[49_999].label]
    here.controls[1].click()
    assert here.answers == [("v49999",)]


@KINDS
def test_each_row_follows_the_one_above_it_in_tab_order(held, kind):
    """A5."""
    here = held(kind, choices=MANY)
    look(here, "llanelli")
    found = [box(here)]
    while (after := found[-1].nextInFocusChain()) is not here.next:
        found.append(after)
    assert [
        each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ] == here.controls


def test_enter_leads_from_the_box_to_what_was_found(held):
    """M7: and no further."""
    here = held("search_one", choices=MANY)
    look(here, "fenni 5")
    QTest.keyClick(box(here), Qt.Key.Key_Return)
    assert here.left == []
    assert here.window.focusWidget().words == "Y Fenni 5"


def test_how_many_is_told_once_typing_pauses(held, qtbot):
    """Nobody is talked into while typing: six letters, one sentence."""
    here = held("search_one", choices=MANY)
    heard = []
    here.input.told.connect(heard.append)
    with qtbot.waitSignal(here.input.told):
        look(here, "fenni")
    assert heard == ["7,143 found"]
    assert box(here).accessibleDescription() == "7,143 found"
