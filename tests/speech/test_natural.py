"""The natural voice with a model of the test's own, and with the package where it is installed."""

from array import array
from importlib.util import find_spec

import pytest

from kiosk.speech import sound
from kiosk.speech.engine import RATE, read
from kiosk.speech.natural import PACKAGE, Natural, model
from kiosk.speech.render import rendered
from kiosk.speech.steps import RATES
from kiosk.speech.voice import Settings
from kiosk.speech.voices import choose
from tests.speech.test_prompts import Taken

TEXT = "Tell us where you live now, and who lives there with you."


class Model:
    """A tenth of a second of sound for each word, after a tenth of silence."""

    def __init__(self):
        self.asked = []

    def __call__(self, text, speed):
        self.asked.append((text, speed))
        return array("h", [0] * (RATE // 10) + [9000] * (RATE // 10 * len(text.split()))).tobytes()


class Timing:
    """Another engine: each word half as long, no silence before."""

    def make(self, sentence, shown, language, wpm, take):
        for _ in sentence.tokens:
            take(array("h", [9000] * (RATE // 20)).tobytes(), [])
        take(b"", [(at * RATE // 20 * 2, t.start, t.end) for at, t in enumerate(sentence.tokens)])
        return "said"


def hear(wpm=150, language="en", text=TEXT):
    spoken_by, taken = Model(), Taken()
    outcome = read(text, language, wpm, [Natural(spoken_by, Timing())], taken)
    return outcome, spoken_by, taken


def test_it_leaves_every_other_language_to_the_engine_that_follows():
    assert hear(language="cy")[0] == "none"


def test_its_words_are_placed_where_another_engine_has_them_stretched_to_its_sound():
    """A5: by proportion where the engine tells nothing."""
    outcome, _, taken = hear()
    assert outcome == "said"
    assert [TEXT[start:end] for _, start, end in taken.words] == TEXT.split()
    begins = [at / sound.SAMPLE / RATE for at, *_ in taken.words]
    assert begins == pytest.approx([0.1 + 0.1 * which for which in range(len(begins))], abs=0.02)


def test_each_speed_asks_for_more_than_the_one_before_and_slow_ones_pause():
    """A7."""
    speeds = [hear(wpm)[1].asked[0][1] for wpm in RATES]
    assert speeds[2:] == sorted(set(speeds[2:]))  # the two slow ones pause between phrases instead
    slow = hear(65)[2]
    assert len(TEXT.split()) * 60 / (len(slow.sound) / sound.SAMPLE / RATE) == pytest.approx(65, rel=0.02)
    assert [TEXT[start:end] for _, start, end in slow.words] == TEXT.split()


def test_without_its_package_espeak_speaks_and_staff_are_told():
    if find_spec(PACKAGE):
        pytest.skip("the package is installed here")
    make, trouble = choose("natural")
    assert "espeak speaks in its place" in trouble
    assert "espeak" in make.keywords["command"]


def test_the_real_one_speaks_at_measured_speeds_with_every_word_marked(installed):
    """A7, A5."""
    pytest.importorskip(PACKAGE)
    assert model()("Hello.", 1.0)
    for wpm in RATES:
        made = rendered(TEXT, "en", Settings(wpm), "natural")
        assert abs(len(TEXT.split()) * 60 / made.seconds / wpm - 1) < 0.25, wpm
        assert [TEXT[start:end] for _, start, end in made.words] == TEXT.split()
