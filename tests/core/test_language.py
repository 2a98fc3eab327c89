"""The words: every language has every sentence, with the same gaps to fill (L3)."""

import re
import string
from unicodedata import bidirectional

import pytest

from kiosk.config import ASSETS
from kiosk.forms import codes
from kiosk.language import Words, in_form, pick, plural

OTHERS = sorted(f.stem for f in (ASSETS / "languages").glob("*.toml") if f.stem != "en")


def gaps(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def few(words):
    """The forms that a language has beside those of English, each of a key of its own."""
    return {key for key in words.keys if key.endswith("_few")}


def test_the_languages_are_english_welsh_polish_and_urdu():
    assert OTHERS == ["cy", "pl", "ur"]


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_there_in_every_language(code):
    """L3: no key is missing in any language."""
    english, other = Words("en"), Words(code)
    assert english.keys == other.keys - few(other)
    for key in english.keys:
        assert gaps(other._own[key]) == gaps(english._own[key]), key


@pytest.mark.parametrize("code", OTHERS)
def test_no_sentence_is_english_again(code):
    """L3: 0 untranslated strings; what is the same in both is a name, a word of both, or nothing but gaps."""
    english, other = Words("en"), Words(code)
    same = {key for key in english.keys if english._own[key] == other._own[key]}
    same = {key for key in same if re.sub(r"{\w+}|\W", "", english._own[key])}
    assert {key for key in same if not key.startswith("speech.letter.")} <= {
        "bar.help",
        "console.device.camera",
        "keyboard.sign.colon",
        "keyboard.sign.plus",
    }


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_sentences_are_short_and_marks_typographic(code):
    """C13: 25 words at most."""
    for key, text in Words(code)._own.items():
        assert not re.search(r"['\"]|\.\.\.|  ", text), key
        assert all(len(said.split()) <= 25 for said in re.split("[.?!:۔؟]", text)), key


@pytest.mark.parametrize("code", ["en", "cy"])
def test_a_counted_sentence_has_a_form_for_one(code):
    assert [plural(n, code) for n in (0, 1, 2, 5, 21, 22)] == ["", "one", "", "", "", ""]


def test_polish_counts_one_few_and_many():
    """L3: 1 odpowiedź, 2 odpowiedzi, 5 odpowiedzi, 22, but not 12."""
    numbers = (1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 102, 112)
    forms = [plural(n, "pl") for n in numbers]
    assert forms == ["one", "few", "few", "", "", "", "", "", "few", "", "", "few", ""]
    words = Words("pl")
    assert words.say("problem.titles", count=3) == "Są 3 problemy"
    assert words.say("problem.titles", count=5) == "Jest 5 problemów"


def test_every_counted_sentence_of_polish_that_needs_it_has_a_form_for_few():
    """A noun after the number is counted; after "około" and in "2 z 5" it is not."""
    words = Words("pl")
    counted = {key for key in words.keys if "{count} " in words._own[key]} - few(words)
    assert counted - {key.removesuffix("_few") for key in few(words)} == {"minutes.about"}


def test_urdu_begins_from_the_right_and_keeps_numbers_from_the_left():
    """L4: each sentence's first letter decides its direction; several numbers in a row stand in an isolate."""
    words = Words("ur")
    assert words.rtl
    assert not Words("en").rtl
    for key in words.keys:
        text = re.sub(r"{\w+}", "", words._own[key])
        first = next((c for c in text if bidirectional(c) in {"L", "R", "AL"}), "")
        assert not first or bidirectional(first) in {"R", "AL"}, key
        bare = re.sub("\u2066[^\u2069]*\u2069", "", text)
        assert not re.search(r"[0-9] +[0-9]|[0-9][a-z]", bare), key
        assert not re.search("[٠-٩۰-۹]", text), key


def test_what_is_filled_into_urdu_keeps_its_own_direction():
    """L4: the groups of a telephone number do not change places."""
    assert "\u206801632 960 100\u2069" in Words("ur").say("goodbye.ask", phone="01632 960 100")
    assert "\u2068" not in Words("pl").say("goodbye.ask", phone="01632 960 100")


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
        "proszę",
        "przepraszamy",
        "nieprawidłow",
        "براہ کرم",
        "معذرت",
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
        ("pl", ("English (en)", "Polski"), "Polski"),
        ("ur", ("English (en)", "Urdu (ur)"), "Urdu (ur)"),
        ("ur", ("English", "اردو"), "اردو"),
    ],
)
def test_a_forms_own_name_for_a_language_is_found(code, labels, label):
    assert in_form(code, labels) == label


def test_pick_falls_back_to_english_then_to_any():
    assert pick({"en": "a", "cy": "b"}, "cy") == "b"
    assert pick({"en": "a"}, "cy") == "a"
    assert pick({"pl": "c"}, "cy") == "c"
    assert pick({}, "cy") == ""
