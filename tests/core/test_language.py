"""The words: every language has every sentence, with the same gaps to fill."""

import string

import pytest

from kiosk.config import ASSETS
from kiosk.forms import codes
from kiosk.language import Words, in_form, pick

OTHERS = sorted(f.stem for f in (ASSETS / "languages").glob("*.toml") if f.stem != "en")


def gaps(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_there_in_every_language(code):
    english, other = Words("en"), Words(code)
    assert english.keys == other.keys
    for key in english.keys:
        assert gaps(other._own[key]) == gaps(english._own[key]), key


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_every_problem_has_its_words(code):
    words = Words(code)
    for name, params in codes.PROBLEMS.items():
        assert f"problem.{name}" in words.keys
        assert gaps(words._own[f"problem.{name}"]) <= set(params)
    assert set(codes.WORDS) <= words.keys


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_no_word_that_blames_or_begs(code):
    banned = (
        "please",
        "sorry",
        "invalid",
        "valid ",
        "forbidden",
        "illegal",
        "oops",
        "error occurred",
        "field is required",
    )
    for key, text in Words(code)._own.items():
        assert not [word for word in banned if word in text.lower()], key


def test_a_missing_sentence_is_said_in_english_and_a_missing_key_is_our_fault(tmp_path):
    (tmp_path / "en.toml").write_text(
        '[button]\ngo = "Go"\nmany = "{count} things"\nmany_one = "One thing"\n'
    )
    (tmp_path / "xx.toml").write_text('other = "x"\n')
    words = Words("xx", tmp_path)
    assert words.say("button.go") == "Go"
    assert words.say("button.many", count=1) == "One thing"
    assert words.say("button.many", count=2) == "2 things"
    with pytest.raises(KeyError):
        words.say("button.stop")


@pytest.mark.parametrize(
    ("code", "labels", "label"),
    [
        ("cy", ("English (en)", "Welsh (cy)"), "Welsh (cy)"),
        ("cy", ("English", "Cymraeg"), "Cymraeg"),
        ("en", ("default", "en"), "en"),
        ("en", ("english (EN-GB)",), "english (EN-GB)"),
        ("cy", ("English (en)", "Swahili (sw)"), None),
        ("en", (), None),
    ],
)
def test_a_forms_own_name_for_a_language_is_found(code, labels, label):
    assert in_form(code, labels) == label


def test_pick_falls_back_to_english_then_to_any():
    assert pick({"en": "a", "cy": "b"}, "cy") == "b"
    assert pick({"en": "a"}, "cy") == "a"
    assert pick({"pl": "c"}, "cy") == "c"
    assert pick({}, "cy") == ""
