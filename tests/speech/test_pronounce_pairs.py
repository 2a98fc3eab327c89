"""What is shown and what is read, in four languages: the tables in pairs/, a kind of text each (A1, A12, L3)."""

import tomllib
from pathlib import Path

import pytest

from kiosk.speech.pronounce import spoken
from kiosk.speech.ssml import ssml

TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("pairs/*.toml")
}
ALL = [
    (language, shown, said)
    for language, table in TABLES.items()
    for pairs in table.values()
    for shown, said in pairs.items()
]


def read(text, language):
    return " ".join(token.say for sentence in spoken(text, language) for token in sentence.tokens)


@pytest.mark.parametrize(("language", "shown", "said"), ALL)
def test_what_is_shown_is_read_as_it_is_meant(language, shown, said):
    """A1, L3: money, dates, codes and shortened words are read in words of the language on the screen."""
    assert read(shown, language) == said


@pytest.mark.parametrize(("language", "shown"), [(code, shown) for code, shown, _ in ALL])
def test_each_word_read_leads_back_to_what_is_shown(language, shown):
    """A5, A13: the caption marks the word that is heard, and every shown word is marked once."""
    sentences = spoken(shown, language)
    marked = "".join(shown[token.start : token.end] for sentence in sentences for token in sentence.tokens)
    assert "".join(marked.split()) == "".join(shown.split())
    assert [ssml(sentence).count("<mark ") for sentence in sentences] == [len(s.tokens) for s in sentences]


@pytest.mark.parametrize(("language", "least"), [("en", 300), ("cy", 300), ("pl", 80), ("ur", 80)])
def test_there_are_enough_pairs(language, least):
    assert sum(map(len, TABLES[language].values())) >= least
