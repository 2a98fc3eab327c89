import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.speech.lexicons import LEXICONS
from kiosk.speech.pronounce import spoken

ONCE = [
    (code, shown)
    for code in LEXICONS
    for shown in (
        "£12.50",
        "£1",
        "50p",
        "27/3/1958",
        "21/11/2026",
        "9am",
        "14:30",
        "18–24",
        "50%",
        "5 kg",
        "2½",
        "-5",
    )
]
"""Shown in figures, read in words (or figures that the voice reads well) of each language."""


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


PIECES = (
    "£|12|1,234|.50|p|/|–|-|3|May|Mai|maja|مئی|2026|9am|:30| |\n| to |QQ 12 34 56 C|MR1 2AB|NHS|DO|NOT|I|II|A|&|St|no.|"
    "e.g.|kg|%|½|x|°C|m²|+44|0300 |a@b.uk|www.|(|)|“|”|…|s|’s|ŵ|\u2068|\u2069|\0|\ud800|😀|١٢|²|Ⅷ|ﬁ|İ"
)
SHAPES = st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join)


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "ro"])
@given(text=SHAPES | st.text(max_size=60))
def test_every_shown_character_is_read_once_and_in_order(language, text):
    """A1, A5, A13: what is heard leads back to what is shown, word for word; nothing is lost or out of place."""
    at = 0
    for sentence in spoken(text, language):
        assert sentence.tokens
        for token in sentence.tokens:
            assert at <= token.start < token.end <= sentence.end <= len(text)
            assert not text[at : token.start].strip()
            assert token.say.strip()
            at = token.end
    assert not text[at:].strip()


@pytest.mark.parametrize("language", LEXICONS)
@given(
    words=st.lists(
        st.sampled_from(["zebra", "quilt", "yolk", "£5", "3 May", "NHS", "9am", "and"]), max_size=12
    )
)
def test_no_word_is_lost_or_said_twice(language, words):
    """A1: plain words are said as often as they are shown, whatever stands between them."""
    said = read(" ".join(words), language).split()
    for word in ("zebra", "quilt", "yolk"):
        assert said.count(word) == words.count(word)


@pytest.mark.parametrize("language", LEXICONS)
@given(text=st.lists(st.from_regex(r"[a-zâêŵŷąęłż]{3,9}[,.?!]?", fullmatch=True), max_size=8).map(" ".join))
def test_plain_words_are_read_as_they_are_written(language, text):
    """L3: mutations, accents and endings are the writer's."""
    shortened = LEXICONS[language].abbreviations
    assume(not any(word.strip(",.?!") in shortened or word in shortened for word in text.split()))
    assert read(text, language) == text


@pytest.mark.parametrize(("language", "shown"), [(code, shown) for code, shown in ONCE])
def test_what_is_read_is_not_changed_again(language, shown):
    """Amounts, dates and times in words hold nothing more to change."""
    said = read(shown, language)
    assert read(said, language) == said


@pytest.mark.parametrize("language", LEXICONS)
def test_a_language_is_whole(language):
    lexicon = LEXICONS[language]
    assert len(lexicon.digits) == 10
    assert len(lexicon.days) == 32
    assert len(lexicon.months) == len(lexicon.month_names) == 13
    assert lexicon.signs.keys() == set("@./-_+?=&%#~±<>≤≥≈")
    assert lexicon.units.keys() >= {"kg", "g", "m", "cm", "mm", "km", "l", "ml", "mph", "°C", "min", "kWh"}
    assert lexicon.multiples.keys() == LEXICONS["en"].multiples.keys()
    assert all(len(word) < 12 and word == word.strip() for word in lexicon.unfinished)
    for hour in range(24):
        for minute in range(60):
            assert lexicon.clock(hour, minute).strip()
    assert all(not re.search(r"\d{4}", lexicon.year(year)) for year in range(1920, 2030))
