"""What is read aloud and when: pages that open, where the focus comes to rest, what is chosen; and when nothing is."""

from dataclasses import replace

import pytest

from kiosk.display import Display
from kiosk.forms import xform
from kiosk.stage import Aside, Asking, Goodbye, Welcome
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.kiosk import Listener
from tests.journeys.slow import Slow
from tests.scenario import flat
from ui.parts.choice import CheckRow


@pytest.fixture
def asked(kiosk):
    """A kiosk at the first question of a missed bin, its keyboard, and how to hear what is new since last asked."""
    here = kiosk(voice=Listener)
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, {}).come("missed-bin")
    return here, keyboard, Hearing(here)


class Hearing:
    """What has been said since it was last asked."""

    def __init__(self, here):
        self._here = here
        self._heard = len(here.said)

    def __call__(self):
        new = self._here.said[self._heard :]
        self._heard += len(new)
        return [text for _language, text in new]


def test_nothing_is_said_at_the_welcome_until_somebody_is_there(kiosk):
    here = kiosk(voice=Listener)
    keyboard, heard = Keyboard(here.window), Hearing(here)
    here.second()
    assert heard() == []
    keyboard.press("x")
    (said,) = heard()
    assert said.startswith("Choose your language. Fill in council forms here")
    assert said.endswith("Press Enter to choose.")
    keyboard.press(KEY.Key_Tab)
    assert heard() == ["English. Start in English. Press Enter to do this."]
    keyboard.press(KEY.Key_Tab)
    assert here.said[-1] == ("cy", "Cymraeg. Dechrau yn Gymraeg. Pwyswch Enter i wneud hyn.")


def test_a_page_is_read_when_it_opens_and_again_at_its_heading(asked):
    here, keyboard, heard = asked
    said = here.said[-1][1]
    assert said.startswith("Question 1. Your bin. Which bin was missed? If we missed more than one")
    keyboard.press(KEY.Key_Tab)
    keyboard.press(KEY.Key_Backtab)
    assert heard()[1:] == [said]


def test_each_key_says_one_thing(asked):
    here, keyboard, heard = asked
    for _ in range(3):
        keyboard.press(KEY.Key_Tab)
        assert len(heard()) == 1
    keyboard.go_on()
    heard()
    keyboard.press(KEY.Key_Escape)
    assert [said[:22] for said in heard()] == ["Report a missed bin. T"]
    keyboard.bar("help")
    assert heard()[-1].startswith("How to use this kiosk.")
    assert here.visit.aside is Aside.HELP


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return])
def test_choosing_says_it_and_so_does_taking_it_away(asked, key):
    _here, keyboard, heard = asked
    keyboard.to(lambda widget: isinstance(widget, CheckRow))
    heard()
    keyboard.press(key)
    assert heard() == ["Rubbish (black bin). Chosen. 1 of 5. Press Enter to take this away."]
    keyboard.press(key)
    assert heard() == ["Rubbish (black bin). Not chosen. 1 of 5. Press Enter to choose this."]


def test_problems_are_read_and_lead_to_the_question_with_its_problem(asked):
    """A11."""
    here, keyboard, heard = asked
    keyboard.go_on()
    assert heard()[-1].startswith("There is a problem on this page. Select which bin was missed.")
    keyboard.press(KEY.Key_Down)
    assert heard() == ["Select which bin was missed. Press Enter to go to the answer and put it right."]
    keyboard.press(KEY.Key_Return)
    (said,) = heard()
    assert said.startswith("Which bin was missed? Error: Select which bin was missed.")
    assert said.endswith("Rubbish (black bin). Not chosen. 1 of 5. Press Enter to choose this.")
    assert isinstance(here.focus, CheckRow)


def test_a_group_of_choices_on_a_page_of_several_says_its_name_once(asked):
    _here, keyboard, heard = asked
    keyboard.bar("display")
    heard()
    keyboard.press(KEY.Key_Down)
    keyboard.press(KEY.Key_Down)
    first, second = heard()
    assert first == "Size of the words. Small. Not chosen. 1 of 4. Press Enter to choose this."
    assert second == "Normal. Chosen. 2 of 4. Press the down arrow to go on."


def test_what_is_typed_is_said_on_coming_back(kiosk):
    here = kiosk(voice=Listener)
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, here.walk("missed-bin").answers).come_to_full_name()
    keyboard.type("Ann")
    heard = Hearing(here)
    keyboard.press(KEY.Key_Tab)
    keyboard.press(KEY.Key_Backtab)
    assert "You have typed: Ann." in heard()[-1]


def test_nothing_is_said_while_reading_aloud_is_off(kiosk):
    here = kiosk(voice=Listener, display=Display(read_aloud=False))
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, {}).come("missed-bin")
    assert here.said == []
    assert here.window.caption.isHidden()
    keyboard.bar("display")
    keyboard.choose(here.visit.words.say("display.voice_on"))
    assert here.said[-1][1].startswith("Read pages aloud. Yes, read aloud. Chosen.")
    heard = Hearing(here)
    keyboard.choose(here.visit.words.say("display.voice_off"))
    heard()
    keyboard.press(KEY.Key_Down)
    assert heard() == []


@pytest.mark.parametrize("way", ["stop", "finish", "fail"])
def test_the_voice_that_heard_a_visit_ends_with_it(asked, way):
    here, _keyboard, _heard = asked
    before = list(here.listeners)
    here.go(here.visit.end if way == "stop" else getattr(here.visit, way))
    assert all(listener.closed for listener in before)
    assert isinstance(here.visit.stage, Welcome) == (way == "stop")
    said = [text for listener in here.listeners[len(before) :] for _language, text in listener.said]
    assert bool(said) == (way != "stop")
    if isinstance(here.visit.stage, Goodbye):
        assert said[0].startswith("Thank you.")


def test_the_idle_warning_is_said_at_60_30_and_10_seconds_and_not_between(asked):
    """T2."""
    here, _keyboard, heard = asked
    here.second(180)
    assert "This visit ends in 60 seconds." in heard()[0]
    for _ in range(59):
        here.second()
    assert [said[:29] for said in heard()] == [
        "This visit ends in 30 seconds",
        "This visit ends in 10 seconds",
    ]


def test_a_reference_is_spelled_for_who_asks(kiosk):
    """A12."""
    here = kiosk(voice=Listener)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.answer_all()
    citizen.send()
    keyboard.choose(here.visit.words.say("receipt.spell"))
    assert here.said[-1][1].startswith("K for Kilo. T for Tango. M for Mike. 7.")


def test_the_receipt_is_not_said_again_when_the_network_comes_or_goes(kiosk):
    here = kiosk(voice=Listener)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.answer_all()
    citizen.send()
    heard = Hearing(here)
    here.online = False
    here.second()
    assert heard() == []


def test_form_text_is_said_in_the_language_of_the_form(kiosk):
    here = kiosk(language="cy", voice=Listener)
    form = xform.load(flat(name="string"))
    here.visit._means = replace(here.visit._means, load_form=lambda _service: form)
    Citizen(here, Keyboard(here.window), {}).come("missed-bin")
    assert isinstance(here.visit.stage, Asking)
    assert [language for language, said in here.said if "Name" in said] == ["en"]
    assert "Cwestiwn 1 o 1" in [said for language, said in here.said if language == "cy"][-2]
    here.key(KEY.Key_Tab)
    assert here.said[-1][0] == "en"
    here.go(lambda: here.visit.open(Aside.HELP))
    assert here.said[-1][0] == "cy"


def test_any_key_silences_at_once_and_the_caption_goes(slow):
    assert slow.caption.startswith("Question 1.")
    slow.voice.told.clear()
    slow.keyboard.press("x")
    assert slow.voice.told == ["stop"]
    assert slow.caption == ""


def test_what_is_essential_is_heard_to_its_end_and_its_caption_stays(kiosk):
    """A4."""
    slow = Slow(kiosk())
    keyboard = Keyboard(slow.here.window)
    Citizen(slow.here, keyboard, {}).come("missed-bin")
    slow.tell("ready")
    keyboard.go_on()
    slow.tell("started")
    assert slow.caption.startswith("There is a problem")
    slow.here.go(lambda: slow.here.visit.open(Aside.HELP))  # by the kiosk: no key cut it
    assert slow.voice.text.startswith("There is a problem")
    assert slow.caption.startswith("There is a problem")
    slow.tell("finished")
    slow.tell("started")
    slow.tell("word", start=0, end=3)
    assert slow.voice.text.startswith("How to use")
    assert slow.caption == slow.voice.text


def test_a_voice_that_cannot_speak_is_told_on_the_screen_and_the_kiosk_goes_on(kiosk):
    slow = Slow(kiosk())
    here, keyboard = slow.here, Keyboard(slow.here.window)
    told = []
    here.window.set_voice_trouble = told.append
    Citizen(here, keyboard, {}).come("missed-bin")
    slow.tell("failed", reason="voice")
    assert told[-1] == here.visit.words.say("speech.broken.voice")
    keyboard.bar("language")
    keyboard.choose("Cymraeg")
    assert here.visit.language == "cy"
    assert told[-1] == here.visit.words.say("speech.broken.voice")
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.answer_all()


def test_being_read_to_is_a_sign_of_life(slow):
    here = slow.here
    here.second(170)
    here.second(170)
    assert here.visit.aside is None
    slow.tell("finished")
    here.second(180)
    assert here.visit.aside is Aside.IDLE
