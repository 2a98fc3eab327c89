"""Headphones: the voice begins with them, stops without them, and says answers where only the person hears (A8, A9)."""

import pytest

from kiosk.cli.compose import give_headphones
from kiosk.config import Config
from kiosk.display import Display
from kiosk.stage import Aside, CheckAnswers, Welcome
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.kiosk import PERSONAL, Listener
from tests.journeys.slow import Slow
from tests.ui.hand import Hand
from tests.ui.kiosk_rig import settle
from ui.parts.edit import Edit
from ui.parts.row import AnswerRow
from ui.parts.text import Text

IN, OUT, REPEAT, LOUDER = KEY.Key_F15, KEY.Key_F16, KEY.Key_F5, KEY.Key_F10
PLUGS = (
    'title = { en = "Ours" }\n'
    '[[key]]\nnames = ["F15"]\ndoes = "headphones_in"\nlooks = { en = "Plug in" }\n'
    '[[key]]\nnames = ["F16"]\ndoes = "headphones_out"\nlooks = { en = "Plug out" }\n'
)
WHY = "Your answers are not read out, as others may hear."


@pytest.fixture
def plugged(kiosk, tmp_path):
    """Makes a kiosk whose keypad tells of plugs and whose voice takes its time."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "ours.toml").write_text(PLUGS, encoding="utf-8")

    def make(display=Display(), service="missed-bin"):  # noqa: B008 a frozen value
        slow = Slow(kiosk(display=display, config=Config(tmp_path, windowed=True)))
        give_headphones(slow.here.window, slow.here.visit, slow.here.reader, "key")
        slow.keyboard = Keyboard(slow.here.window)
        slow.tell("ready")
        if service:
            Citizen(slow.here, slow.keyboard, {}).come(service)
            slow.tell("started")
        return slow

    return make


def to_full_name(here):
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, here.walk("missed-bin").answers).come_to_full_name()
    return keyboard


def heard(here, start):
    return [text for _language, text in here.said[start:]]


# In.


def test_a_plug_at_the_welcome_begins_the_voice_and_says_how_to_go_on(plugged):
    """A2, A10: nothing plays by itself before; at once then, with no clock to wait for."""
    slow = plugged(service="")
    assert slow.voice.said == []
    slow.keyboard.press(IN)
    assert slow.voice.text.startswith("Choose your language. Fill in council forms here")
    assert "Press the down arrow to hear each one." in slow.voice.text


def test_a_plug_on_a_page_reads_that_page(plugged):
    """A2."""
    slow = plugged()
    page = slow.voice.text
    slow.keyboard.press(KEY.Key_Down)
    slow.keyboard.press(IN)
    assert slow.voice.text == page


def test_a_plug_turns_reading_aloud_on(plugged):
    """A2: headphones are put in to hear."""
    slow = plugged(Display(read_aloud=False))
    assert slow.voice.said == []
    slow.keyboard.press(IN)
    assert slow.here.visit.display.read_aloud
    assert slow.voice.text.startswith("Question 1.")


# Out.


def test_a_plug_taken_out_silences_at_once_and_for_good(plugged):
    """A9: stop is told to the voice in the same turn of the loop; neither a page nor a move is said after it."""
    slow = plugged()
    slow.keyboard.press(IN)
    slow.tell("started")
    slow.voice.told.clear()
    slow.keyboard.press(OUT)
    assert slow.voice.told == ["stop"]
    slow.keyboard.press(KEY.Key_Down)
    slow.keyboard.go_on()
    slow.here.go(lambda: slow.here.visit.open(Aside.HELP))
    slow.here.second(30)
    assert "say" not in slow.voice.told


def test_it_is_told_on_the_screen_what_happened_and_how_to_hear_again(plugged):
    """A9, A13."""
    slow = plugged()
    slow.keyboard.press(IN)
    slow.keyboard.press(OUT)
    words = slow.here.visit.words
    assert slow.here.window.caption.trouble == words.say("speech.private.unplugged")
    assert words.say("voice.open") in words.say("speech.private.unplugged")
    slow.keyboard.press(REPEAT)
    assert slow.here.window.caption.trouble == ""


@pytest.mark.parametrize("key", [REPEAT, LOUDER, KEY.Key_F3, KEY.Key_F4])
def test_a_key_for_the_voice_brings_it_back(plugged, key):
    """A9: the person presses for it."""
    slow = plugged()
    slow.keyboard.press(IN)
    slow.keyboard.press(OUT)
    slow.voice.told.clear()
    slow.keyboard.press(key)
    assert slow.voice.told.count("say") == 1


def test_a_button_on_the_page_of_the_voice_brings_it_back(plugged):
    """A9: by touch and by switches, too."""
    slow = plugged()
    page = slow.voice.text
    slow.keyboard.press(IN)
    slow.keyboard.press(OUT)
    slow.voice.told.clear()
    slow.keyboard.to(lambda widget: widget.objectName() == "caption.voice")
    slow.keyboard.press(KEY.Key_Return)
    assert slow.here.visit.aside is Aside.VOICE
    assert slow.voice.told == []
    slow.keyboard.choose(slow.here.visit.words.say("voice.again"))
    assert slow.voice.text == page


def test_put_in_again_it_goes_on(plugged):
    slow = plugged()
    page = slow.voice.text
    for key in (IN, OUT, KEY.Key_Down, IN):
        slow.keyboard.press(key)
    assert slow.voice.text == page
    assert slow.here.window.caption.trouble == ""


def test_a_plug_taken_out_of_a_kiosk_that_never_had_one_stops_nothing(plugged):
    slow = plugged()
    slow.keyboard.press(OUT)
    slow.keyboard.press(KEY.Key_Down)
    assert slow.voice.text.startswith("Rubbish")


def test_the_next_person_is_answered(plugged):
    """A2, A9."""
    slow = plugged()
    slow.keyboard.press(IN)
    slow.keyboard.press(OUT)
    slow.here.go(slow.here.visit.end)
    assert isinstance(slow.here.visit.stage, Welcome)
    slow.tell("ready")
    slow.keyboard.press(KEY.Key_Down)
    assert slow.voice.text.startswith("Choose your language.")


def test_a_plug_is_seen_while_the_warning_stands(plugged):
    """A9, T2: there any key only takes the warning away; this one is no key for fingers."""
    slow = plugged()
    slow.keyboard.press(IN)
    slow.here.go(lambda: slow.here.visit.open(Aside.IDLE))
    slow.tell("started")
    slow.voice.told.clear()
    slow.keyboard.press(OUT)
    assert "say" not in slow.voice.told
    assert slow.here.window.caption.trouble


def test_the_curtain_stays_drawn_and_says_how_to_lift_it(plugged):
    """P2, A9: what was hidden from others is not shown to them because a plug came loose."""
    slow = plugged()
    slow.here.go(lambda: slow.here.visit.show(Display(curtain=True)))
    assert slow.here.window.curtain.isVisible()
    slow.keyboard.press(IN)
    slow.keyboard.press(OUT)
    assert slow.here.window.curtain.isVisible()
    slow.voice.told.clear()
    slow.here.seconds += 10
    Hand(slow.here).tap(slow.here.window.bar)
    settle()
    assert slow.voice.text.startswith("The screen is hidden.")


# Answers.


def test_what_is_in_a_box_is_not_said_where_others_may_hear(kiosk):
    """A9: that there is an answer, and once a visit why it is not said and how to hear it."""
    here = kiosk(voice=Listener, display=Display())
    keyboard = to_full_name(here)
    start = len(here.said)
    keyboard.type("Ann Smith")
    for _ in range(2):
        keyboard.press(KEY.Key_Tab)
        keyboard.press(KEY.Key_Backtab)
    said = heard(here, start)
    assert not [text for text in said if "Ann" in text or "Smith" in text]
    assert sum(WHY in text for text in said) <= 1
    assert "There is an answer in this box." in said[-1]


def test_each_letter_is_a_word_for_a_tone_where_others_may_hear(kiosk):
    """A9."""
    here = kiosk(voice=Listener, display=Display())
    keyboard = to_full_name(here)
    start = len(here.said)
    keyboard.press("k")
    keyboard.press(KEY.Key_Backspace)
    assert heard(here, start) == ["typed.", "deleted."]


def test_letters_words_and_what_is_taken_away_are_heard_by_who_may_hear_them(kiosk):
    """M11, A9: on a real keyboard as on the screen."""
    here = kiosk(voice=Listener, display=PERSONAL)
    keyboard = to_full_name(here)
    box = keyboard.to(lambda widget: isinstance(widget, Edit), "the box")
    start = len(here.said)
    for letter in "Jo@ ":
        keyboard.press(letter)
    keyboard.press(KEY.Key_Backspace)
    keyboard.press(KEY.Key_Backspace)
    assert heard(here, start) == [
        "capital J.",
        "o.",
        "at sign.",
        "Jo@.",
        "deleted Space.",
        "deleted at sign.",
    ]
    box.clear()
    keyboard.press(KEY.Key_Backspace)
    assert heard(here, start)[-1] == "nothing to delete."


def test_rows_of_check_answers_say_that_they_are_answered(kiosk):
    """A9: what was answered is on the screen; "Not answered" is no answer of theirs."""
    here = kiosk(voice=Listener, display=Display())
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.answer_all()
    assert isinstance(here.visit.stage, CheckAnswers)
    assert WHY in here.said[-1][1]
    start = len(here.said)
    rows = here.window.findChildren(AnswerRow)
    for _ in rows:
        keyboard.press(KEY.Key_Tab)
    keyboard.press(KEY.Key_F4)
    said = " ".join(heard(here, start))
    answers = {row.answer for row in rows} - {here.visit.words.say("check.empty")}
    assert len(answers) > 5
    assert not [answer for answer in answers if len(answer) > 3 and f" {answer}." in said]
    assert said.count("Answered.") >= len(answers)


@pytest.mark.parametrize("way", ["headphones", "choice"])
def test_in_headphones_or_by_choice_answers_are_said(plugged, way):
    """A9: the choice is made once a visit, on the page of the voice."""
    slow = plugged()
    here, keyboard = slow.here, slow.keyboard
    if way == "headphones":
        keyboard.press(IN)
    else:
        here.go(lambda: here.visit.open(Aside.VOICE))
        keyboard.choose(here.visit.words.say("voice.answers_on"))
        keyboard.go_on()
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.answer_all()
    keyboard.to(lambda widget: isinstance(widget.parentWidget(), AnswerRow))
    assert "Rubbish (black bin)" in slow.voice.text
    here.go(here.visit.end)
    assert not here.visit.display.answers_aloud


@pytest.mark.parametrize(("display", "said"), [(PERSONAL, "capital A. n. n."), (Display(), "Nothing here.")])
def test_a_value_is_spelled_for_who_may_hear_it_and_for_nobody_else(kiosk, display, said):
    """A9, A12."""
    here = kiosk(voice=Listener, display=display)
    keyboard = to_full_name(here)
    keyboard.to(lambda widget: isinstance(widget, Edit), "the box")
    keyboard.type("Ann")
    keyboard.press(KEY.Key_F11)
    assert here.said[-1][1] == said


def test_a_finger_that_explores_hears_no_answer_where_others_may_hear(kiosk):
    """A9, M6: also where the answer itself lies under the finger."""
    here = kiosk(voice=Listener, display=Display(explore=True))
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.answer_all()
    line = here.window.findChildren(AnswerRow)[1]
    given = next(text for text in line.findChildren(Text) if text.text() == line.answer)
    here.reader.heard(given)
    assert here.said[-1][1].startswith(f"{line.label} Answered.")
