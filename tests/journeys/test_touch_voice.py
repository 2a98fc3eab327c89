"""What the voice says to a finger: where nothing can be pressed, and what it explores (M2, M6)."""

from dataclasses import replace

import pytest

from kiosk.display import Display
from kiosk.forms import xform
from kiosk.speech.speaker import Speaker
from kiosk.stage import Welcome
from tests.journeys.keyboard import Citizen, Keyboard
from tests.journeys.kiosk import Listener
from tests.scenario import flat
from tests.speech.fakes import FakeAfter, FakeVoice
from tests.ui.hand import Hand, empty
from tests.ui.kiosk_rig import settle
from ui.parts.choice import CheckRow
from ui.reader import Reader

NOTHING = "Nothing to press here."


@pytest.fixture
def speaking(kiosk):
    """A kiosk that reads its first question until the test says that it is done; its voice, and a hand."""
    here = kiosk()
    voices = []

    def voice(hear):
        voices.append(FakeVoice(hear))
        return voices[-1]

    reader = here.reader = Reader(
        here.window, here.visit, lambda state, spot: Speaker(voice, state, spot, FakeAfter())
    )
    here.window.opened.connect(reader.opened)
    here.window.activity.alive.connect(reader.silence)
    here.touch.missed.connect(reader.missed)
    Citizen(here, Keyboard(here.window), {}).come("missed-bin")
    here.seconds += 10
    voices[-1].tell("ready")
    voices[-1].tell("started")
    settle()
    voices[-1].told.clear()
    return here, voices[-1], Hand(here)


@pytest.fixture
def explored(kiosk):
    """A kiosk at its first question that is explored by touch; a hand; how to hear what is new."""

    def make(**wishes):
        here = kiosk(voice=Listener, display=Display(explore=True), **wishes)
        Citizen(here, Keyboard(here.window), {}).come("missed-bin")
        here.seconds += 10
        heard = len(here.said)
        return here, Hand(here), lambda: [text for _language, text in here.said[heard:]]

    return make


def test_while_it_reads_only_a_tap_is_answered(speaking):
    """M2, A3: a hand laid down to rest does not take away what is being said; a tap is told once it is one."""
    here, voice, hand = speaking
    hand.press(empty(here))
    hand.wait(5)
    hand.lift()
    assert voice.told == []
    hand.tap(empty(here))
    settle()
    assert voice.text == NOTHING


def test_in_silence_a_miss_is_answered_at_once_and_only_once(speaking):
    """M2: as the finger comes down."""
    here, voice, hand = speaking
    voice.tell("finished")
    settle()
    hand.press(empty(here))
    settle()
    assert voice.text == NOTHING
    assert here.window.caption.text == NOTHING
    hand.wait(0.1)
    hand.lift()
    settle()
    assert voice.told == ["say"]


def test_a_press_that_meets_something_silences_at_once(speaking):
    """A3."""
    here, voice, hand = speaking
    hand.press(here.window.findChildren(CheckRow)[0])
    assert "stop" in voice.told


def test_a_touch_anywhere_at_the_welcome_begins_the_voice(kiosk):
    """A2: whoever cannot see where to press hears how to go on."""
    here = kiosk(voice=Listener)
    assert isinstance(here.visit.stage, Welcome)
    assert here.said == []
    Hand(here).tap(empty(here))
    assert [said.startswith("Choose your language.") for _code, said in here.said] == [True]


def test_nothing_is_said_while_reading_aloud_is_off(kiosk):
    """M2: the mark and its words are seen."""
    here = kiosk(voice=Listener, display=Display(read_aloud=False))
    here.go(lambda: here.visit.begin("en"))
    here.seconds += 10
    Hand(here).tap(empty(here))
    assert here.said == []


def test_a_finger_that_explores_hears_each_thing_as_it_says_itself(explored):
    """M6, A5: as when it takes the focus, and once."""
    here, hand, heard = explored()
    first, second = here.window.findChildren(CheckRow)[:2]
    hand.press(first)
    hand.move(first)
    at = hand.move(second)
    hand.lift(at)
    said = [text.partition(". Tap twice")[0] for text in heard()]
    assert len(said) == 2
    assert said[0].endswith(f"{first.words}. Not chosen. 1 of 5")
    assert said[1] == f"{second.words}. Not chosen. 2 of 5"


def test_a_second_tap_says_what_it_chose(explored):
    """M6, M12."""
    here, hand, heard = explored()
    row = here.window.findChildren(CheckRow)[0]
    hand.tap(row)
    hand.wait(0.3)
    hand.tap(row)
    assert row.isChecked()
    assert heard()[-1].startswith(f"{row.words}. Chosen. 1 of 5.")


def test_text_and_empty_space_are_said(explored):
    """M6, A1: what is no control, too."""
    here, hand, heard = explored()
    heading = here.page.screen_shown.heading
    hand.press(hand.spot(heading, 0.02))
    hand.lift()
    hand.wait(2)
    hand.tap(hand.spot(here.window.scroller, 0.99, 0.5))
    assert heard() == [heading.text(), "Nothing here."]


def test_text_of_a_form_is_said_in_its_own_language(kiosk):
    """L3, M6."""
    here = kiosk(language="cy", voice=Listener, display=Display(explore=True))
    hand = Hand(here)
    form = xform.load(flat(name="string"))
    here.visit._means = replace(here.visit._means, load_form=lambda _service: form)
    Citizen(here, Keyboard(here.window), {}).come("missed-bin")
    here.seconds += 10
    hand.tap(hand.spot(here.page.screen_shown.heading, 0.02))
    assert here.said[-1][0] == "en"
    assert here.said[-1][1].startswith("Name")
    hand.wait(2)
    hand.tap(hand.spot(here.window.top.title, 0.02))
    assert here.said[-1][0] == "cy"
