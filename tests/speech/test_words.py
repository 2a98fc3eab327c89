"""Every sentence that the voice needs is there, in English and in Welsh of its own."""

import typing

import pytest

from kiosk.forms.page import Choice, Page, Question, Row
from kiosk.language import Words
from kiosk.speech import utterance
from kiosk.speech.voice import Reason
from kiosk.speech.ways import Way, say_for
from kiosk.submission import ALPHABET

BOTH = pytest.mark.parametrize("code", ["en", "cy", "pl", "ur"])
ELSEWHERE = {"speech.beside", "speech.page.yes_no", "speech.private.unplugged"}
"""What the window says of the screen reader and of headphones, and what a page says when it asks choice by choice."""
WAYS = ("speech.way", "speech.pad.", "speech.touch.", "speech.private.")
"""How to put what to press: held by tests/speech/test_ways.py; and what is said in place of an answer."""
INPUTS = ("text", "note", *utterance._WAYS)


def all_said(say):
    """Each description once, in every state that changes its words."""
    for kind in INPUTS:
        question = Question("/q", kind, kind, "Label", choices=(Choice("a", "A"),))
        yield utterance.page(Page("q", "Label", (question,)), say, "en")
        yield utterance.page(Page("g", "Label", (question, question)), say, "en")
    for press in typing.get_args(utterance.Press):
        yield utterance.control("Label", say, "en", press=press, place=(1, 2))
    yield utterance.field("Label", "typed", say, "en")
    yield utterance.field("Label", "", say, "en")
    for chosen in (True, False):
        yield utterance.choice(Choice("a", "A"), say, "en", chosen=chosen, many=True, place=(1, 2))
        yield utterance.notice([utterance.to_leave("Next", say, back=chosen)], "en")
    yield utterance.notice([*utterance.to_choose(say, 2), *utterance.to_hear(2, say)], "en")
    yield utterance.row(Row("p", "/p", "Label", ""), say, "en")
    yield utterance.problems(["One", "Two"], say, "en")
    yield utterance.reference("KTM7RF2WD", say, "en")
    yield utterance.spelled(ALPHABET, say, "en")


@BOTH
def test_every_description_has_words(code):
    words = Words(code)
    asked = set()

    put = say_for(words, Way())

    def say(key, **params):
        asked.add(key)
        return put(key, **params)

    assert all(said.text for said in all_said(say))
    assert asked <= words.keys
    assert {key for key in words.keys if key.startswith("speech.") and not key.startswith(WAYS)} <= {
        *asked,
        *(f"{key}_{form}" for key in asked for form in ("one", "few")),
        *(f"speech.broken.{reason}" for reason in typing.get_args(Reason)),
        *ELSEWHERE,
    }


@BOTH
def test_every_failure_has_words(code):
    reasons = set(typing.get_args(Reason)) - {""}
    assert {f"speech.broken.{reason}" for reason in reasons} <= Words(code).keys


@BOTH
def test_a_page_in_words(code):
    question = Question("/q", "text", "text", "What is your name?", hint="As on your passport")
    said = utterance.page(Page("q", question.label, (question,)), say_for(Words(code), Way()), code)
    start = f"What is your name? As on your passport{'۔' if code == 'ur' else '.'} "
    rest = {
        "en": "Press the down arrow to go to the box, and type your answer. Then press Enter.",
        "cy": "Pwyswch y saeth i lawr i fynd at y blwch, a theipiwch eich ateb. Yna pwyswch Enter.",
        "pl": "Naciśnij strzałkę w dół, żeby przejść do pola, i wpisz odpowiedź. Potem naciśnij Enter.",
        "ur": "خانے تک جانے کے لیے نیچے کا تیر دبائیں اور اپنا جواب لکھیں۔ پھر Enter دبائیں۔",
    }
    assert said.text == start + rest[code]
