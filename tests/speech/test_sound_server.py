"""The voice and a real sound server whose sinks nobody hears: what happens when it goes away (issue 4, point 1)."""

import os
import queue
import signal

import pytest

from benchmarks.null_sink import OTHER, SINK, Ear, NullSink, missing
from kiosk.speech.speaker import Speaker, State
from kiosk.speech.utterance import Utterance
from kiosk.speech.voices import own
from tests.speech.conftest import PATIENCE

LONG = Utterance("We have looked at your claim and we need some more information. " * 20, "en", "page")


class Kiosk:
    """A real speaker with real timers; ``states`` and ``words`` in the order they came."""

    def __init__(self, device=""):
        self.states = queue.Queue()
        self.words = queue.Queue()
        self.voices = []
        make = own("espeak", device=device)

        def new_voice(hear):
            self.voices.append(make(hear))
            return self.voices[-1]

        self.speaker = Speaker(new_voice, self.states.put, self.words.put)

    def wait_for(self, *names):
        while True:
            state = self.states.get(timeout=PATIENCE)
            if state.name in names:
                return state


@pytest.fixture(
    params=[
        pytest.param(server, marks=pytest.mark.skipif(bool(missing(server)), reason=missing(server)))
        for server in ("pulseaudio", "pipewire")
    ]
)
def sink(installed, monkeypatch, request):
    with NullSink(request.param) as sink:
        for name, value in sink.environment.items():
            monkeypatch.setenv(name, value)
        # Both: a sink that nobody hears takes its sound two seconds at a time.
        sink.ears = {name: Ear(sink, name) for name in (SINK, OTHER)}
        for ear in sink.ears.values():
            ear.settle()
        yield sink
        for ear in sink.ears.values():
            ear.close()


@pytest.fixture
def kiosk(sink):
    kiosk = Kiosk()
    yield kiosk
    kiosk.speaker.forget()


def test_it_is_heard_and_its_words_come_with_the_sound(sink, kiosk):
    """A5: no word is told before anything sounds."""
    ear = sink.ears[SINK]
    kiosk.speaker.say(LONG)
    kiosk.wait_for("speaking")
    spot = kiosk.words.get(timeout=PATIENCE)
    assert LONG.text[spot.start : spot.end] == "We"
    assert ear.first_after(0.0, PATIENCE) is not None


def test_a_killed_server_is_told_on_screen_and_the_voice_comes_back_with_it(sink, kiosk):
    kiosk.speaker.say(LONG)
    kiosk.wait_for("speaking")
    sink.kill()
    assert kiosk.wait_for("broken").reason in {"sound", "hung"}
    sink.start()
    kiosk.speaker.repeat()
    kiosk.wait_for("speaking")
    assert kiosk.words.get(timeout=PATIENCE)


def test_a_server_that_hangs_is_told_on_screen(sink, kiosk):
    kiosk.speaker.say(LONG)
    kiosk.wait_for("speaking")
    sink.signal(signal.SIGSTOP)
    assert kiosk.wait_for("broken") == State("broken", "hung")
    sink.signal(signal.SIGCONT)


def test_a_voice_is_ready_beside_a_server_that_hangs(sink, events):
    """What is told on screen is told within a second: the engine waits for no server."""
    sink.signal(signal.SIGSTOP)
    voice = own("espeak")(events.put)
    events.wait_for("ready")
    voice.close()
    sink.signal(signal.SIGCONT)


def test_no_server_is_told_on_screen(sink, kiosk):
    sink.kill()
    kiosk.speaker.say(LONG)
    assert kiosk.wait_for("broken").reason in {"sound", "hung"}


def test_an_unplugged_device_leaves_the_voice_on_another(sink, kiosk):
    ear = sink.ears[OTHER]
    kiosk.speaker.say(LONG)
    kiosk.wait_for("speaking")
    unplugged = ear.heard_to
    sink.unplug(SINK)
    assert ear.first_after(unplugged, PATIENCE) is not None
    assert kiosk.speaker.state == State("speaking")


def test_a_hung_voice_speaks_again_by_itself(sink, kiosk):
    kiosk.speaker.say(LONG)
    kiosk.wait_for("speaking")
    os.kill(kiosk.voices[0].pid, signal.SIGSTOP)
    heard = len(kiosk.voices)
    while len(kiosk.voices) == heard:
        kiosk.words.get(timeout=PATIENCE)
    assert kiosk.words.get(timeout=PATIENCE)
    assert kiosk.states.empty()


def test_a_killed_voice_goes_on_with_the_word_it_was_at(sink, kiosk):
    kiosk.speaker.say(LONG)
    before = [kiosk.words.get(timeout=PATIENCE).start for _ in range(8)]
    os.kill(kiosk.voices[0].pid, signal.SIGKILL)
    after = kiosk.words.get(timeout=PATIENCE).start
    assert after >= before[-1]
