"""The pages of pausing and coming back: who hears the code, what its paper says, and how it is typed (T3)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.pausing.codes import words_of
from kiosk.pausing.paper import code_slip
from kiosk.printing.papers import SHEETS
from kiosk.stage import Aside, Asking, EnterCode, Keeping, Paused
from tests.ui.kiosk_rig import settle
from tests.ui.pause_places import to_code, to_paused
from ui import page_speech
from ui.audit.cupboard import CODE
from ui.paper import draw
from ui.parts.edit import Edit
from ui.scanner import Scanner

WORDS = CODE.words("en")


def boxes(kiosk):
    return kiosk.page.findChildren(Edit)


def heard(kiosk, utterance, *, headphones=False):
    return page_speech.voiced(utterance, kiosk.visit, may_tell=headphones).text


def opened(kiosk, *, headphones=False):
    """What is said as the page opens; what to press is no matter here."""
    screen = replace(kiosk.window.showing, primary=None, back=None)
    said = page_speech.page(screen, kiosk.visit, kiosk.visit.words.say, may_tell=headphones)
    return heard(kiosk, said, headphones=headphones)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_code_is_said_in_headphones_and_spelled_for_who_asks_and_nowhere_else(rig, language):
    """A9: whoever hears it can open the answers."""
    kiosk = rig(language=language)
    words = CODE.words(language)
    to_paused(kiosk)
    aloud, private = opened(kiosk), opened(kiosk, headphones=True)
    for word, number in zip(words, CODE.numbers(), strict=True):
        assert word in private
        assert word not in aloud
        assert number not in aloud
    assert kiosk.visit.words.say("pause.lost") in aloud
    spelled = page_speech.spelled(kiosk.visit)
    assert all(", ".join(word) in heard(kiosk, spelled) for word in words)


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
@pytest.mark.parametrize("sheet", ["A4", "80mm"])
def test_its_paper_has_the_code_and_no_word_of_the_form(rig, language, sheet):
    """P7: the square holds the words alone, so that a scanner types them."""
    kiosk = rig(language=language)
    to_paused(kiosk)
    made = code_slip(kiosk.visit, kiosk.window._config.council_name)
    words = CODE.words(language)
    assert made.code.split(" ") == list(words)
    assert all(word in line for word, line in zip(words, made.reference.split("\n"), strict=True))
    title = kiosk.visit.service.text("title", language)
    assert not [text for text in vars(made).values() if title in str(text)]
    assert draw(made, sheet, SHEETS[sheet], text_size="largest").pdf[:5] == b"%PDF-"


def test_what_is_meant_shows_below_the_box_and_stands_in_it_once_the_person_goes_on(rig):
    kiosk = rig()
    to_code(kiosk)
    first, second = boxes(kiosk)[:2]
    first.setFocus()
    QTest.keyClicks(first, "Ballon")
    assert first.outcome == "balloon"
    second.setFocus()
    settle()
    assert first.text() == "balloon"
    QTest.keyClicks(second, "can")
    assert second.outcome == "canal, candle, canoe"


def test_by_keys_alone_from_the_first_box_to_the_answers(rig):
    """K1: Tab from box to box, and Enter on Continue."""
    kiosk = rig()
    to_paused(kiosk)
    kiosk.go(kiosk.visit.end)
    to_code(kiosk)
    for word in WORDS:
        kiosk.key(Qt.Key.Key_Tab)
        assert isinstance(kiosk.focus, Edit)
        QTest.keyClicks(kiosk.focus, word)
    for _ in range(20):
        if getattr(kiosk.focus, "words", "") == kiosk.visit.words.say("button.continue"):
            break
        kiosk.key(Qt.Key.Key_Tab)
    kiosk.key(Qt.Key.Key_Return)
    settle()
    assert isinstance(kiosk.visit.stage, Asking)


def test_a_scanned_paper_is_typed_into_the_first_box_wherever_the_focus_is(rig):
    kiosk = rig()
    to_paused(kiosk)
    kiosk.go(kiosk.visit.end)
    Scanner(kiosk.window, kiosk.visit)
    to_code(kiosk)
    for sign in " ".join(WORDS):
        QTest.keyClick(kiosk.window.windowHandle(), sign)
    assert boxes(kiosk)[0].text() == " ".join(WORDS)
    kiosk.press(kiosk.visit.words.say("button.continue"))
    settle()
    assert isinstance(kiosk.visit.stage, Asking)


def test_while_it_is_sealed_nothing_comes_between(rig):
    kiosk = rig()
    kiosk.to_question(1)
    kiosk.visit.stage = Keeping()
    kiosk.window.refresh()
    kiosk.window.open(Aside.HELP)
    kiosk.second(10_000)
    assert (kiosk.visit.stage, kiosk.visit.aside) == (Keeping(), None)


def test_stop_beside_the_code_asks_whether_it_is_written_down(rig):
    kiosk = rig()
    to_paused(kiosk)
    kiosk.go(lambda: kiosk.window.open(Aside.STOP))
    assert kiosk.visit.words.say("stop.paused") in kiosk.window.showing.texts()
    kiosk.press(kiosk.visit.words.say("stop.no_paused"))
    assert isinstance(kiosk.visit.stage, Paused)


def test_what_was_typed_is_gone_with_the_page(rig):
    """P1."""
    kiosk = rig()
    to_code(kiosk)
    kiosk.go(lambda: kiosk.window.pausing.enter((*words_of("en")[:5], "")))
    assert boxes(kiosk)[0].text()
    kiosk.go(kiosk.visit.back)
    kiosk.go(kiosk.window.pausing.begin)
    assert isinstance(kiosk.visit.stage, EnterCode)
    assert [box.text() for box in boxes(kiosk)] == [""] * 6
