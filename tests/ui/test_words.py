"""The words on the screen: complete, plain, and the same in both languages (L3, C6, C13)."""

import re
import string

import pytest

from kiosk.forms.codes import PROBLEMS, WORDS
from kiosk.language import Words
from kiosk.stage import Aside
from tests.ui.kiosk_rig import PLACES

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

BANNED = {
    "en": (
        "please",
        "sorry",
        "invalid",
        "valid",
        "error occurred",
        "oops",
        "forbidden",
        "illegal",
        "this field",
    ),
    "cy": ("os gwelwch yn dda", "mae’n ddrwg", "annilys", "dilys"),
}
ENGLISH, WELSH = Words("en"), Words("cy")
FORM_FEED = string.Formatter()


def said(words, key):
    return words._own[key]


def fields(text):
    return {name for _, name, _, _ in FORM_FEED.parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert ENGLISH.keys ^ WELSH.keys == set()


def test_a_translation_is_filled_in_with_the_same_things():
    for key in ENGLISH.keys:
        counts = {"count"} if key.endswith("_one") else set()
        assert fields(said(ENGLISH, key)) - counts == fields(said(WELSH, key)) - counts, key


@pytest.mark.parametrize("code", PROBLEMS)
@pytest.mark.parametrize("words", [ENGLISH, WELSH], ids=["en", "cy"])
def test_every_problem_has_words(words, code):
    params = dict.fromkeys(PROBLEMS[code], "3")
    assert words.say(f"problem.{code}", **params)
    assert fields(said(words, f"problem.{code}")) <= set(PROBLEMS[code])


@pytest.mark.parametrize("key", WORDS)
def test_every_word_that_a_form_needs_is_there(key):
    params = dict.fromkeys(WORDS[key], "3")
    assert ENGLISH.say(key, **params)
    assert WELSH.say(key, **params)


@pytest.mark.parametrize(("code", "words"), [("en", ENGLISH), ("cy", WELSH)])
def test_the_words_are_plain(code, words):
    for key in words.keys:
        text = said(words, key)
        for banned in BANNED[code]:
            assert not re.search(rf"\b{banned}\b", text.lower()), key
        assert "'" not in text, key
        assert '"' not in text, key
        for sentence in re.split(r"[.?!:]", text):
            assert len(sentence.split()) <= 25, key


def test_sentences_are_15_words_long_on_average_at_most():
    sentences = [s for key in ENGLISH.keys for s in re.split(r"[.?!:]", said(ENGLISH, key)) if s.strip()]
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 15


@pytest.mark.parametrize("place", PLACES)
def test_no_english_is_left_in_welsh(rig, place):
    """Whatever a page shows in Welsh is none of our English sentences (names and numbers apart)."""
    kiosk = rig(language="cy")
    PLACES[place](kiosk)
    if kiosk.visit.language != "cy" or place in {"welcome", "language"}:
        return  # the goodbye is after the wipe; the other two show every language on purpose
    english = {said(ENGLISH, key) for key in ENGLISH.keys if said(ENGLISH, key) != said(WELSH, key)}
    shown = {*kiosk.page.screen_shown.texts(), *kiosk.buttons()}
    assert shown & english == set()


def test_the_languages_stand_side_by_side_in_their_own_words(rig):
    kiosk = rig()
    assert {"English", "Cymraeg"} <= set(kiosk.buttons())
    sizes = {
        (kiosk.buttons()[name].width(), kiosk.buttons()[name].height()) for name in ("English", "Cymraeg")
    }
    assert len(sizes) == 1
    assert kiosk.page.screen_shown.heading.text() == "Choose your language\nDewiswch eich iaith"


@pytest.mark.parametrize("aside", [Aside.HELP, Aside.PERSON, Aside.LANGUAGE, Aside.DISPLAY, Aside.STOP])
def test_each_of_the_five_ways_out_is_named_in_the_bar_as_in_the_words(rig, aside):
    """C11."""
    kiosk = rig()
    assert ENGLISH.say(f"bar.{aside.value}") in kiosk.buttons()
