"""The words: reading age 9 (C13), no banned words (C6), one way of writing in both languages."""

import re
from statistics import mean

import pytest

from tests.services.sheets import IDS, all_texts, form_texts, languages, sheets

BANNED = {
    "en": r"please|sorry|valid|invalid|forbidden|illegal|oops|error|field|required|click",
    "cy": r"os gwelwch yn dda|mae’n ddrwg|sori|dilys|annilys|gwall|maes|gwaharddedig|cliciwch",
    "pl": r"proszę|przepraszamy|nieprawidłow\w*|niepoprawn\w*|zabronion\w*|kliknij|wymagane",
    "ur": r"براہ کرم|معذرت|غلط|ممنوع|کلک",
}
NUMBER = re.compile(r"[\d,.:]*\d|[A-Z]{1,3}\d+")


def sentences(text):
    return [s for s in re.split(r"(?<=[.?!؟۔])\s+", text) if s]


def words(sentence):
    return len(sentence.split())


@pytest.mark.parametrize("service", IDS)
class TestWords:
    def test_none_is_banned(self, service):
        for t in all_texts(service):
            found = re.search(rf"\b(?:{BANNED[t.language]})\b", t.text, re.IGNORECASE)
            assert not found, (t.place, t.text)

    def test_no_sentence_is_longer_than_25_words(self, service):
        assert [(t.place, s) for t in all_texts(service) for s in sentences(t.text) if words(s) > 25] == []

    def test_sentences_have_15_words_or_fewer_on_average(self, service):
        for language in languages(service):
            spoken = [
                words(s)
                for t in all_texts(service)
                if t.language == language and t.text.endswith((".", "?", "؟", "۔"))
                for s in sentences(t.text)
            ]
            assert mean(spoken) <= 15

    def test_no_paragraph_is_longer_than_50_words(self, service):
        assert [(t.place, t.text) for t in all_texts(service) if words(t.text) > 50] == []

    def test_a_hint_is_one_short_sentence(self, service):
        notes = {f"{service} {row['name']}" for row in sheets(service)["survey"] if row["type"] == "note"}
        hints = [t for t in form_texts(service) if t.kind == "hint" and t.place not in notes]
        assert [(t.place, t.text) for t in hints if len(sentences(t.text)) > 1 or words(t.text) > 20] == []

    def test_a_note_has_a_short_heading_and_says_the_rest_below(self, service):
        for row in (row for row in sheets(service)["survey"] if row["type"] == "note"):
            for name in languages(service).values():
                assert words(row[f"label::{name}"]) <= 9, row["name"]
                assert row[f"hint::{name}"].endswith((".", "۔")), row["name"]

    def test_a_message_has_no_full_stop(self, service):
        messages = [t for t in form_texts(service) if t.kind.endswith("message")]
        assert [(t.place, t.text) for t in messages if t.text.endswith((".", "۔"))] == []

    def test_a_required_message_says_what_to_do(self, service):
        does = {
            "en": r"(Enter|Select|Confirm) ",
            "cy": r"(Rhowch|Dewiswch|Cadarnhewch) ",
            "pl": r"(Wpisz|Wybierz|Potwierdź)[ ,]",
            "ur": r".*(لکھیں|چنیں|کریں)",
        }
        messages = [t for t in form_texts(service) if t.kind == "required_message"]
        assert [(t.place, t.text) for t in messages if not re.match(does[t.language], t.text)] == []

    def test_marks_are_typographic(self, service):
        assert [
            (t.place, t.text) for t in all_texts(service) if re.search(r"['\"]|\s-\s|\.\.\.|  ", t.text)
        ] == []

    def test_every_language_gives_the_same_numbers(self, service):
        texts = list(form_texts(service))
        many = len(languages(service))
        for n in range(0, len(texts), many):
            english, *others = texts[n : n + many]
            for other in others:
                assert (english.place, english.kind) == (other.place, other.kind)
                assert sorted(NUMBER.findall(english.text)) == sorted(NUMBER.findall(other.text)), other.text
