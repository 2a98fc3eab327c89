"""What to press is said for what the person presses now, and staff's words are for staff (A2, A16, A17)."""

import logging
from dataclasses import replace

import pytest

from kiosk.display import Display
from kiosk.errors import FormError
from kiosk.keys import Command
from kiosk.stage import Aside, Unusable
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.keypad import Pad
from tests.journeys.kiosk import Listener
from tests.ui.hand import Hand
from tests.ui.kiosk_rig import settle
from ui.app import _Rescue
from ui.parts.choice import CheckRow

STAFF = "XPath of /data/bin is broken on line 12"


@pytest.fixture
def here(kiosk):
    made = kiosk(voice=Listener)
    Citizen(made, Keyboard(made.window), {}).come("missed-bin")
    made.seconds += 10
    return made


def rows(here):
    return here.window.findChildren(CheckRow)


def test_a_keypad_is_told_of_its_own_keys_from_its_first_press(here):
    """A16, M8."""
    Pad(here.window, "ez-access", code=True).press(Command.DOWN)
    assert here.said[-1][1].endswith("Press the round key to choose this.")
    Keyboard(here.window).press(KEY.Key_Down)
    assert here.said[-1][1].endswith("Press Enter to choose this.")


def test_keys_for_the_voice_alone_change_nothing_of_that(here):
    """A16: who works with a keypad and turns the volume on another goes on hearing of the first."""
    Pad(here.window, "ez-access", code=True).press(Command.DOWN)
    Keyboard(here.window).press(KEY.Key_VolumeDown)
    here.go(lambda: here.visit.open(Aside.STOP))
    assert "Press the round key to choose." in here.said[-1][1]


def test_a_finger_is_told_to_touch(here):
    """A16."""
    Hand(here).tap(rows(here)[0])
    settle()
    assert here.said[-1][1] == "Rubbish (black bin). Chosen. 1 of 5. Touch it again to take this away."
    here.go(lambda: here.visit.open(Aside.STOP))
    assert here.said[-1][1].endswith("Touch the one that you want.")


def test_switches_are_told_of_themselves(here):
    """A16, M9."""
    for display, said in (
        (Display(switches=2), "Press your second switch to choose this."),
        (Display(switches=1), "Press your switch to choose this."),
    ):
        here.go(lambda display=display: here.visit.show(display))
        here.window.first.setFocus()
        settle()
        rows(here)[0].setFocus()
        settle()
        assert here.said[-1][1].endswith(said)


def test_the_next_person_begins_as_at_first(here):
    """A16, V9."""
    Hand(here).tap(rows(here)[0])
    here.go(here.visit.end)
    Keyboard(here.window).press(KEY.Key_Down)
    assert "Press the down arrow to hear each one." in here.said[-1][1]


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
def test_the_first_words_take_fifteen_seconds_at_most_and_say_how_to_go_on(kiosk, language):
    """A2: at 150 words a minute."""
    made = kiosk(voice=Listener, language=language)
    made.go(lambda: made.visit.speak(language))
    start = len(made.said)
    Keyboard(made.window).press("x")
    said = " ".join(text for _language, text in made.said[start:])
    assert 10 < len(said.split()) <= 15 * 150 / 60
    assert "Enter" in said


# Staff's words.


def test_what_the_log_says_is_not_said_aloud(kiosk, caplog):
    """A17, P3: why a service cannot be used is for staff."""
    made = kiosk(voice=Listener)

    def broken(_service):
        logging.getLogger("kiosk").error("%s", STAFF)
        raise FormError(STAFF)

    made.visit._means = replace(made.visit._means, load_form=broken)
    made.go(lambda: made.visit.begin("en"))
    made.go(lambda: made.visit.choose("missed-bin"))
    assert made.visit.stage == Unusable("unusable.form")
    assert STAFF in caplog.text
    assert made.said[-1][1].startswith("We cannot do this here just now")
    assert not [text for _language, text in made.said if "XPath" in text]


def test_a_fault_is_told_in_plain_words_and_nothing_of_it_is_said(here, caplog):
    """A17: the event's number is for the log."""
    _Rescue(here.visit, here.window).rescue(ValueError, ValueError(STAFF), None)
    settle()
    assert here.said[-1][1].startswith("Something went wrong")
    assert not [text for _language, text in here.said if "XPath" in text or "ValueError" in text]
    assert STAFF not in caplog.text


def test_what_stands_for_staff_on_learn_the_buttons_is_not_read(here):
    """A17: the codes of keys, and the line over them."""
    here.go(lambda: here.visit.open(Aside.LEARN))
    staff = here.visit.words.say("learn.staff")
    assert staff in here.page.screen_shown.texts()
    assert not [text for _language, text in here.said if staff in text]
