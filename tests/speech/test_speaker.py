import threading

import pytest

from kiosk.speech.speaker import (
    SPEAK_SECONDS,
    STOP_SECONDS,
    Speaker,
    Spot,
    State,
    after,
)
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Settings
from kiosk.speech.voices import SilentVoice
from tests.speech.fakes import CONTROL, PAGE, REFERENCE, FakeAfter, Stage


@pytest.fixture
def stage():
    return Stage()


def test_no_voice_is_made_before_it_is_needed(stage):
    assert stage.voices == []
    stage.speaker.stop()
    stage.speaker.repeat()
    stage.speaker.pause()
    stage.speaker.resume()
    assert stage.voices == []


def test_speaks_in_the_language_of_the_words(stage):
    stage.speaker.say(Utterance("Beth yw eich enw?", "cy", "page"))
    assert stage.voice.said == [(1, "Beth yw eich enw?", "cy", Settings(wpm=150, volume=0.1259))]


def test_tells_when_it_speaks_and_when_it_is_done(stage):
    stage.speaking().voice.tell("finished")
    assert stage.states == [State("speaking"), State("quiet")]


def test_tells_which_words_sound(stage):
    stage.speaking().voice.tell("word", start=5, end=7)
    assert stage.spots == [Spot(PAGE, 5, 7)]


def test_new_speech_replaces_old(stage):
    stage.speaking()
    stage.speaker.say(CONTROL)
    stage.voice.tell("word", id=1, start=0, end=4)
    assert stage.voice.text == CONTROL.text
    assert stage.spots == []


def test_any_key_stops_it(stage):
    stage.speaking()
    stage.speaker.stop()
    assert stage.voice.told == ["say", "stop"]
    assert stage.states[-1] == State("quiet")


def test_the_kiosk_does_not_cut_what_is_essential(stage):
    """A4."""
    stage.speaking(REFERENCE)
    stage.speaker.say(PAGE)
    stage.speaker.say(CONTROL)
    assert stage.voice.text == REFERENCE.text
    stage.voice.tell("finished")
    assert stage.voice.text == CONTROL.text


def test_the_person_cuts_what_is_essential_and_what_waits(stage):
    stage.speaking(REFERENCE)
    stage.speaker.say(PAGE)
    stage.speaker.stop()
    stage.voice.tell("stopped")
    assert stage.voice.said[1:] == []
    stage.speaker.say(CONTROL)
    assert stage.voice.text == CONTROL.text


def test_says_the_last_thing_again(stage):
    stage.speaking().voice.tell("finished")
    stage.speaker.repeat()
    assert [said[1] for said in stage.voice.said] == [PAGE.text, PAGE.text]


def test_pauses_and_goes_on(stage):
    stage.speaking()
    stage.speaker.pause()
    stage.speaker.pause()
    stage.clock.advance(3600)
    stage.speaker.resume()
    stage.speaker.resume()
    assert stage.voice.told == ["say", "pause", "resume"]
    assert stage.states == [State("speaking"), State("paused"), State("speaking")]
    assert not stage.voice.closed


def test_word_of_a_paused_voice_does_not_unpause(stage):
    stage.speaking()
    stage.speaker.pause()
    stage.voice.tell("alive")
    stage.clock.advance(3600)
    assert stage.speaker.state == State("paused")


def test_forgets_the_words_the_settings_and_the_process(stage):
    stage.speaking()
    stage.speaker.settings = Settings(wpm=245, volume=0.3)
    stage.speaker.forget()
    assert stage.voice.closed
    assert stage.speaker.settings == Settings()
    stage.speaker.repeat()
    assert len(stage.voices) == 1


def test_speaks_as_the_person_set_it(stage):
    stage.speaker.settings = Settings(wpm=90, volume=0.5)
    stage.speaker.say(PAGE)
    assert stage.voice.said[0][3] == Settings(wpm=90, volume=0.5)


def test_warm_makes_the_voice_beforehand(stage):
    stage.speaker.warm()
    stage.voice.tell("ready")
    stage.speaking()
    stage.speaker.warm()
    assert len(stage.voices) == 1


def test_an_earcon_goes_before_what_is_said_and_never_over_speech(stage):
    """A10."""
    stage.speaking()
    stage.speaker.say(CONTROL)
    stage.speaker.stop()
    stage.speaker.say(CONTROL)
    stage.speaker.stop()
    stage.speaker.say(CONTROL, "choose")
    assert stage.voice.told == ["say", "say", "stop", "move", "say", "stop", "choose", "say"]


def test_no_earcons_for_who_does_not_want_them(stage):
    stage.speaker.settings = Settings(sounds=False)
    stage.speaking().voice.tell("finished")
    stage.speaker.say(CONTROL, "choose")
    assert stage.voice.told == ["say", "say"]


def test_a_language_without_a_voice_is_told_and_another_still_speaks(stage):
    stage.speaker.say(Utterance("Magacaaga?", "so", "page"))
    stage.voice.tell("ready")
    stage.voice.tell("failed", reason="language")
    assert stage.speaker.state == State("broken", "language")
    stage.speaker.say(PAGE)
    stage.voice.tell("started")
    assert stage.states == [State("broken", "language"), State("speaking")]
    assert len(stage.voices) == 1


def test_a_stop_that_is_not_acknowledged_ends_the_voice(stage):
    stage.speaking()
    stage.speaker.stop()
    stage.clock.advance(STOP_SECONDS)
    assert stage.voices[0].closed
    assert stage.states == [State("speaking"), State("quiet")]
    stage.speaker.say(CONTROL)
    assert stage.voice.text == CONTROL.text
    assert len(stage.voices) == 2


def test_a_stop_is_still_watched_when_the_next_thing_is_said(stage):
    stage.speaking()
    stage.speaker.stop()
    stage.speaker.say(CONTROL)
    stage.clock.advance(STOP_SECONDS)
    assert stage.voices[0].closed
    assert stage.voice.text == CONTROL.text


def test_an_acknowledged_stop_leaves_nothing_watched(stage):
    stage.speaking()
    stage.speaker.stop()
    stage.voice.tell("stopped")
    assert stage.clock.timers == []


def test_late_events_of_a_dropped_voice_change_nothing(stage):
    stage.speaker.say(PAGE)
    stage.voice.tell("ready")
    stage.clock.advance(SPEAK_SECONDS)
    stage.voices[0].tell("started")
    stage.voices[0].tell("failed", id=0, reason="died")
    assert stage.states == []
    assert len(stage.voices) == 2


def test_an_old_start_does_not_count_for_the_new_text(stage):
    stage.speaker.say(PAGE)
    stage.voice.tell("ready")
    stage.speaker.say(CONTROL)
    stage.voice.tell("started", id=1)
    stage.clock.advance(SPEAK_SECONDS)
    assert len(stage.voices) == 2


def test_a_kiosk_without_speech_says_so():
    states = []
    speaker = Speaker(SilentVoice, states.append, lambda spot: None, FakeAfter())
    speaker.say(PAGE)
    speaker.stop()
    speaker.say(CONTROL)
    assert states == [State("broken", "voice")]


def test_the_real_timer_rings_and_can_be_called_off():
    rung, never = threading.Event(), threading.Event()
    after(0.001, rung.set)
    cancel = after(3600, never.set)
    cancel()
    cancel.__self__.join(30)
    assert rung.wait(30)
    assert not cancel.__self__.is_alive()
    assert not never.is_set()
