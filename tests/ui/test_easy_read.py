"""Easy Read on the screen and in the voice: easy words for a heading, a picture, why we ask folded away (C14)."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from kiosk import catalogue
from kiosk.catalogue import BUILT_IN
from kiosk.display import TEXT_SIZES, Display
from kiosk.forms import xform
from kiosk.forms.form import Group
from kiosk.forms.page import Easy
from kiosk.forms.running.easy_read import easy_read
from kiosk.speech.ways import Way, say_for
from tests.ui.kiosk_rig import SHAPES, Rig, settle
from ui import page_speech
from ui.parts.easy_picture import EasyPicture, easy_picture
from ui.parts.fold import Fold
from ui.parts.panel import Panel
from ui.theme import Theme

EASY = {"missed-bin": "Which bin did we not empty?", "library-membership": "What is your name?"}


@pytest.fixture
def asked(qtbot):
    """A kiosk at the first question of one of our own services."""

    def make(service="missed-bin", **wishes):
        rig = Rig(catalogue.load(BUILT_IN), **wishes)
        qtbot.addWidget(rig.window)
        rig.go(lambda: rig.visit.begin(rig.language))
        rig.go(lambda: rig.visit.choose(service))
        rig.go(rig.visit.start)
        return rig

    return make


def turn(rig, on):
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, easy_read=on)))


def heading(rig):
    return rig.page.screen_shown.heading.text()


def picture(rig):
    return rig.page.findChild(EasyPicture)


@pytest.mark.parametrize("service", EASY)
def test_it_is_turned_on_and_off_at_any_time_with_the_answer_kept(asked, service):
    """C14, V9."""
    rig = asked(service)
    question = rig.visit.page.questions[0]
    usual, given = heading(rig), ("rubbish",) if question.choices else "Ann"
    rig.visit.answer(question.path, given)
    turn(rig, True)
    assert heading(rig) == EASY[service] != usual
    assert rig.visit.page.questions[0].raw == given
    assert picture(rig) is not None
    turn(rig, False)
    assert heading(rig) == usual
    assert rig.visit.page.questions[0].raw == given
    assert picture(rig) is None


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_the_picture_stands_in_the_right_third_or_between_heading_and_answers(asked, shape, size):
    """C14, V3."""
    rig = asked(shape=shape, display=Display(easy_read=True, text_size=size))
    screen, drawn = rig.page.screen_shown, rig.at(picture(rig))
    answers = rig.at(screen.body[-1])
    if rig.theme.aside_width:
        assert drawn.left() >= answers.right()
        assert drawn.right() <= rig.window.width()
    else:
        assert rig.at(screen.heading).bottom() < drawn.top() < drawn.bottom() < answers.top()
    assert rig.window.scroller.horizontalScrollBar().maximum() == 0


def test_a_screen_reader_and_the_voice_hear_what_the_picture_shows(asked):
    """C14, A1."""
    rig = asked(display=Display(easy_read=True))
    drawn = QAccessible.queryAccessibleInterface(picture(rig))
    assert drawn.role() == QAccessible.Role.Graphic
    assert drawn.text(QAccessible.Text.Name) == "A bin with a cross beside it"
    assert "A bin with a cross beside it" in rig.page.screen_shown.heading.accessibleDescription()
    said = page_speech.page(rig.page.screen_shown, rig.visit, say_for(rig.visit.words, Way())).text
    assert "Which bin did we not empty? Picture: A bin with a cross beside it." in said


def test_why_we_ask_is_folded_away_and_comes_when_asked_for(asked):
    """C14: nothing that the usual page says is out of reach."""
    rig = asked(display=Display(easy_read=True))
    rig.visit.answer(rig.visit.page.questions[0].path, ("garden",))
    rig.go(rig.visit.proceed)
    why = rig.visit.page.questions[0].guidance
    (fold,) = rig.page.findChildren(Fold)
    assert why not in page_speech.page(rig.page.screen_shown, rig.visit, say_for(rig.visit.words, Way())).text
    button, panel = fold.findChild(QWidget, "fold"), fold.findChild(Panel)
    assert not panel.isVisible()
    button.click()
    settle()
    assert panel.isVisible()
    assert rig.focus.accessibleName() == why
    button.click()
    assert not panel.isVisible()


def test_a_form_without_easy_words_looks_as_ever_and_says_nothing_of_it(rig):
    """C14."""
    plain, easy = rig(), rig(display=Display(easy_read=True))
    for kiosk in (plain, easy):
        kiosk.to_question()
    assert plain.window.grab().toImage() == easy.window.grab().toImage()


def test_a_page_of_several_questions_has_easy_words_for_its_heading(asked):
    rig = asked("library-membership", display=Display(easy_read=True))
    for given in ("Ann", ("1", "2", "1950"), "no"):
        rig.visit.answer(rig.visit.page.questions[0].path, given)
        rig.go(rig.visit.proceed)
    assert heading(rig) == "Where do you live?"
    assert len(rig.visit.page.questions) > 1


@pytest.mark.parametrize("service", EASY)
def test_both_services_give_every_question_easy_words_and_a_picture_that_is_drawn(service, qapp):
    """C14: at most 15 words, a picture, and words for the picture, in each language of the form."""
    folder = BUILT_IN / service
    form = xform.load((folder / "form.xml").read_bytes())
    theme = Theme(Display(), 4.03, SHAPES["wide"])
    for language in form.languages:
        for path, easy in every_easy(form, language):
            assert isinstance(easy, Easy), (path, language)
            assert len(easy.words.split()) <= 15, easy.words
            assert easy.shows, path
            assert easy_picture(easy.picture, easy.shows, folder, theme) is not None, easy.picture


def every_easy(form, language):
    """Each page's heading and what Easy Read has for it, whether it is relevant or not."""

    def say(text):
        return "".join(part for part in text.template(language) if isinstance(part, str))

    def walk(elements):
        for element in elements:
            if isinstance(element, Group) and not element.field_list:
                yield from walk(element.children)
            else:
                yield element.path, easy_read(element.path.rpartition("/")[2], form, language, say)

    return walk(form.body)


@pytest.mark.parametrize("name", ["", "nothing", "broken.svg", "../form.xml"])
def test_a_picture_that_is_not_there_or_broken_is_left_out(qapp, tmp_path, name):
    (tmp_path / "broken.svg").write_text("<svg", encoding="utf-8")
    assert easy_picture(name, "", tmp_path, Theme(Display(), 4.03, SHAPES["wide"])) is None


def test_a_councils_own_picture_lies_beside_its_form(qapp, tmp_path):
    theme = Theme(Display(), 4.03, SHAPES["wide"])
    (tmp_path / "own.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20" stroke="var(--ink)"/></svg>'
    )
    drawn = easy_picture("own.svg", "A line", tmp_path, theme)
    drawn.grab().save(str(tmp_path / "own.png"))
    for each in (drawn, easy_picture("own.png", "A line", tmp_path, theme)):
        assert each.sizeHint().width() == 2 * each.sizeHint().height() > 0
        assert not each.grab().isNull()
