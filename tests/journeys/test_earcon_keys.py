"""Which small sound goes before what is said, on the real window; and the choice to have none."""

from dataclasses import replace

import pytest

from tests.journeys.keyboard import KEY
from ui.parts.choice import CheckRow

DOWN, CHOOSE = KEY["Key_Down"], KEY["Key_Return"]
SPEAKING = {"say", "stop", "pause", "resume"}


@pytest.fixture
def slow(slow):
    """What its voice was told by then is left out."""
    slow.voice.told.clear()
    return slow


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


def test_the_end_of_a_list_is_the_last_that_shows(slow):
    """A13: the others step aside while one is looked for."""
    first, second, *others = slow.here.window.findChildren(CheckRow)
    for row in others:
        row.hide()
    slow.keyboard.press(DOWN)
    slow.keyboard.press(DOWN)
    assert (slow.here.focus, heard(slow)) == (second, ["move", "end"])
    assert "2 of 2" in slow.voice.text
    assert first.isVisible()


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
