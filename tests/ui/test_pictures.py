"""The pictures of a form beside its words: their size, their words, and what cannot be drawn."""

import pytest
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QWidget

from kiosk.display import Display
from kiosk.language import Words
from tests.readers.test_pictures import FORM
from ui.describe import Describer
from ui.page_speech import page as said_of
from ui.parts.choice import RadioRow
from ui.parts.form_picture import TALLEST, WIDEST


@pytest.fixture
def shown(begun):
    """A window at a question with pictures, each of the width and height given: ``shown({"bins.png": (800, 200)})``."""

    def make(files, **wishes):
        images = {name: QImage(*size, QImage.Format.Format_RGB32) for name, size in files.items()}
        for image in images.values():
            image.fill(QColor("darkgreen"))
        return begun(FORM, images, **wishes)

    return make


ALL = {"bins.png": (800, 200), "biniau.png": (200, 800), "black.jpg": (100, 100), "blue.png": (300, 900)}


@pytest.mark.parametrize("shape", ["wide", "tall", "square"])
@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_a_picture_is_drawn_in_mm_and_its_form_kept(shown, shape, language):
    rig = shown(ALL, shape=shape, language=language, display=Display(text_size="largest"))
    picture = rig.page.findChild(QWidget, "picture")
    assert picture.width() <= rig.theme.px(WIDEST)
    assert picture.height() <= rig.theme.px(TALLEST)
    wide, high = ALL["biniau.png" if language == "cy" else "bins.png"]
    assert abs(picture.width() / picture.height() - wide / high) < 0.05 * wide / high
    heading = rig.page.screen_shown.heading
    assert heading.text(), "the words stay"


def test_the_authors_words_for_a_picture_are_told_and_said(shown):
    rig = shown(ALL)
    picture = rig.page.findChild(QWidget, "picture")
    assert QAccessible.queryAccessibleInterface(picture).role() == QAccessible.Role.Graphic
    assert picture.accessibleName() == "Two bins beside each other"
    said = said_of(rig.window.showing, rig.visit, rig.visit.words.say).text
    assert "Picture: Two bins beside each other." in said
    told = " ".join(f"{c.accessibleName()} {c.accessibleDescription()}" for c in rig.controls())
    assert told.count("Two bins beside each other") == 1


def test_choices_show_their_pictures_beside_their_words(shown):
    with_pictures = shown(ALL)
    rows = with_pictures.page.findChildren(RadioRow)
    tall = [row.height() for row in rows]
    assert [row.words for row in rows] == ["The black one", "The blue one"]
    before, after = rows[1].grab().toImage(), QColor("darkgreen")
    found = [x for x in range(before.width()) if before.pixelColor(x, before.height() // 2) == after]
    assert found
    assert min(found) > before.width() // 2, "after the words"
    assert all(height >= with_pictures.theme.px(20) for height in tall)
    assert rows[1].height() <= with_pictures.theme.px(36)


@pytest.mark.parametrize("name", ["bins.png", "black.jpg"])
def test_what_cannot_be_drawn_leaves_the_words(shown, name):
    rig = shown({})
    (rig.visit.service.folder / name).write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    rig.window.refresh()
    assert rig.page.findChild(QWidget, "picture") is None
    assert [row.words for row in rig.page.findChildren(RadioRow)] == ["The black one", "The blue one"]


def test_the_words_of_a_choices_picture_are_said_after_its_own(shown):
    class Alone:
        present = explained = True

    rig = shown(ALL)
    row = rig.page.findChildren(RadioRow)[0]
    row.shows = "A bin with a black lid"
    said = Describer(rig.visit, Alone(), lambda words: Words(words.code).say).choice(row).text
    assert "The black one. A bin with a black lid. Not chosen" in said
