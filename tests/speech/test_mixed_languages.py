"""An utterance with words of another language in it: each stretch is said by the voice of its language (L3)."""

import pytest

from kiosk.speech.speaker import Speaker, Spot, State
from kiosk.speech.utterance import Stretch, Utterance, borrowing
from tests.speech.fakes import FakeAfter, FakeVoice

TEXT = "Wybierz. Report a missed bin. Naciśnij Enter."
MIXED = borrowing(Utterance(TEXT, "pl", "page"), ["Report a missed bin", "not there"], "en")


@pytest.fixture
def stage():
    class Stage:
        def __init__(self):
            self.voices, self.states, self.spots = [], [], []
            self.speaker = Speaker(self.make, self.states.append, self.spots.append, FakeAfter())

        def make(self, hear):
            self.voices.append(FakeVoice(hear))
            return self.voices[-1]

        @property
        def said(self):
            return [(text, language) for _, text, language, _ in self.voices[-1].said]

    return Stage()


def test_what_is_borrowed_is_found_in_the_text():
    """L3: titles and summaries that a service has in English only."""
    assert MIXED.foreign == (Stretch(9, 28, "en"),)
    assert [(TEXT[s.start : s.end], s.language) for s in MIXED.stretches] == [
        ("Wybierz. ", "pl"),
        ("Report a missed bin", "en"),
        (". Naciśnij Enter.", "pl"),
    ]


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        ([], ["One two three."]),
        (["One  two three"], ["One two three"]),
        (["two", "One two"], ["One two", " three."]),
        (["three", "One"], ["One", " two ", "three"]),
        ([""], ["One two three."]),
    ],
)
def test_every_word_is_in_one_stretch(texts, parts):
    said = borrowing(Utterance("One two three.", "pl", "notice"), texts, "en")
    assert [said.text[piece.start : piece.end] for piece in said.stretches] == parts


def test_each_stretch_is_said_by_the_voice_of_its_language(stage):
    """L3: one after the other, as one utterance: the screen hears of no end between them."""
    stage.speaker.say(MIXED)
    voice = stage.voices[-1]
    voice.tell("ready")
    for text, language in (("Wybierz. ", "pl"), ("Report a missed bin", "en"), (". Naciśnij Enter.", "pl")):
        assert stage.said[-1] == (text, language)
        voice.tell("started")
        voice.tell("word", start=2, end=5)
        voice.tell("finished")
    assert stage.states == [State("speaking"), State("quiet")]
    assert stage.spots == [Spot(MIXED, start + 2, start + 5) for start in (0, 9, 28)]


def test_after_a_fault_the_stretch_that_was_cut_is_said_again(stage):
    stage.speaker.say(MIXED)
    stage.voices[-1].tell("ready")
    stage.voices[-1].tell("started")
    stage.voices[-1].tell("finished")
    stage.voices[-1].tell("failed", id=0, reason="died")
    assert len(stage.voices) == 2
    assert stage.said == [("Report a missed bin", "en")]


def test_repeat_says_it_from_its_beginning(stage):
    stage.speaker.say(MIXED)
    stage.voices[-1].tell("ready")
    stage.voices[-1].tell("started")
    stage.voices[-1].tell("finished")
    stage.speaker.repeat()
    assert stage.said[-1] == ("Wybierz. ", "pl")
