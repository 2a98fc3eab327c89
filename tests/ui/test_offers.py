"""The one quiet offer of a page: where it stands, what it moves (nothing), when it waits, and what each one does."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit

from kiosk.analytics.happenings import OfferMade, OfferTaken
from kiosk.asking import steps
from kiosk.cli.compose import give_offers
from kiosk.config import Config
from kiosk.display import Display
from kiosk.keys import Command
from kiosk.stage import Aside, Asking, CheckAnswers
from tests.journeys.keyboard import Keyboard
from tests.ui.hand import Hand
from tests.ui.kiosk_rig import SHAPES, settle
from ui.noticing import Noticing
from ui.parts.notice import Notice

SHEET = """survey
,type,name,label::English (en),hint::English (en),required
,text,number,What is your account number?,It is on your bill.,yes
,text,street,Which street do you live in?,,yes
choices
,list_name,name,label::English (en)
,example_answers,number,4401 7720
,easy_read,number,What number is on your bill?
settings
,form_title,form_id
,Own,own
"""
FIRST, SECOND = "/data/number", "/data/street"
QUIET, ALOUD = Display(read_aloud=False), Display()


@pytest.fixture
def kiosk(spoken, tmp_path):
    """At the first question, with what notices and what offers, as ``kiosk run`` puts them together."""

    def make(display=QUIET, only=(), **wishes):
        made = spoken(SHEET, display=display, **wishes)
        made.noticing = Noticing(made.window, made.visit, lambda: made.seconds)
        made.told = []
        made.noticing.listeners.append(made.told.append)
        made.offering = give_offers(
            made.window, made.visit, made.noticing, made.reader, Config(tmp_path, idle_warning=90.0)
        )
        if only:
            can = made.offering._can
            made.offering._can = lambda: can() & frozenset(only)
        made.go(made.visit.end)
        made.to_form()
        return made

    return make


def problem_twice(rig):
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.proceed)


def stuck(rig):
    """The same problem twice; a second later it is offered what there is."""
    problem_twice(rig)
    rig.heard()
    rig.second()
    return rig.offering.strip


def made(rig):
    return [each.offer for each in rig.told if isinstance(each, OfferMade)]


def places(rig):
    window = rig.window
    parts = [rig.focus, *window.ways.buttons[:2], *window.bar.buttons, window.showing.heading]
    return [rig.at(part) for part in parts]


def test_it_moves_neither_the_page_nor_the_focus_and_is_told_once(kiosk):
    """WCAG 3.2: what the person is about to press is where it was."""
    rig = kiosk()
    problem_twice(rig)
    before, focus, heard = places(rig), rig.focus, len(rig.heard())
    rig.second()
    assert rig.offering.strip.words == "Would you like to see an example?"
    assert (places(rig), rig.focus) == (before, focus)
    assert heard == len(rig.heard()) == 0  # the voice is off
    for _ in range(100):
        rig.second()
        rig.visit.activity()
    assert made(rig) == ["example"]
    assert (places(rig), rig.focus) == (before, focus)  # no time takes it away (T4)


def test_a_screen_reader_is_told_of_it_and_finds_it_in_its_place(kiosk):
    """A5, D3: a notice, which is said when it shows, and two buttons between the page and Back."""
    rig = kiosk()
    strip = stuck(rig)
    notice = strip.findChild(Notice)
    interface = QAccessible.queryAccessibleInterface(notice)
    assert interface.role() == QAccessible.Role.Notification
    assert interface.text(QAccessible.Text.Name) == strip.words
    yes, no = strip.buttons
    assert (yes.words, no.words) == ("Yes, show me one", "No, thank you")
    assert {yes.accessibleDescription(), no.accessibleDescription()} == {strip.words}
    chain = rig.controls()
    at = chain.index(yes)
    assert chain[at - 1 : at + 3] == [rig.window.sheet.last_control(), yes, no, rig.window.ways.back]
    rig.go(lambda: None)  # the page is drawn anew
    chain = rig.controls()
    assert chain.index(rig.offering.buttons[1]) == chain.index(rig.window.ways.back) - 1


@pytest.mark.parametrize(("down", "select"), [("Key_Tab", "Key_Return"), ("Key_Down", "Key_Space")])
def test_it_is_answered_with_keys_and_the_focus_goes_back_to_where_it_was(kiosk, down, select):
    """M7: declined, it is not offered on this page again."""
    rig = kiosk()
    stuck(rig)
    keyboard = Keyboard(rig.window, down=Qt.Key[down])
    came_from = keyboard.to(lambda widget: isinstance(widget, QLineEdit), "the box") or rig.focus
    assert keyboard.press(Qt.Key[down]) is rig.offering.buttons[0]
    assert keyboard.press(Qt.Key[down]) is rig.offering.buttons[1]
    keyboard.press(Qt.Key[select])
    assert rig.offering.strip is None
    assert rig.focus is came_from
    stuck(rig)
    rig.second(200)
    assert rig.offering.strip is None
    assert made(rig) == ["example"]
    assert not any(isinstance(each, OfferTaken) for each in rig.told)


def test_with_the_voice_on_it_is_said_once_and_after_all_else(kiosk):
    """A4: never into what is being said."""
    rig = kiosk(ALOUD)
    problem_twice(rig)
    rig.window.set_reading(True)
    rig.heard()
    rig.second()
    assert rig.offering.strip is None
    rig.window.set_reading(False)
    rig.second()
    said = "Would you like to see an example? The buttons to answer come after the page."
    assert rig.heard() == [said]
    rig.second()
    assert rig.heard() == []
    yes, _no = rig.offering.buttons
    yes.setFocus()
    settle()
    assert rig.heard()[0].startswith("Yes, show me one")
    rig.window.keypad.asked.emit(Command.READ)
    settle()
    page = " ".join(rig.heard())
    assert "Would you like to see an example? Yes, show me one. No, thank you. Back." in page  # A1


def test_a_file_of_the_councils_that_is_no_good_leaves_our_own_numbers(kiosk, tmp_path):
    (tmp_path / "struggle.toml").write_text("[problem_again]\ntimes = 'often'\n", encoding="utf-8")
    assert stuck(kiosk()) is not None


def test_a_long_silence_is_met_before_the_idle_warning_and_later_for_who_is_slower(kiosk):
    """T1: by eye, by ear, and with a slow switch."""
    rig = kiosk()

    def seconds(display):
        rig.go(rig.visit.end)
        rig.to_form()
        rig.go(lambda: rig.visit.show(display))
        began = rig.seconds
        while rig.offering.strip is None:
            assert rig.visit.aside is None
            rig.second(5)
        assert rig.told[-1].rule == "silence"
        return rig.seconds - began

    by_eye, by_ear, by_switch = map(seconds, (QUIET, ALOUD, replace(QUIET, switches=1, scan=3.0)))
    assert by_eye < by_ear < by_switch < 180


def take(rig):
    stuck(rig)
    rig.heard()
    rig.offering.buttons[0].click()
    settle()
    told = [type(each) for each in rig.told if isinstance(each, OfferMade | OfferTaken)]
    assert told == [OfferMade, OfferTaken]


def test_yes_reads_the_page_aloud(kiosk):
    rig = kiosk(only={"aloud"})
    take(rig)
    assert rig.visit.display.read_aloud
    assert "What is your account number?" in " ".join(rig.heard())
    assert rig.offering.strip is None
    assert "aloud" not in rig.offering._can()


def test_yes_makes_it_larger_by_one_step_until_it_is_the_largest(kiosk):
    rig = kiosk(only={"bigger"})
    for _ in range(3):
        rig.touch.missed.emit(True)
    rig.second()
    rig.offering.buttons[0].click()
    assert rig.visit.display.text_size == "large"
    assert rig.offering.strip is None
    rig.visit.show(replace(rig.visit.display, text_size="largest"))
    rig.window.refresh()
    assert "bigger" not in rig.offering._can()


def test_yes_shows_the_example_until_it_is_taken_away(kiosk):
    rig = kiosk(ALOUD, only={"example"})
    take(rig)
    assert rig.offering.strip.words == "For example: 4401 7720"
    assert rig.heard()[0].startswith("For example: 4401 7720")
    rig.go(lambda: rig.visit.open(Aside.HELP))
    assert rig.offering.strip is None
    rig.go(rig.visit.close)
    assert rig.offering.strip.words == "For example: 4401 7720"
    rig.press("Take the example away")
    assert rig.offering.strip is None


def test_yes_puts_the_question_in_easy_words(kiosk):
    rig = kiosk(ALOUD, only={"easy"})
    take(rig)
    assert rig.window.showing.heading.text() == "What number is on your bill?"
    assert rig.focus is rig.window.showing.heading
    assert "What number is on your bill?" in " ".join(rig.heard())


def test_yes_leaves_the_question_for_later_and_it_stands_as_owed(kiosk):
    """C8, C10: said and shown on check answers, and asked for before anything is sent."""
    rig = kiosk(ALOUD, only={"skip"})
    take(rig)
    assert rig.visit.stage == Asking(SECOND)
    rig.visit.answer(SECOND, "Mill Lane")
    rig.heard()
    rig.go(rig.visit.proceed)
    assert rig.visit.stage == CheckAnswers()
    later = "You left 1 question for later. Answer it before you send this."
    assert later in rig.window.showing.texts()
    assert later in rig.heard()[0]
    assert "Not answered yet" in rig.window.showing.texts()
    rig.go(rig.visit.agree)
    assert rig.visit.stage == Asking(FIRST, changing=True)
    assert rig.window.showing.problems()


def test_it_waits_while_the_council_is_asked_and_is_there_again_after(kiosk):
    """Left for later is the question that it was offered on, and no other page."""
    rig = kiosk(only={"skip"})
    assert stuck(rig) is not None
    rig.go(lambda: steps.begin(rig.visit))
    rig.second()
    assert rig.offering.strip is None
    rig.go(rig.visit.back)
    rig.offering.buttons[0].click()
    assert rig.visit.stage == Asking(SECOND)


def test_yes_asks_a_person(kiosk):
    rig = kiosk(only={"person"})
    take(rig)
    assert rig.visit.aside is Aside.PERSON
    assert rig.window.calls.open is not None
    rig.go(rig.visit.close)
    assert "person" not in rig.offering._can()  # somebody comes


def test_it_waits_for_the_finger_and_for_what_lies_over_the_page(kiosk):
    """M3: nor is a finger that is already on its way meant for it."""
    rig = kiosk()
    problem_twice(rig)
    rig.seconds += 1
    hand = Hand(rig)
    hand.press(rig.page.findChild(QLineEdit))
    rig.second()
    assert rig.offering.strip is None
    hand.slip(40)
    hand.lift()
    rig.window.typing.close()
    rig.go(lambda: rig.visit.open(Aside.DISPLAY))
    rig.second()
    assert rig.offering.strip is None
    rig.go(rig.visit.close)
    rig.second()
    yes, no = rig.offering.buttons
    rig.seconds += 0.2
    hand.tap(no)
    assert rig.offering.buttons == [yes, no]
    rig.seconds += 1
    hand.tap(no)
    assert rig.offering.strip is None


def test_the_keys_on_the_screen_come_first(kiosk):
    """M11: beside them there is no room on this screen for more than the box."""
    rig = kiosk(replace(QUIET, text_size="largest"))
    stuck(rig)
    field = rig.page.findChild(QLineEdit)
    rig.window.typing.touched(field)
    field.setFocus()
    settle()
    rig.second()
    assert rig.window.typing.board is not None
    assert rig.offering.strip is None
    rig.window.typing.close()
    assert rig.offering.strip is not None
    assert made(rig) == ["example"]
    settle()
    below = rig.at(field).bottom() - rig.at(rig.offering.strip).top()
    assert below < 0  # the box that has the focus is above it


@pytest.mark.parametrize("language", ["en", "ur"])
def test_beside_the_keys_it_takes_the_room_that_they_leave(kiosk, language):
    """M11, L4: neither a key nor the box moves, whichever keys show; and it is gone with its answer."""
    rig = kiosk(only={"bigger"}, language=language)
    field = rig.page.findChild(QLineEdit)
    field.setFocus()
    rig.window.typing.touched(field)
    settle()
    board = rig.window.typing.board
    before = [rig.at(part) for part in (field, *board.buttons)]
    for _ in range(3):
        rig.touch.missed.emit(True)
    rig.second()
    strip = rig.offering.strip
    assert strip.parentWidget() is board
    assert [rig.at(part) for part in (field, *board.buttons)] == before
    assert rig.focus is field
    for page in board._layout.pages:
        if board._shares(page):
            board.turn(page)
            assert not any(strip.geometry().intersects(key.geometry()) for key in board.buttons)
    assert board.rect().contains(strip.geometry())
    chain = rig.controls()
    assert chain.index(strip.buttons[0]) > chain.index(field)
    rig.offering.buttons[1].setFocus()
    rig.offering.buttons[1].click()
    settle()
    assert rig.offering.strip is None
    assert rig.focus is field
    assert rig.window.typing.board is board


def test_where_somebody_may_be_in_danger_nothing_sounds_grows_or_comes(kiosk):
    """P6: what is offered there says nothing to who looks on or listens."""
    rig = kiosk(ALOUD)
    assert {"example", "person", "bigger"} <= rig.offering._can()
    rig.visit.service = replace(rig.visit.service, sensitive=True)
    assert rig.offering._can() == {"example", "easy", "skip"}
    assert stuck(rig) is not None
    assert rig.heard() == []
    rig.offering._take()
    assert rig.heard() == []


@pytest.mark.parametrize("shape", SHAPES)
def test_it_fits_in_every_size_and_language_and_covers_nothing(kiosk, shape):
    """V3, M1: at 300 % too, from right to left, and the window does not grow by it."""
    rig = kiosk(shape=shape)
    for language, size in (("en", "normal"), ("cy", "largest"), ("ur", "large"), ("pl", "largest")):
        rig.go(rig.visit.end)
        rig.language = language
        rig.to_form()
        rig.visit.show(
            replace(QUIET, text_size=size, theme="cream" if size == "normal" else "white_on_black")
        )
        rig.window.refresh()
        rig.seconds += 60
        strip = stuck(rig)
        rig.window.focusWidget().setFocus()
        settle()
        boxes = [rig.at(part) for part in (rig.window.scroller, strip, rig.window.ways, rig.window.bar)]
        assert all(above.bottom() < below.top() for above, below in pairwise(boxes))
        assert rig.window.size() == SHAPES[shape]
        least = rig.theme.px(20)
        inside = strip.rect()
        for button in strip.buttons:
            box = button.geometry()
            assert box.width() >= least
            assert box.height() >= max(least, button.heightForWidth(box.width()))
            assert inside.contains(box)
        words = strip.findChild(Notice)
        assert words.height() >= words.heightForWidth(words.width())
        assert inside.contains(words.geometry())
        assert not any(words.geometry().intersects(button.geometry()) for button in strip.buttons)
