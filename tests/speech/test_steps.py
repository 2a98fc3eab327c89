"""How fast and how loud: measured in sound, not asked of the engine."""

import math
from array import array
from itertools import pairwise

import pytest

from benchmarks import pace
from kiosk.speech.engine import RATE
from kiosk.speech.render import rendered
from kiosk.speech.sound import louder
from kiosk.speech.steps import RATES, VOLUMES
from kiosk.speech.voice import Settings

pytestmark = pytest.mark.usefixtures("installed")


@pytest.mark.parametrize("language", pace.LANGUAGES)
@pytest.mark.parametrize("wpm", RATES)
def test_each_step_is_so_many_measured_words_a_minute(language, wpm):
    """A7: within 10 %."""
    assert abs(pace.measured(language, wpm) / wpm - 1) < 0.1


def test_a_speed_between_the_steps_lies_between_them():
    slower, between, faster = (pace.measured("en", wpm) for wpm in (150, 165, 180))
    assert slower < between < faster


def test_the_pitch_stays_the_same_at_every_speed():
    """A7."""
    usual = pitch(Settings().wpm)
    assert [pitch(wpm) for wpm in (RATES[0], RATES[-1])] == [pytest.approx(usual, rel=0.08)] * 2


def test_volume_steps_are_even_and_leave_eighteen_decibels_above_the_usual():
    """A6: 11 levels, monotone, at most 10 dB apart, with 12 and 18 dB more as steps of their own."""
    levels = [20 * math.log10(volume) for volume in VOLUMES]
    usual = levels[VOLUMES.index(Settings().volume)]
    assert len(levels) == 11
    assert all(0 < after - before <= 10 for before, after in pairwise(levels))
    assert {12, 18} <= {round(level - usual) for level in levels}


def test_each_volume_is_heard_as_a_step_in_the_sound():
    """A6: measured in the WAV; the engine's own volume has no steps so small."""
    heard = [
        rms(rendered("Press the down arrow to hear each choice.", "en", Settings(volume=v)).sound)
        for v in VOLUMES
    ]
    steps = [20 * math.log10(after / before) for before, after in pairwise(heard)]
    assert all(3 < step <= 10 for step in steps)


def test_what_is_too_loud_for_a_sample_is_cut_off_and_does_not_turn_over():
    assert array("h", louder(array("h", [30000, -30000, 3]).tobytes(), 2.0)).tolist() == [32767, -32768, 6]


def rms(sound):
    samples = array("h", sound)
    return math.sqrt(sum(s * s for s in samples) / len(samples))


def pitch(wpm):
    """The median of the voice's fundamental, in Hz, by autocorrelation of its loudest stretches."""
    samples = array("h", rendered("Arm, arm, arm, arm.", "en", Settings(wpm, 1.0)).sound)
    size = RATE // 25
    frames = [samples[at : at + size] for at in range(0, len(samples) - size, size)]
    loudest = sorted(frames, key=lambda frame: -sum(map(abs, frame)))[:5]
    lags = range(RATE // 250, RATE // 70)
    best = sorted(
        max(lags, key=lambda lag, f=frame: sum(a * b for a, b in zip(f, f[lag:], strict=False)))
        for frame in loudest
    )
    return RATE / best[len(best) // 2]
