"""Finding something by some letters of it: what typing leaves out is forgiven, and what fits best comes first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.forms.finding import Letters, plain
from kiosk.forms.long_list import LongList

TOWNS = (
    "New Merrow",
    "Merrow Green",
    "Tŷ Ddewi",
    "Merrow",
    "Llanfair-ym-Muallt",
    "Submerrow Bay",
    "Llanelli",
)


def found(typed, towns=TOWNS):
    return [towns[place] for place in Letters(towns).find(typed).places]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("merrow", ["Merrow", "Merrow Green", "New Merrow", "Submerrow Bay"]),
        ("MERROW gr", ["Merrow Green"]),
        ("green merr", ["Merrow Green"]),
        ("ty ddewi", ["Tŷ Ddewi"]),
        ("llanfair ym muallt", ["Llanfair-ym-Muallt"]),
        ("  ", list(TOWNS)),
        ("xyz", []),
    ],
)
def test_the_beginning_of_the_label_then_of_its_words_then_inside_them(typed, expected):
    """C2, C7."""
    assert found(typed) == expected


@pytest.mark.parametrize("typed", ["llannelli", "llamelli", "llaenlli", "llnelli", "llanfiar"])
def test_one_letter_amiss_in_a_longer_word_is_forgiven(typed):
    """C7: too many, too few, another, changed about."""
    hits = Letters(TOWNS).find(typed)
    assert hits.nearly
    assert {TOWNS[place][:5] for place in hits.places} == {"Llanf" if "fi" in typed else "Llane"}


def test_in_a_short_word_it_is_not():
    assert not found("dew q")
    assert not Letters(TOWNS).find("byy").places


@given(st.lists(st.text(max_size=12), max_size=6))
def test_letters_made_for_the_whole_list_are_those_of_each_label(labels):
    assert [line.strip() for line in Letters(labels)._lines] == [plain(label) for label in labels]


@given(st.lists(st.sampled_from("abé ").map(str), max_size=8).map("".join), st.text("abe ", max_size=4))
def test_whoever_has_every_word_is_found(label, typed):
    has = all(word in plain(label) for word in plain(typed).split())
    hits = Letters([label]).find(typed)
    assert has == (bool(hits.places) and not hits.nearly)


def test_a_decomposed_letter_is_the_same_letter():
    assert found(unicodedata.normalize("NFD", "tŷ")) == ["Tŷ Ddewi"]


def test_a_long_list_is_like_any_row_of_choices():
    listed = LongList(["a", "", "b", "a", None, "c"], ["A", "x", "**B**", "Ah", "y", ""])
    assert [(choice.value, choice.label) for choice in listed] == [("a", "Ah"), ("b", "B"), ("c", "c")]
    assert listed[1] == listed[-2] == listed[1:2][0]
    assert (len(listed), listed.label("b"), listed.label("z")) == (3, "B", None)
    assert listed.ordered({"c", "a", "z"}) == ["a", "c"]
    assert listed.fitting() == tuple(listed), "so few are shown all at once"
    assert list(listed.find("ah").places) == [0]


def test_a_tag_is_no_word_to_find():
    listed = LongList(["a", "b"], ["<span style='color: red'>Merrow</span>", "Green"])
    assert not listed.find("span").places
    assert list(listed.find("merr").places) == [0]
