"""The order of what is said (A16): label, value or state, place, hint, and last what to press."""

import pytest

from kiosk.forms.page import Choice, Page, Question, Row
from kiosk.forms.problem import Problem
from kiosk.speech import utterance
from kiosk.speech.pronounce import spoken
from kiosk.submission import ALPHABET
from tests.speech.fakes import fake_say

YES_NO = (Choice("y", "Yes"), Choice("n", "No"))


def question(**fields):
    return Question(
        **{"path": "/data/q", "type": "text", "input": "text", "label": "What is your name?"} | fields
    )


def one(**fields):
    asked = question(**fields)
    return Page("q", asked.label, (asked,), section="About you")


def page(shown):
    return utterance.page(shown, fake_say, "en").text


def test_a_page_says_its_section_question_hint_and_what_to_do():
    said = page(one(hint="As on your passport", guidance="We match it with our records."))
    assert said == (
        "About you. What is your name? As on your passport. We match it with our records. page.type."
    )


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("choice_one", "choices 2. page.choose."),
        ("choice_many", "choices 2. page.tick."),
    ],
)
def test_a_page_of_choices_says_how_many(kind, end):
    assert page(one(input=kind, choices=YES_NO)).endswith(end)


def test_a_page_to_read_says_how_to_go_on():
    assert page(one(input="note")).endswith("page.go_on.")


def test_a_page_of_several_questions_says_how_many():
    shown = Page("g", "Your address", (question(), question(path="/data/r", label="Street")))
    assert page(shown) == "Your address. questions 2. page.several."


def test_a_page_of_several_questions_says_its_notes_which_take_no_focus():
    note = question(path="/data/n", input="note", label="We write to you there", hint="Not by email")
    shown = Page("g", "Your address", (note, question()))
    assert page(shown) == "Your address. We write to you there. Not by email. questions 1. page.several."
    assert page(Page("g", "Read this", (note, note))).endswith("page.go_on.")


def test_a_page_with_one_thing_to_tick_does_not_count_it():
    assert page(one(input="acknowledge", choices=YES_NO[:1])).endswith(
        "About you. What is your name? page.agree."
    )


def test_a_page_says_first_that_there_is_a_problem():
    assert page(one(problem=Problem("required"))).startswith("problems 1. About you.")


def test_a_control_says_label_value_place_hint_and_last_what_to_press():
    said = utterance.control(
        "Language", fake_say, "en", press="press", value="English", place=(2, 5), hint="Changes all words"
    )
    assert said == utterance.Utterance(
        "Language. English. place 2 5. Changes all words. press.press.", "en", "control"
    )


def test_a_box_says_what_is_typed_and_its_problem():
    said = utterance.field(
        "Street", "12 High St", fake_say, "en", hint="And number", context=("Your address",)
    )
    assert said.text == "Your address. Street. typed 12 High St. And number. press.type."
    assert "empty" in utterance.field("Street", "", fake_say, "en").text


@pytest.mark.parametrize(
    ("chosen", "many", "end"),
    [
        (False, False, "not_chosen. place 1 2. press.choose."),
        (True, False, "chosen. place 1 2. press.chosen."),
        (False, True, "not_chosen. place 1 2. press.tick."),
        (True, True, "chosen. place 1 2. press.untick."),
    ],
)
def test_a_choice_says_whether_it_is_chosen(chosen, many, end):
    said = utterance.choice(YES_NO[0], fake_say, "en", chosen=chosen, many=many, place=(1, 2))
    assert said.text == f"Yes. {end}"


def test_check_answers_says_what_was_answered_or_that_nothing_was():
    assert utterance.row(Row("p", "/p", "Name", "Ann"), fake_say, "en").text == "Name. Ann. press.change."
    assert utterance.row(Row("p", "/p", "Name", ""), fake_say, "en").text == "Name. not_given. press.change."


def test_several_lines_of_an_answer_are_said_with_a_pause():
    said = utterance.row(Row("p", "/p", "Bins", "Black bin\nBlue bin"), fake_say, "en")
    assert said.text == "Bins. Black bin, Blue bin. press.change."


def test_what_can_only_be_read_says_nothing_to_press():
    assert utterance.field("Fee", "£5", fake_say, "en", read_only=True).text == "Fee. £5."


def test_problems_are_said_in_full_and_not_cut():
    said = utterance.problems(["Enter your name", "Enter your age"], fake_say, "en")
    assert said.text == "problems 2. Enter your name. Enter your age. page.problem."
    assert said.essential


def test_a_reference_is_said_in_groups_and_not_cut():
    """A12."""
    said = utterance.reference("KTM7RF2WD", fake_say, "en")
    assert said.text == "reference KTM 7RF 2WD."
    assert said.essential
    words = " ".join(token.say for sentence in spoken(said.text, "en") for token in sentence.tokens)
    assert words == "reference K. T. M., seven R. F., two W. D."


def test_a_reference_can_be_spelled_with_a_word_for_each_letter():
    said = utterance.spelled("KTM7", fake_say, "en")
    assert said.text == "spell K letter.K. spell T letter.T. spell M letter.M. 7."


def test_every_sign_of_a_reference_can_be_spelled():
    asked = []

    def say(key, **params):
        asked.append(key)
        return key

    utterance.spelled(ALPHABET, say, "en")
    assert {key for key in asked if ".letter." in key} == {
        f"speech.letter.{c}" for c in ALPHABET if c.isalpha()
    }


def test_pages_and_controls_may_be_cut():
    assert not utterance.page(one(), fake_say, "en").essential
    assert not utterance.notice(["Goodbye"], "en").essential


def test_a_notice_is_its_parts_without_empty_ones():
    assert utterance.notice(["Thank you", "", "Goodbye!\n  Come again"], "cy") == utterance.Utterance(
        "Thank you. Goodbye! Come again.", "cy", "notice"
    )
