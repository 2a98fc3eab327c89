"""What is shown and what is read, in four languages: the tables in pairs/, a kind of text each (A1, A12, L3)."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.speech.pronounce import spoken
from kiosk.speech.ssml import ssml

TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("pairs/*.toml")
}
PAIRS = [
    pytest.param(language, shown, said, id=f"{language} {kind}: {shown}")
    for language, table in TABLES.items()
    for kind, pairs in table.items()
    for shown, said in pairs.items()
]


def read(text, language):
    return " ".join(token.say for sentence in spoken(text, language) for token in sentence.tokens)


@pytest.mark.parametrize(("language", "shown", "said"), PAIRS)
def test_what_is_shown_is_read_as_it_is_meant(language, shown, said):
    """A1, L3: money, dates, codes and shortened words are read in words of the language on the screen."""
    assert read(shown, language) == said


@pytest.mark.parametrize(("language", "shown", "said"), PAIRS)
def test_each_word_read_leads_back_to_what_is_shown(language, shown, said):
    """A5, A13: the caption marks the word that is heard."""
    tokens = [token for sentence in spoken(shown, language) for token in sentence.tokens]
    assert "".join(shown[token.start : token.end] for token in tokens).split() == "".join(
        shown.split()
    ).split() or all(not shown[a.end : b.start].strip() for a, b in pairwise(tokens))
    assert sum(ssml(sentence).count("<mark ") for sentence in spoken(shown, language)) == len(tokens)
    assert said.strip()


@pytest.mark.parametrize(("language", "least"), [("en", 300), ("cy", 300), ("pl", 80), ("ur", 80)])
def test_there_are_enough_pairs(language, least):
    assert sum(map(len, TABLES[language].values())) >= least
