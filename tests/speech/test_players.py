"""Each program that may play the sound, for real and alone on PATH: PulseAudio's, PipeWire's and bare ALSA's."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from benchmarks.null_sink import Ear, NullSink, missing
from kiosk.speech.speaker import Speaker
from kiosk.speech.utterance import Utterance
from kiosk.speech.voices import own
from tests.speech.conftest import PATIENCE, Sound

SAID = Utterance("We have looked at your claim and we need some more information. " * 5, "en", "page")
ALSA = """
pcm.!default {{ type file file "{file}" format "raw" slave.pcm "null" }}
pcm.null {{ type null }}
"""
"""A card whose sound goes to a file: all of ALSA but the driver."""


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """``alone(name)``: the only player on PATH; it skips the test where there is none."""

    def leave(name):
        program = shutil.which(name)
        if program is None:
            pytest.skip(f"no {name} on this machine")
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / name).symlink_to(program)
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    return leave


@pytest.fixture
def alsa(installed, alone, tmp_path, monkeypatch):
    """A kiosk with no sound server; returns what its card plays."""
    alone("aplay")
    os.mkfifo(tmp_path / "card")
    (tmp_path / "asound.conf").write_text(ALSA.format(file=tmp_path / "card"))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    for name in ("PULSE_SERVER", "PIPEWIRE_RUNTIME_DIR", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    return Sound(tmp_path / "card")


@pytest.fixture
def speaking(events):
    """A speaker over a real voice, speaking; ``voices`` are those it made."""
    made = []

    def new_voice(hear):
        def both(event):
            hear(event)
            events.put(event)

        made.append(own("espeak")(both))
        return made[-1]

    speaker = Speaker(new_voice, lambda state: None, lambda spot: None)
    speaker.voices = made
    yield speaker
    speaker.forget()


def players_of(pid):
    """The processes that play for the voice ``pid``; any of its threads may have started them."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def test_bare_alsa_is_heard(alsa, speaking, events):
    """Issue 4, point 1: no sound server at all."""
    speaking.say(SAID)
    events.wait_for("word")
    alsa.wait_for(lambda sound: sound.loud > 1000)


def test_a_card_that_is_pulled_out_is_tried_again_by_the_next_voice(alsa, speaking, events):
    """The player ends when its device is gone, and so does one that is killed."""
    speaking.say(SAID)
    events.wait_for("word")
    for child in players_of(speaking.voices[0].pid):
        os.kill(child, signal.SIGKILL)
    assert events.wait_for("failed").reason == "sound"
    events.wait_for("word")
    assert len(speaking.voices) == 2


def test_a_card_that_does_not_work_is_told(alsa, tmp_path, events, speaking):
    (tmp_path / "asound.conf").write_text("pcm.!default { type hw card 31 }")
    speaking.say(SAID)
    assert [events.wait_for("failed").reason, events.wait_for("failed").reason] == ["sound", "sound"]
    assert speaking.state.name == "broken"


@pytest.fixture(params=[("pulseaudio", "pacat"), ("pipewire", "pw-cat")], ids=lambda both: both[1])
def ear(installed, alone, monkeypatch, request):
    """At a sink of a sound server, whose own player is alone on PATH."""
    server, player = request.param
    if missing(server):
        pytest.skip(missing(server))
    with NullSink(server) as sink:
        for name, value in sink.environment.items():
            monkeypatch.setenv(name, value)
        ear = Ear(sink).settle()
        alone(player)
        yield ear
        ear.close()


def test_a_sound_servers_own_player_is_heard(ear, events, speaking):
    """Issue 4, point 1: PipeWire without PulseAudio's programs, and the other way round."""
    speaking.say(SAID)
    events.wait_for("word")
    assert ear.first_after(0.0, PATIENCE) is not None
    speaking.forget()
