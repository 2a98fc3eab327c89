"""Keys for the voice: again, wait, louder, faster; and what it says by itself when nobody presses anything."""

from itertools import pairwise

from kiosk.speech.steps import RATES, VOLUMES
from kiosk.stage import Aside
from tests.journeys.keyboard import KEY

AGAIN, WAIT, SLOWER, FASTER, QUIETER, LOUDER = (KEY[f"Key_F{number}"] for number in range(5, 11))


def test_a_key_says_it_again_from_its_beginning(slow):
    """A3."""
    whole = slow.voice.text
    slow.tell("word", start=30, end=34)
    slow.keyboard.press(AGAIN)
    assert slow.voice.text == whole


def test_a_key_makes_the_voice_wait_and_then_go_on_where_it_was(slow):
    """A3."""
    whole = slow.voice.text
    slow.tell("word", start=30, end=34)
    slow.voice.told.clear()
    slow.keyboard.press(WAIT)
    assert slow.voice.told == ["stop"]
    assert slow.caption == ""
    slow.keyboard.press(WAIT)
    assert slow.voice.text == whole[30:]
    assert slow.caption == whole[30:]


def test_who_moves_on_while_the_voice_waits_hears_the_new_thing(slow):
    """A3: the place kept is of what was said last, and of nothing before it."""
    slow.keyboard.press(WAIT)
    slow.keyboard.press(KEY.Key_Down)
    slow.tell("started")
    there = slow.voice.text
    slow.tell("finished")
    slow.keyboard.press(WAIT)
    assert slow.voice.text == there


def test_each_press_is_a_step_faster_or_slower_and_is_said(slow):
    """A7: seven steps, 150 words a minute at first."""
    settings = slow.here.reader.settings
    assert settings.wpm == 150
    for wpm in (180, 210, 245):
        slow.keyboard.press(FASTER)
        assert slow.here.reader.settings.wpm == wpm
        assert slow.voice.text == "Faster."
    slow.keyboard.press(FASTER)
    assert slow.voice.text == "This is as fast as it goes."
    for _ in RATES:
        slow.keyboard.press(SLOWER)
    assert slow.here.reader.settings.wpm == 65
    assert slow.voice.text == "This is as slow as it goes."


def test_each_press_is_a_step_quieter_or_louder_and_is_said(slow):
    """A6."""
    slow.keyboard.press(QUIETER)
    assert slow.voice.text == "Quieter."
    assert slow.here.reader.settings.volume == VOLUMES[-5]
    for _ in range(4):
        slow.keyboard.press(LOUDER)
        assert slow.voice.text == "Louder."
    slow.keyboard.press(LOUDER)
    assert slow.voice.text == "This is as loud as it goes."
    for _ in VOLUMES:
        slow.keyboard.press(QUIETER)
    assert slow.here.reader.settings.volume == VOLUMES[0]
    assert slow.voice.text == "This is as quiet as it goes."


def test_the_next_person_hears_the_usual_voice(slow):
    """A6, V9: how loud and how fast goes with the visit."""
    slow.keyboard.press(FASTER)
    slow.keyboard.press(QUIETER)
    before = slow.here.reader.settings
    slow.here.go(slow.here.visit.end)
    after = slow.here.reader.settings
    assert (after.wpm, after.volume) == (150, VOLUMES[-4])
    assert before != after


def test_volume_has_eleven_levels_no_more_than_ten_decibels_apart():
    """A6."""
    assert len(VOLUMES) == 11
    assert all(1 < louder / quieter < 10 ** (10 / 20) for quieter, louder in pairwise(VOLUMES))


# The reminder.


def seconds(slow, count):
    for _ in range(count):
        slow.here.second()


def test_after_twenty_seconds_of_silence_the_voice_says_once_what_to_press(slow):
    """A15."""
    slow.tell("finished")
    page = slow.voice.text
    seconds(slow, 19)
    assert slow.voice.text == page
    seconds(slow, 1)
    told = "Down arrow: goes on to the next thing. Enter: chooses this. F5: says it again."
    assert slow.voice.text == told
    slow.tell("started", "finished")
    slow.voice.told.clear()
    seconds(slow, 60)
    assert slow.voice.told == []


def test_it_names_the_keys_of_the_keypad_that_was_used_last(slow):
    """A15, M8."""
    slow.keyboard.press(KEY.Key_F19)
    slow.tell("started", "finished")
    seconds(slow, 20)
    assert slow.voice.text == "Key that points down: goes on to the next thing. Round key: chooses this."


def test_while_it_speaks_or_waits_there_is_no_silence(slow):
    """A15, T1."""
    page = slow.voice.text
    seconds(slow, 40)
    slow.keyboard.press(WAIT)
    seconds(slow, 40)
    assert slow.voice.text == page


def test_a_key_begins_the_silence_anew(slow):
    """A15."""
    slow.tell("finished")
    seconds(slow, 19)
    slow.keyboard.press(KEY.Key_F12)
    page = slow.voice.text
    seconds(slow, 19)
    assert slow.voice.text == page
    seconds(slow, 1)
    assert slow.voice.text != page


def test_the_warning_that_the_visit_ends_is_not_talked_over(slow):
    """A15, T2."""
    slow.tell("finished")
    slow.here.go(lambda: slow.here.visit.open(Aside.IDLE))
    slow.tell("started", "finished")
    warning = slow.voice.text
    seconds(slow, 25)
    assert slow.voice.text == warning


# The page that teaches the keys.


def test_learning_the_buttons_is_heard_from_the_first_word_to_the_way_out(slow):
    """A14: nothing is said of arrows that lead on, since there they lead nowhere."""
    slow.keyboard.press(KEY.Key_F2)
    slow.tell("started")
    assert slow.voice.text.startswith("Learn the buttons. Press any key")
    assert "until you hear" not in slow.voice.text
    slow.keyboard.press(KEY.Key_F19)
    assert slow.voice.text == "Key that points down: goes on to the next thing."
    assert slow.caption == slow.voice.text
    for said in ("Round key: chooses this. Press it again to leave this page.", "Question 1."):
        slow.keyboard.press(KEY.Key_F20)
        assert slow.voice.text.startswith(said)
