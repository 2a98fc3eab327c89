"""What is shown and what is read, in four languages: the tables in pairs/, a kind of text each (A1, A12, L3)."""

import tomllib
from pathlib import Path

import pytest

from kiosk.speech.pronounce import spoken
from kiosk.speech.ssml import ssml

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("pairs/*.toml")
}
KINDS = [(language, kind) for language, table in TABLES.items() for kind in table]
"""A test for each kind of text, not for each pair: so many tests would cost more than what they try."""


def read(text, language):
    return " ".join(token.say for sentence in spoken(text, language) for token in sentence.tokens)


@pytest.mark.parametrize(("language", "kind"), KINDS)
def test_what_is_shown_is_read_as_it_is_meant(language, kind):
    """A1, L3: money, dates, codes and shortened words are read in words of the language on the screen."""
    pairs = TABLES[language][kind]
    assert {shown: read(shown, language) for shown in pairs} == pairs


@pytest.mark.parametrize(("language", "kind"), KINDS)
def test_each_word_read_leads_back_to_what_is_shown(language, kind):
    """A5, A13: the caption marks the word that is heard, and every shown word is marked once."""
    for shown in TABLES[language][kind]:
        sentences = spoken(shown, language)
        marked = "".join(
            shown[token.start : token.end] for sentence in sentences for token in sentence.tokens
        )
        assert "".join(marked.split()) == "".join(shown.split())
        marks = [ssml(sentence).count("<mark ") for sentence in sentences]
        assert marks == [len(sentence.tokens) for sentence in sentences], shown


@pytest.mark.parametrize(("language", "least"), [("en", 300), ("cy", 300), ("pl", 80), ("ur", 80)])
def test_there_are_enough_pairs(language, least):
    assert sum(map(len, TABLES[language].values())) >= least
