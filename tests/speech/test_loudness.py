"""A recording is heard as loud as the voice, however it was recorded (A6)."""

import math
import random
from array import array

import pytest

from kiosk.speech import loudness, sound
from kiosk.speech.engine import RATE
from kiosk.speech.loudness import VOICE, gain
from kiosk.speech.prompts import play
from kiosk.speech.render import rendered
from kiosk.speech.voice import Recording, Settings
from tests.speech.test_prompts import Taken, record

TEXT = "Which bin was missed? Choose the day that we should have come."


def speech(height, seconds=4, rate=RATE, channels=1):
    """Something like it: bursts and pauses, whose active strength is about half of ``height``."""
    chance = random.Random(5)
    made = []
    for at in range(seconds * rate):
        burst = math.sin(at / rate * 9) > -0.3
        made += [round(height * chance.uniform(-1, 1) * burst)] * channels
    return made


def strength(samples):
    """Of what is not a pause."""
    loud = [s for s in samples if abs(s) > 40]
    return (sum(s * s for s in loud) / len(loud)) ** 0.5


@pytest.mark.parametrize("height", [1_500, 6_000, 30_000])
@pytest.mark.parametrize(("rate", "channels"), [(RATE, 1), (44_100, 2)])
def test_quiet_and_loud_come_out_alike(tmp_path, height, rate, channels):
    record(tmp_path / "a.wav", speech(height, 2, rate, channels), rate, channels)
    taken = Taken()
    assert play(Recording("A", str(tmp_path / "a.wav")), "A", "en", 150, taken) == "said"
    assert strength(array("h", bytes(taken.sound))) == pytest.approx(VOICE, rel=0.25)


def test_what_has_one_loud_sound_in_it_is_not_cut_off(tmp_path):
    record(tmp_path / "a.wav", [*speech(900), *[32_000] * RATE])
    assert gain(tmp_path / "a.wav") <= 32_767 / 32_000


@pytest.mark.parametrize("samples", [[0] * RATE, [20, -20] * RATE, [1]])
def test_silence_is_not_made_louder(tmp_path, samples):
    record(tmp_path / "a.wav", samples)
    assert gain(tmp_path / "a.wav") == 1.0


def test_a_whisper_is_made_louder_within_bounds(tmp_path):
    record(tmp_path / "a.wav", speech(100))
    assert gain(tmp_path / "a.wav") == 8.0


def test_a_file_that_is_no_sound_needs_nothing(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    assert gain(tmp_path / "a.wav") == 1.0


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
def test_the_voice_itself_is_as_loud_as_is_said_here(tmp_path, language, installed):
    record(tmp_path / "a.wav", array("h", rendered(TEXT, language, Settings(volume=1.0)).sound))
    assert 0.7 < gain(tmp_path / "a.wav") < 1.4


def test_the_longest_is_looked_at_in_a_few_places(tmp_path, monkeypatch):
    """Promise 5."""
    read = []
    monkeypatch.setattr(
        loudness, "samples", lambda data, channels: read.append(data) or sound.samples(data, channels)
    )
    record(tmp_path / "a.wav", array("h", bytes(2 * RATE * 120)), RATE)
    gain(tmp_path / "a.wav")
    assert len(read) <= 61
    assert sum(map(len, read)) <= 61 * 0.02 * RATE * 2
