"""Yes/no mode: the choices of a question one at a time, and the same answers as with the list (C16)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.display import Display
from kiosk.forms.page import Choice, Page, Question
from kiosk.stage import Asking, Before, CheckAnswers
from kiosk.yes_no import Turn, turn_now, turn_of
from tests.ui.kiosk_rig import SHAPES
from ui.inputs.choices import ChooseMany, ChooseOne

SHEET = """survey
,type,name,label,hint,required,constraint,constraint_message
,select_one fruit,one,Which fruit?,Think of breakfast.,yes,,
,select_multiple fruit,many,Which fruits?,,yes,"not(selected(., 'fig') and count-selected(.) > 1)",Select fig alone
,select_one fruit,perhaps,Which other fruit?,,,,
,select_one sure,sure,Are you sure?,,yes,,
,text,name,Who are you?,,,,
choices
,list_name,name,label
,fruit,apple,An apple
,fruit,pear,A pear
,fruit,fig,A fig
,sure,yes,Yes
,sure,no,No
,sure,dk,I do not know
settings
,form_title,form_id
,Own,own
"""


@pytest.fixture
def kiosk(spoken):
    def make(yes_no=True, **wishes):
        return spoken(SHEET, **({"display": Display(yes_no=yes_no)} | wishes))

    return make


def say(rig, *answers):
    for answer in answers:
        rig.press(answer)


def raw(rig):
    return rig.visit.page.questions[0].raw


def texts(rig):
    return rig.page.screen_shown.texts()


def switch(rig, on):
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, yes_no=on)))


def to_many(rig):
    say(rig, "Yes", "Continue")
    return rig


def test_a_list_of_one_ends_at_the_first_yes_with_the_choice_shown(kiosk):
    """C16."""
    rig = kiosk()
    assert "Choice 1 of 3" in texts(rig)
    assert "An apple" in texts(rig)
    assert "A pear" not in texts(rig)
    say(rig, "No")
    assert "Choice 2 of 3" in texts(rig)
    say(rig, "Yes")
    assert texts(rig) == ("Which fruit?", "You chose:", "A pear")
    assert raw(rig) == "pear"
    say(rig, "Continue")
    assert rig.visit.stage == Asking("/data/many")


def test_a_list_of_several_goes_through_all_and_then_says_what_was_chosen(kiosk):
    """C16."""
    rig = to_many(kiosk())
    say(rig, "Yes", "Yes", "No")
    assert texts(rig) == ("Which fruits?", "You chose:", "An apple", "A pear")
    assert raw(rig) == ("apple", "pear")


def test_no_to_all_says_so_and_asks_again_or_leaves_it_open(kiosk):
    """C16: an answer that is needed offers no way past it."""
    rig = kiosk()
    say(rig, "No", "No", "No")
    assert texts(rig)[1:] == ("You said no to all of them.", "We need one answer. We can ask you again.")
    assert "Continue" not in rig.buttons()
    say(rig, "Ask me again")
    assert "Choice 1 of 3" in texts(rig)
    say(rig, "Yes", "Continue", "Yes", "No", "No", "Continue")
    assert rig.visit.stage == Asking("/data/perhaps")
    assert texts(rig)[0] == "Which other fruit? (optional)"
    say(rig, "No", "No", "No", "Continue")
    assert rig.visit.stage == Asking("/data/sure")


def test_back_goes_to_the_choice_before_and_from_the_first_to_the_page_before(kiosk):
    """C16, C10: with a button or with Escape."""
    rig = kiosk()
    say(rig, "No", "No", "Yes")
    say(rig, "Back")
    assert "A fig" in texts(rig)
    rig.key(Qt.Key.Key_Escape)
    assert "A pear" in texts(rig)
    say(rig, "Back")
    assert "An apple" in texts(rig)
    assert raw(rig) == "fig"
    say(rig, "Back")
    assert rig.visit.stage == Before()


def test_no_to_what_was_chosen_takes_it_away(kiosk):
    rig = kiosk()
    say(rig, "Yes", "Ask me again")
    assert rig.buttons()["Yes"]._chosen
    say(rig, "No")
    assert raw(rig) == ""
    say(rig, "Yes", "Continue")
    say(rig, "Yes", "Yes", "Yes", "Ask me again", "No", "Yes", "No")
    assert raw(rig) == ("pear",)


def test_switching_in_the_middle_keeps_answers_both_ways(kiosk):
    """C16, V9."""
    rig = to_many(kiosk())
    say(rig, "Yes", "Yes")
    switch(rig, False)
    assert [row.isChecked() for row in rig.page.findChild(ChooseMany).rows] == [True, True, False]
    switch(rig, True)
    assert "Choice 3 of 3" in texts(rig)
    assert raw(rig) == ("apple", "pear")
    say(rig, "No", "Back", "Back", "Back", "Back")
    switch(rig, False)
    assert [row.isChecked() for row in rig.page.findChild(ChooseOne).rows] == [True, False, False]


def test_a_page_that_has_an_answer_opens_with_it(kiosk):
    """C16: who comes back, or presses Change, is not asked again."""
    rig = kiosk()
    rig.visit.answer("/data/one", "pear")
    rig.window.refresh()
    assert texts(rig) == ("Which fruit?", "You chose:", "A pear")
    rig.go(lambda: rig.visit.change("/data/one"))
    assert texts(rig)[1:] == ("You chose:", "A pear")
    say(rig, "Ask me again", "Yes")
    assert isinstance(rig.visit.stage, Asking)
    assert rig.visit.stage.changing


def test_the_voice_says_question_and_choice_in_one_utterance(kiosk):
    """C16, A16."""
    rig = kiosk()
    say(rig, "No")
    (said,) = rig.heard()
    assert said == (
        "Question 1 of 5. Which fruit? Choice 2 of 3. A pear. "
        "Press the down arrow to hear Yes and No. Press Enter to choose one."
    )
    say(rig, "Yes")
    assert "Which fruit? You chose: A pear." in rig.heard()[-1]


def test_a_screen_reader_hears_question_and_choice_together(kiosk):
    """C16: the heading takes the focus, and is described by the choice."""
    rig = kiosk()
    say(rig, "No")
    heading = rig.page.screen_shown.heading
    assert rig.focus is heading
    assert heading.accessibleName() == "Which fruit?"
    assert "Choice 2 of 3. A pear." in heading.accessibleDescription()


def test_a_problem_is_shown_and_leads_to_asking_again(kiosk):
    """C5, A11."""
    rig = to_many(kiosk())
    say(rig, "Yes", "No", "Yes", "Continue")
    assert rig.visit.stage.key == "/data/many"
    assert "Select fig alone" in rig.page.screen_shown.problems()[0]
    rig.window.findChild(QWidget, "turn.again").parentWidget().lead("")
    assert rig.focus.objectName() == "turn.again"


def test_what_is_yes_and_no_already_and_what_is_no_choice_are_asked_as_ever(kiosk):
    """C16."""
    rig = kiosk()
    rig.go(lambda: setattr(rig.visit, "stage", Asking("/data/sure")))
    assert turn_now(rig.visit) is None
    rig.go(lambda: setattr(rig.visit, "stage", Asking("/data/name")))
    assert turn_now(rig.visit) is None
    rig.go(lambda: setattr(rig.visit, "stage", CheckAnswers()))
    assert turn_now(rig.visit) is None


@pytest.mark.parametrize("shape", SHAPES)
def test_it_fits_at_the_largest_size(kiosk, shape):
    """V3."""
    rig = kiosk(shape=shape, display=Display(yes_no=True, text_size="largest"))
    assert rig.window.scroller.horizontalScrollBar().maximum() == 0
    assert min(rig.buttons()[word].height() for word in ("Yes", "No")) >= rig.theme.px(20)


def test_the_keypad_alone_answers(kiosk):
    """C16, M7: Down and Select."""
    rig = kiosk()
    for _ in range(2):
        rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    assert "Choice 2 of 3" in texts(rig)
    rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    assert raw(rig) == "pear"


CHOICES = (Choice("a", "A"), Choice("b", "B"), Choice("c", "C"))


@pytest.mark.parametrize(
    ("held", "yes", "stored", "at"), [("", True, "b", 3), ("a", False, "a", 2), ("b", False, "", 2)]
)
def test_one_of_several(held, yes, stored, at):
    question = Question("/q", "select_one", "choice_one", "Q", choices=CHOICES, raw=held)
    assert Turn(question, 1).answered(yes=yes) == (stored, at)


def test_a_list_that_grew_shorter_leads_to_its_end():
    question = Question("/q", "select_one", "choice_one", "Q", choices=CHOICES[:2])
    assert turn_of(Page("k", "Q", (question,)), 7).over
