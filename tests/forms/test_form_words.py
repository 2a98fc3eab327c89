"""Every problem and every word that a form needs is in every language, and asks for no parameter that is not given."""

import re
import string

import pytest

from kiosk.config import ASSETS
from kiosk.forms.codes import PROBLEMS, WORDS
from kiosk.forms.words import ENGLISH
from kiosk.language import Words

LANGUAGES = sorted(path.stem for path in (ASSETS / "languages").glob("*.toml"))
NEEDED = {f"problem.{code}": params for code, params in PROBLEMS.items()} | WORDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", NEEDED)
def test_a_language_has_the_words(language, key):
    words = Words(language)
    assert key in words.keys, f"{language}.toml lacks {key}"
    said = words.say(key, **{name: f"<{name}>" for name in NEEDED[key]})
    assert not re.search(r"\b(please|sorry|invalid|oops)\b", said, re.IGNORECASE), "C6"


def test_english_without_the_files_has_the_same_parameters():
    assert set(ENGLISH) == set(WORDS)
    for key, text in ENGLISH.items():
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == set(WORDS[key])
