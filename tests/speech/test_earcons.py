"""The small sounds: what they are, and that none is heard over speech."""

import runpy
import typing
from array import array
from itertools import combinations
from pathlib import Path

import pytest

from kiosk.speech import earcons
from kiosk.speech.engine import RATE
from kiosk.speech.voice import EARCONS, Earcon, Settings
from tests.speech.test_process import LONG, SECOND, say

NAMES = typing.get_args(Earcon)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_short_and_soft_and_does_not_click(name):
    """Under 150 ms; A10: no other sound of more than 3 s."""
    samples = array("h", earcons.sound(name))
    assert 0.02 < len(samples) / RATE < 0.15
    assert 1000 < max(map(abs, samples)) < 32767 // 4
    assert max(abs(samples[0]), abs(samples[-1])) < 100


def test_no_two_are_alike():
    assert all(earcons.sound(a) != earcons.sound(b) for a, b in combinations(NAMES, 2))


def test_those_that_go_by_themselves_are_there():
    assert set(EARCONS.values()) <= set(NAMES)


def test_the_files_are_what_their_script_makes():
    script = runpy.run_path(str(earcons.FOLDER / "make.py"))
    assert set(script["SOUNDS"]) == set(NAMES)
    for name, tones in script["SOUNDS"].items():
        assert array("h", earcons.sound(name)).tolist() == [s for one in tones for s in script["tone"](*one)]


def test_one_that_is_not_there_is_silence(monkeypatch, tmp_path):
    monkeypatch.setattr(earcons, "FOLDER", Path(tmp_path))
    earcons.sound.cache_clear()
    assert earcons.sound("move") == b""
    earcons.sound.cache_clear()


@pytest.fixture
def voice(events, voices):
    made = voices(lambda event: None)
    events.wait_for("ready")
    return made


def test_it_is_heard_before_what_is_said(voice, events, player):
    voice.cue("page", Settings(volume=1.0))
    say(voice, 1, "Yes.")
    events.wait_for("finished")
    only = len(array("h", earcons.sound("page")))
    player.wait_for(lambda sound: sound.loud > only)
    assert "failed" not in [event.name for event in events.seen]


def test_it_is_not_heard_over_speech(voice, events, player):
    """A10: what is heard with one is what is heard without."""
    heard = []
    for cue in (False, True):
        before = player.loud
        say(voice, 1 + cue, "One two three four five.", wpm=150)
        events.wait_for("word")
        if cue:
            voice.cue("problem", Settings(volume=1.0))
        events.wait_for("finished")
        player.wait_for(lambda sound: sound.quiet_run > SECOND // 4)
        heard.append(player.loud - before)
    assert heard[1] == pytest.approx(heard[0], rel=0.01)


def test_stop_silences_it(voice, events, player):
    """A3."""
    say(voice, 1, LONG)
    events.wait_for("started")
    voice.cue("page", Settings(volume=1.0))
    voice.stop()
    events.wait_for("stopped")
    player.wait_for(lambda sound: sound.quiet_run > SECOND)
