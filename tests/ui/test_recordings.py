"""A form's recordings in the real window: heard where the voice would say the words, and by all its rules."""

import pytest
from PySide6.QtCore import Qt

from kiosk.display import Display
from kiosk.forms.readers import read_form
from kiosk.stage import CheckAnswers
from tests.journeys.keyboard import Keyboard
from tests.journeys.slow import Slow
from tests.journeys.test_spoken_word import marked
from tests.readers.test_recordings import SHEET
from tests.ui.kiosk_rig import settle
from ui.parts.choice import RadioRow

KEY = Qt.Key
MANY_WORDS = SHEET.replace("Which bin?", "Which bin? We ask for each.").replace("Your name", "Which bin")


@pytest.fixture
def kiosk(spoken):
    """Makes kiosks whose first question is recorded; ``played()`` is what was since it was last asked."""

    def make(sheet=SHEET, **wishes):
        made = spoken(sheet, **wishes)
        made.before = []

        def played():
            every = [each for listener in made.listeners for each in listener.played]
            new = every[len(made.before) :]
            made.before = every
            return new

        made.played = played
        made.opened = played()
        return made

    return make


@pytest.fixture
def slow(begun, tmp_path):
    """A kiosk whose voice takes its time, at the first question, which is being read."""
    (tmp_path / "bins.csv").write_text(SHEET, encoding="utf-8")
    made = Slow(begun(read_form(tmp_path / "bins.csv").xml))
    made.keyboard = Keyboard(made.here.window)
    made.here.go(made.here.visit.back)
    made.tell("ready")
    made.here.go(made.here.visit.start)
    made.tell("started")
    yield made
    made.here.reader.close()


def rows(kiosk):
    return kiosk.page.findChildren(RadioRow)


@pytest.mark.parametrize(
    ("language", "label", "choice"),
    [
        ("en", ("Which bin?", "which.wav"), ("The black one.", "black.wav")),
        ("cy", ("Pa fin?", "pa.wav"), ("Yr un du.", "du.wav")),
    ],
)
def test_the_label_is_heard_as_the_question_opens_and_a_choice_as_it_takes_focus(
    kiosk, language, label, choice
):
    """A1, L3: all else is said by the voice, in the same breath."""
    made = kiosk(language=language)
    assert made.opened == [label]
    rows(made)[0].setFocus()
    settle()
    assert made.played() == [choice]
    said = made.heard()
    assert said[0] == choice[0]
    assert said[1].startswith(" "), "then whether it is chosen, and what to press"
    rows(made)[0].click()
    settle()
    assert made.played() == [choice], "again as it is chosen"


def test_where_there_is_no_recording_in_the_language_the_voice_speaks(kiosk):
    made = kiosk(language="cy")
    made.heard()
    rows(made)[1].setFocus()
    settle()
    assert made.played() == []
    assert any("Yr un glas" in said for said in made.heard())


def test_the_whole_page_is_heard_with_its_recordings(kiosk):
    """A1: by the key that reads it."""
    made = kiosk()
    made.reader.read()
    assert made.played() == [
        ("Which bin?", "which.wav"),
        ("The black one.", "black.wav"),
        ("The blue one.", "blue.wav"),
    ]
    made.reader.where()
    assert ("Which bin?", "which.wav") in made.played()


def test_a_finger_that_explores_hears_them(kiosk):
    """M6."""
    made = kiosk()
    made.reader.heard(rows(made)[1])
    assert made.played() == [("The blue one.", "blue.wav")]
    made.reader.heard(made.page.screen_shown.heading)
    assert made.played() == [("Which bin?", "which.wav")]


def test_a_label_of_two_sentences_is_one_recording_and_a_group_has_its_own(kiosk):
    made = kiosk(MANY_WORDS)
    assert made.opened == [("Which bin? We ask for each.", "which.wav")]
    made.visit.answer("/data/bin", "black")
    made.go(made.visit.proceed)
    assert made.played() == [("About you.", "about.wav")]
    assert "Which bin (optional)." in " ".join(made.heard()), "part of a sentence is no label"


def test_choices_asked_one_at_a_time_are_heard_one_at_a_time(kiosk):
    """C16."""
    made = kiosk(display=Display(yes_no=True))
    assert made.opened == [("Which bin?", "which.wav"), ("The black one.", "black.wav")]
    made.press("No")
    settle()
    assert made.played() == [("Which bin?", "which.wav"), ("The blue one.", "blue.wav")]


def test_a_label_with_an_answer_in_it_is_said_by_the_voice(kiosk):
    made = kiosk()
    made.visit.answer("/data/about/name", "Bo")
    made.go(made.visit.proceed)
    made.go(made.visit.proceed)
    made.played()
    made.go(made.visit.proceed)
    assert not any(file == "why.wav" for _, file in made.played())


def test_what_was_answered_is_never_played(kiosk):
    """A9: on check answers a choice is an answer, and the voice alone knows who may hear it."""
    made = kiosk()
    made.visit.answer("/data/bin", "black")
    while not isinstance(made.visit.stage, CheckAnswers):
        made.go(made.visit.proceed)
    made.played()
    made.reader.read()
    made.keyboard = Keyboard(made.window)
    for _ in range(12):
        made.keyboard.press(KEY.Key_Tab)
    assert made.played() == []


def test_help_over_the_page_plays_none_of_it(kiosk):
    made = kiosk()
    made.press("Help")
    assert made.played() == []


@pytest.mark.parametrize("silent", ["beside a screen reader", "turned off", "headphones out"])
def test_whatever_silences_the_voice_silences_them(kiosk, silent):
    """A2, A9, D3."""
    made = kiosk(display=Display(read_aloud=silent != "turned off"))
    if silent == "beside a screen reader":
        made.reader.give_way(True)
    elif silent == "headphones out":
        made.reader.plugged(True)
        made.reader.plugged(False)
    made.played()
    rows(made)[0].setFocus()
    settle()
    made.reader.again()
    made.reader.read()
    assert made.played() == []


@pytest.mark.parametrize("key", [KEY.Key_Escape, KEY.Key_Down, KEY.Key_A])
def test_any_key_stops_a_recording_at_once(slow, key):
    """A3."""
    slow.tell("finished", "started")
    assert slow.voice.recordings[-1].file.endswith("/which.wav")
    said = len(slow.voice.said)
    slow.voice.told.clear()
    slow.keyboard.press(key)
    assert slow.voice.told[0] == "stop"
    assert not any("Edrychwch" in text or "Look outside" in text for _, text, *_ in slow.voice.said[said:])


def test_the_caption_and_the_page_follow_a_recording(slow):
    """A5, A13."""
    whole = slow.caption
    slow.tell("finished", "started")
    slow.tell("word", start=6, end=10)
    assert slow.caption == whole
    assert slow.here.window.caption.marked == (whole.index("bin?"), 4)
    assert marked(slow) == [("Which bin? (optional)", "bin?")]


def test_the_key_that_waits_goes_on_in_the_recording(slow):
    """A3."""
    slow.tell("finished", "started")
    slow.tell("word", start=6, end=10)
    slow.keyboard.press(KEY.Key_F6)
    slow.keyboard.press(KEY.Key_F6)
    assert slow.voice.said[-1][1] == "bin?"
    assert slow.voice.recordings[-1].words == "Which bin?"


def test_how_loud_and_how_fast_is_told_with_a_recording(slow):
    """A6, A7: it is made louder with the voice; another speed is the voice's to speak at."""
    slow.keyboard.press(KEY.Key_F10)
    slow.keyboard.press(KEY.Key_F8)
    slow.keyboard.press(KEY.Key_F5)
    slow.tell("finished")
    settings = slow.here.reader.settings
    assert slow.voice.said[-1][3] == settings
    assert settings.wpm > 150
