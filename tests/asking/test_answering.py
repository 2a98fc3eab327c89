"""Which answer a question gets, and how sure the kiosk is of it."""

import pytest

from kiosk.asking import reading
from kiosk.asking.answering import answer
from kiosk.asking.everyday import Everyday
from kiosk.asking.spelling import radicals


def ids(found):
    return [hit.entry.place.id for hit in found.hits]


@pytest.mark.parametrize(
    "question",
    [
        "missed bin",
        "MISSED BIN!!",
        "is the bin missed?",
        "misssed binn",
        "missedbin",
        "the dust cart",
        "the dust lorry or cart",
    ],
    ids=["words", "capitals", "order", "misspelt", "joined", "everyday", "everyday with a gap"],
)
def test_what_names_it_is_found_however_it_is_said(english, words, question):
    found = answer(question, english, words)
    assert found.outcome == "found"
    assert ids(found)[0] == "bins"


def test_a_section_is_found_by_what_it_says(english, words):
    [hit] = answer("how much is a mattress", english, words).hits
    assert (hit.entry.title, hit.entry.place.section) == ("What it costs", 1)


def test_one_word_alone_is_never_sure_unless_it_is_known_to_mean_that(english, words):
    assert answer("fridges", english, words).outcome == "maybe"
    assert answer("rid", english, words).outcome == "found"


@pytest.mark.parametrize("question", ["", "?", "how do i", "the", "12345", "asdfgh", "a phone"])
def test_what_says_nothing_and_what_is_only_mentioned_are_unknown(english, words, question):
    assert answer(question, english, words).outcome == "unknown"


def test_what_others_see_to_is_unknown_until_the_content_has_it(english, words):
    assert answer("bus pass and passport", english, words).outcome != "found"
    assert answer("passport", english, words).outcome == "unknown"
    asked = Everyday(small=words.small, elsewhere=(("bus", "pass"),))
    assert ids(answer("bus pass", english, asked)) == ["pass"]


def test_a_word_that_is_spelt_right_is_not_taken_for_another(english):
    assert answer("bun pass", english, Everyday()).hits
    assert ids(answer("mussed bun", english, Everyday(ordinary=frozenset({"mussed", "bun"})))) == []


def test_two_that_fit_alike_are_both_shown(english, words):
    found = answer("missed bin or bus pass", english, words)
    assert found.outcome == "maybe"
    assert set(ids(found)) == {"bins", "pass"}


def test_whoever_may_be_in_danger_is_seen_first_even_with_a_mistake(english, words):
    for said in ("he hurts me", "gas leek near the missed bin", "FIRE", "the fire"):
        assert answer(said, english, words).outcome == "danger"
    assert answer("fire in the missed bin", english, words).outcome == "found"


@pytest.mark.parametrize(
    "question", ["gasglu bin", "chasglu'r bin", "fy min i heb ei gasglu", "nghasglu min"]
)
def test_mutations_are_seen_through_in_welsh(welsh, question):
    found = answer(question, welsh, Everyday())
    assert ids(found)[0] == "bins"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("gath", "cath"), ("chath", "cath"), ("nghath", "cath"), ("ben", "pen"), ("mhen", "pen"), ("phen", "pen"),
        ("dad", "tad"), ("nhad", "tad"), ("thad", "tad"), ("ardd", "gardd"), ("ngardd", "gardd"), ("fin", "bin"),
        ("min", "bin"), ("ddrws", "drws"), ("nrws", "drws"), ("lyfr", "llyfr"), ("fawr", "mawr"), ("restr", "rhestr"),
        ("hysgol", "ysgol"),
    ],
)  # fmt: skip
def test_what_a_welsh_word_was_before_its_mutation(said, plain):
    assert plain in radicals(said)


def test_a_story_of_any_length_is_bounded_work(english, words):
    story = "missed bin " + "and then my neighbour said something " * 200
    assert answer(story, english, words).hits
    assert answer('bin" OR name:* NEAR( -- %00 \u0000 \ud7ff', english, words).outcome in {"maybe", "found"}


def test_no_word_of_a_question_stays_in_memory(english, words):
    answer("mattress", english, words)
    known = reading._keys.cache_info().currsize
    answer("zzzzzzzz mattresses", english, words)
    assert reading._keys.cache_info().currsize == known
