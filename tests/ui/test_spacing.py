"""Wide spacing: lines, words, letters and paragraphs further apart, with nothing lost."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea

from kiosk.display import TEXT_SIZES, Display
from tests.ui.kiosk_rig import PLACES, Rig
from ui.parts.paragraph import Paragraph
from ui.parts.text import Text
from ui.screens.screen import stack
from ui.theme import Theme

WIDE = Display(spacing=True)
STEP = 1 / 64
"""Qt keeps 64ths of a pixel."""


def theme(display):
    return Theme(display, 4.0, QSize(1280, 1024))


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_lines_words_and_letters_stand_apart_as_wcag_asks(qapp, size):
    """V8: line 1.5, word 0.16 and letter 0.12 of the size of the type."""
    font = theme(Display(text_size=size, spacing=True)).font("body")
    em = font.pixelSize()
    assert font.letterSpacing() >= 0.12 * em - STEP
    assert font.wordSpacing() >= 0.16 * em - STEP
    assert Paragraph("one\ntwo", font, 900).height >= 2 * 1.5 * em


def test_paragraphs_stand_twice_the_size_of_the_type_apart(qapp):
    """V8: the room below a paragraph."""
    wide = theme(WIDE)
    first, second = Text("One thing.", wide), Text("Another thing.", wide)
    holder = stack([first, second], wide)
    holder.resize(900, 400)
    holder.layout().activate()
    assert second.y() - first.geometry().bottom() - 1 >= 2 * wide.font("body").pixelSize()
    usual = theme(Display())
    assert usual.font("body").letterSpacing() == 0
    assert usual.below(3.0) == 3.0


def test_a_line_still_holds_no_more_than_75_characters(qapp):
    """V8: the column grows with the letters, not with their number."""
    wide = theme(WIDE)
    text = "We come by on the day after and will take what is there with us. " * 5
    assert max(Paragraph(text, wide.font("body"), wide.text_width).lengths) <= 80
    assert wide.text_width <= wide.content_width


@pytest.mark.parametrize("shape", ["tall", "square"])
@pytest.mark.parametrize("place", ["welcome", "before", "choice", "fields", "check", "receipt", "ways"])
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(services, place, shape):
    """V3, V8: at the largest words, too."""
    rig = Rig(services, shape, Display(text_size="largest", spacing=True))
    PLACES[place](rig)
    for area in rig.window.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
    for text in rig.window.findChildren(Text):
        if text.isVisible():
            assert text.heightForWidth(text.width()) <= text.height() + 1, text.text()


def test_a_telephone_number_stands_on_one_line_where_it_fits(qapp):
    font = theme(Display()).font("body")
    whole = "Call us on 01632 960 200"
    room = Paragraph(whole, font, 2000).widest - 2
    assert Paragraph(whole, font, room).lengths == [len("Call us on "), len("01632 960 200")]
    narrow = Paragraph("01632 960 200", font, 2000).widest - 2
    assert Paragraph(whole, font, narrow).lengths[-1] < len("01632 960 200")
