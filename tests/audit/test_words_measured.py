"""The words themselves: what is hard to read, and what blames (C6, C13)."""

import pytest

from kiosk.plain_language import sentences
from tests.audit.audit_rig import load_form
from ui.audit.stretch import stretch
from ui.audit.word_measures import WORD_MEASURES
from ui.audit.wording import Wording, of_form, of_kiosk


def found(*wordings):
    return [failure for measure in WORD_MEASURES.values() for failure in measure(wordings)]


@pytest.mark.parametrize("code", ["en", "cy", "pl", "ur"])
def test_the_kiosks_own_words_are_plain(code):
    """C6, C13."""
    assert found(*of_kiosk(code)) == []


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("message", "This is not a valid number", "“valid”"),
        ("label", " ".join(["word"] * 26) + "?", "26 words; 25"),
        (
            "words",
            " ".join(["Ten words make a sentence that is not too long."] * 6),
            "60 words in one paragraph",
        ),
        ("hint", "One thing. And another.", "2 sentences"),
        ("hint", " ".join(["word"] * 21) + ".", "21 words; 1 sentence and 20"),
    ],
)
def test_a_form_that_is_hard_to_read_is_told_to_its_author(kind, text, says):
    caught = found(Wording("/data/a", text, "en", kind, "form"))
    assert [failure.whose for failure in caught] == ["form"]
    assert says in caught[0].sentence


def test_a_label_may_say_please():
    """C6 is about refused answers."""
    assert found(Wording("/data/a", "Please bring a letter", "en", "label", "form")) == []


def test_long_words_raise_the_reading_age():
    """C13."""
    hard = (
        "Notwithstanding considerations aforementioned, applicants necessitating reimbursement communicate."
    )
    caught = found(*[Wording(f"/data/{n}", hard, "en", "label", "form") for n in range(12)])
    assert ["reading age" in failure.sentence for failure in caught] == [True]


def test_sentences_may_be_short_and_still_too_long_on_average():
    """C13."""
    text = " ".join(["a"] * 18) + "."
    caught = found(*[Wording(f"/data/{n}", text, "cy", "label", "form") for n in range(12)])
    assert [failure.what for failure in caught] == ["mean cy"]


def test_a_sentence_ends_where_a_person_breathes():
    assert sentences("One. Two? Three!\nFour: five") == ["One.", "Two?", "Three!", "Four:", "five"]
    assert sentences("ایک۔ دو؟") == ["ایک۔", "دو؟"]


def test_stretched_words_are_40_percent_longer():
    """V3."""
    text = "Tell us where the bin stands, and when it was missed"
    assert 1.3 < len(stretch(text)) / len(text) < 1.5
    assert stretch("27 {count} 3") == "27 {coouunt} 3"


def test_every_text_of_a_form_is_read(services):
    words = list(of_form(load_form(services.services[0]), ("en", "cy")))
    assert {(word.kind, word.language) for word in words} == {
        (kind, code) for kind in ("label", "hint", "choice") for code in ("en", "cy")
    }
    assert all(word.whose == "form" for word in words)
