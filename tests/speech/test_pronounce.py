import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.lexicons import LEXICONS
from kiosk.speech.pronounce import spoken


def read(text, language):
    return " ".join(token.say for sentence in spoken(text, language) for token in sentence.tokens)


def test_a_language_without_rules_is_read_as_written():
    assert read("Plătiți £12.50 până la 21/11/2026", "ro") == "Plătiți £12.50 până la 21/11/2026"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("What is your name? We need it.", 2),
        ("Ask Mr. Jones or Dr. Evans. They know.", 2),
        ("Tel. 01685 725000", 1),
        ("One\nTwo\n\nThree", 3),
        ("He said: “Yes.” Then he left.", 3),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_sentences(text, count):
    assert len(spoken(text, "en")) == count


def test_a_changed_phrase_lights_up_as_it_is_shown():
    text = "Pay (£12.50) by 21 May."
    tokens = [text[t.start : t.end] for s in spoken(text, "en") for t in s.tokens]
    assert tokens == ["Pay", "(£12.50)", "by", "21 May."]


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "ro"])
@given(
    text=st.text(st.sampled_from("aA1 9£./:-,()\n@pm&Mayé\0\ud800😀xمئی۔\u2068\u2069"), max_size=80)
    | st.text(max_size=60)
)
def test_every_shown_character_is_read_once_and_in_order(language, text):
    at = 0
    for sentence in spoken(text, language):
        assert sentence.tokens
        for token in sentence.tokens:
            assert at <= token.start < token.end <= sentence.end
            assert not text[at : token.start].strip()
            at = token.end
    assert not text[at:].strip()


@pytest.mark.parametrize("language", LEXICONS)
def test_a_language_is_whole(language):
    lexicon = LEXICONS[language]
    assert len(lexicon.digits) == 10
    assert len(lexicon.days) == 32
    assert len(lexicon.months) == len(lexicon.month_names) == 13
    assert lexicon.signs.keys() == set("@./-_+?=&%#~")
    assert lexicon.units.keys() >= {"kg", "g", "m", "cm", "mm", "km", "l", "ml", "mph", "°C", "min", "kWh"}
    assert lexicon.multiples.keys() == LEXICONS["en"].multiples.keys()
    assert all(len(word) < 12 and word == word.strip() for word in lexicon.unfinished)
    for hour in range(24):
        for minute in range(60):
            assert lexicon.clock(hour, minute).strip()
    assert all(not re.search(r"\d{4}", lexicon.year(year)) for year in range(1920, 2030))
