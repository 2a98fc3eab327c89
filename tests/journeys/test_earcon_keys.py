"""Which small sound goes before what is said, on the real window; and the choice to have none."""

from dataclasses import replace

import pytest

from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.slow import Slow

DOWN, CHOOSE = KEY["Key_Down"], KEY["Key_Return"]
SPEAKING = {"say", "stop", "pause", "resume"}


@pytest.fixture
def slow(kiosk):
    """A kiosk at the first question of a missed bin, a choice of several, which is being read."""
    made = Slow(kiosk())
    made.keyboard = Keyboard(made.here.window)
    Citizen(made.here, made.keyboard, {}).come("missed-bin")
    made.tell("ready", "started")
    made.voice.told.clear()
    return made


def heard(slow):
    return [told for told in slow.voice.told if told not in SPEAKING]


def test_a_step_a_choice_and_the_end_of_a_list_each_have_a_sound_before_their_words(slow):
    """A13: each only adds to what is said and shown."""
    choices = len(slow.here.visit.page.questions[0].choices)
    for _ in range(choices):
        slow.keyboard.press(DOWN)
    slow.keyboard.press(CHOOSE)
    assert heard(slow) == [*["move"] * (choices - 1), "end", "choose"]
    after = [
        later
        for told, later in zip(slow.voice.told, slow.voice.told[1:], strict=False)
        if told not in SPEAKING
    ]
    assert set(after) == {"say"}


def test_who_wants_none_hears_none(slow):
    """V9: for the rest of the visit."""
    visit = slow.here.visit
    slow.here.go(lambda: visit.show(replace(visit.display, sounds=False)))
    slow.voice.told.clear()
    slow.keyboard.press(DOWN)
    slow.keyboard.press(DOWN)
    assert heard(slow) == []
    assert "say" in slow.voice.told
    slow.here.go(visit.end)
    assert visit.display.sounds
