"""What to press is put for how the person works, in every language (A16)."""

import re
import string

import pytest

from kiosk.language import Words
from kiosk.speech.ways import Way, say_for

CODES = ("en", "cy", "pl", "ur")
KINDS = ("keyboard", "explore", "one_switch", "two_switches", "touch")
PAD = Way("pad", "press the key that points down", "press the round key")
HINTS = sorted(key for key in Words("en").keys if re.match(r"speech\.(page|press)\.", key))


def gaps(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_hint_is_a_whole_sentence_for_every_way(code, kind):
    """A16: nothing is left to fill in, and only a keyboard is told of keys of a keyboard."""
    say = say_for(Words(code), Way(kind))
    for key in HINTS:
        said = say(key, button="Continue")
        assert not gaps(said), key
        assert said[-1] in ".۔", key
        if kind != "keyboard":
            assert not re.search(r"\b(Enter|Tab)\b|arrow|saeth|strzałk|تیر", said), key


@pytest.mark.parametrize("code", CODES)
def test_a_finger_is_told_to_touch_and_of_nothing_to_press(code):
    """A16: what differs for touch has words of its own for every hint."""
    words = Words(code)
    for key in HINTS:
        assert words.has(key.replace("speech.", "speech.touch.", 1)), key


def test_a_keypad_is_told_of_its_own_keys():
    """A16, M8."""
    say = say_for(Words("en"), PAD)
    assert say("speech.press.choose") == "Press the round key to choose this."
    assert say("speech.page.button", button="Start now") == (
        "To go on, press the key that points down until you hear: Start now. Then press the round key."
    )
    assert say("speech.press.type") == "Press the round key to bring up keys to type with."


def test_a_clause_of_urdu_stands_in_its_sentence_as_its_own_words_do():
    """L4: what belongs to the sentence is not set apart as something foreign; a button's name is."""
    say = say_for(Words("ur"), Way())
    assert "\u2068" not in say("speech.page.choose")
    assert "\u2068Start\u2069" in say("speech.page.button", button="Start")


def test_other_words_are_said_as_ever():
    words = Words("en")
    assert say_for(words, PAD)("speech.place", which=2, count=5) == words.say(
        "speech.place", which=2, count=5
    )
