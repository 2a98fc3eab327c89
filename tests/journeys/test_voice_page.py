"""The page of the voice: by touch, by keypad, by two switches and by one: all its keys do (A3, A6, A7, M9)."""

import pytest

from kiosk.display import Display
from kiosk.speech.steps import RATES, VOLUMES
from kiosk.stage import Aside, Asking
from tests.journeys.keyboard import KEY
from tests.journeys.slow import Slow
from tests.ui.hand import Hand
from tests.ui.kiosk_rig import settle
from ui.parts.button import Button

MOVE, PICK = KEY.Key_F13, KEY.Key_F14


@pytest.fixture
def slow(slow):
    """With a hand besides."""
    slow.hand = Hand(slow.here)
    return slow


def opener(here):
    return here.window.caption.opener


def button(here, key):
    wanted = here.visit.words.say(key)
    return next(b for b in here.window.findChildren(Button) if b.words == wanted and b.isVisible())


def tap(slow, widget):
    slow.here.seconds += 10
    slow.hand.tap(widget)
    settle()


def press_switch(slow, key):
    slow.here.seconds += 10
    slow.keyboard.press(key)


def switched(slow, way):
    """Two switches or one, found as a person finds them."""
    for key in (MOVE, MOVE, PICK, PICK) if way == "two switches" else (PICK,) * 4:
        press_switch(slow, key)
    slow.here.go(slow.here.visit.close)
    assert slow.here.visit.display.switches == (2 if way == "two switches" else 1)


def move_on(slow, way):
    """With one switch the kiosk moves on by itself, once it has said what it is at."""
    if way == "two switches":
        press_switch(slow, MOVE)
        return
    slow.tell("started", "finished")
    slow.here.seconds += 2.5
    slow.here.switches.tick()
    settle()


def reach(slow, way, widget):
    for _ in range(120):
        if slow.here.focus is widget:
            return
        move_on(slow, way)
    raise AssertionError(f"never at {widget}")


def to(slow, way, find):
    """Presses what ``find`` gives, by touch or by switches."""
    if way == "touch":
        widget = find(slow.here)
        slow.here.window.scroller.ensureWidgetVisible(widget) if slow.here.page.isAncestorOf(widget) else None
        tap(slow, widget)
    else:
        reach(slow, way, find(slow.here))
        press_switch(slow, PICK)


WAYS = pytest.mark.parametrize("way", ["touch", "two switches", "one switch"])


def begin(slow, way):
    if way != "touch":
        switched(slow, way)
    to(slow, way, opener)
    assert slow.here.visit.aside is Aside.VOICE


def test_the_way_to_it_is_in_the_same_place_on_every_page_and_in_the_tab_order(slow):
    """C11, M7: between what leads on and the five ways out."""
    here, places = slow.here, set()
    for aside in (None, Aside.HELP, Aside.VOICE, Aside.DISPLAY):
        here.go(lambda aside=aside: here.visit.open(aside) if aside else None)
        places.add(here.at(opener(here)).getRect())
        slow.keyboard.to(lambda widget: widget.objectName() == "bar.help")
        slow.keyboard.press(KEY.Key_Up)
        assert here.focus is opener(here)
    assert len(places) == 1


@WAYS
def test_louder_quieter_faster_and_slower_are_heard_as_they_change(slow, way):
    """A6, A7."""
    begin(slow, way)
    reader = slow.here.reader
    before = reader.settings
    for key, said in (
        ("slower", "Slower."),
        ("faster", "Faster."),
        ("quieter", "Quieter."),
        ("louder", "Louder."),
    ):
        to(slow, way, lambda here, key=key: button(here, f"volume.{key}"))
        assert slow.voice.text == said
        assert slow.caption == said
    assert reader.settings == before
    to(slow, way, lambda here: button(here, "volume.slower"))
    assert reader.settings.wpm == RATES[RATES.index(before.wpm) - 1]
    assert slow.here.visit.aside is Aside.VOICE


@WAYS
def test_it_goes_on_where_the_page_was_cut(slow, way):
    """A3: pause is any press; this resumes."""
    if way != "touch":
        switched(slow, way)
        reach(slow, way, opener(slow.here))
        slow.keyboard.press(KEY.Key_F3)  # long enough to be cut
        slow.tell("started")
    said = slow.voice.text
    assert "Question 1. Your bin." in said
    slow.tell("word", start=20, end=25)
    to(slow, way, opener)
    to(slow, way, lambda here: button(here, "voice.go_on"))
    assert slow.here.visit.aside is None
    assert slow.voice.text == said[20:]


@WAYS
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("again", "Question 1. Your bin. Which bin was missed?"),
        ("where", "Report a missed bin. Question 1. Your bin. Which bin was missed?"),
        ("read", "Merrow Borough Council. Report a missed bin. Question 1. Your bin. Which bin"),
    ],
)
def test_what_is_read_is_of_the_page_beneath(slow, way, key, said):
    """A1, A3."""
    begin(slow, way)
    to(slow, way, lambda here: button(here, f"voice.{key}"))
    assert slow.here.visit.aside is None
    assert isinstance(slow.here.visit.stage, Asking)
    assert slow.voice.text.startswith(said)


def test_reading_all_of_a_page_says_every_choice_and_what_leads_on(slow):
    """A1, A16: in the order shown, without what to press at every line."""
    slow.keyboard.press(KEY.Key_Down)
    slow.keyboard.press(KEY.Key_Space)
    slow.keyboard.press(KEY.Key_F4)
    assert slow.voice.text == (
        "Merrow Borough Council. Report a missed bin. "
        "Question 1. Your bin. Which bin was missed? If we missed more than one, choose them all. "
        "Rubbish (black bin). Chosen. 1 of 5. Recycling (blue bin). Not chosen. 2 of 5. "
        "Food waste (brown caddy). Not chosen. 3 of 5. Garden waste (green bin). Not chosen. 4 of 5. "
        "Nappies or pads (purple bags). Not chosen. 5 of 5. Back. Continue."
    )


def test_where_am_i_says_what_has_the_focus_last(slow):
    """A16."""
    slow.keyboard.press(KEY.Key_Down)
    slow.keyboard.press(KEY.Key_F3)
    assert slow.voice.text == (
        "Report a missed bin. Question 1. Your bin. Which bin was missed? "
        "Rubbish (black bin). Not chosen. 1 of 5. Press Enter to choose this."
    )


def test_the_usual_loudness_and_speed_come_back_with_the_next_person(slow):
    """A6, V9: never more than 65 dBA at the start, whatever the one before chose."""
    usual = slow.here.reader.settings
    begin(slow, "touch")
    for key in ("louder", "faster"):
        to(slow, "touch", lambda here, key=key: button(here, f"volume.{key}"))
    slow.here.go(slow.here.visit.end)
    assert slow.here.reader.settings == usual
    assert usual.volume < VOLUMES[-1]


def test_who_turned_reading_aloud_off_has_the_room_back(kiosk):
    """A13: nothing is offered that would do nothing; Display turns it on again."""
    slow = Slow(kiosk(display=Display(read_aloud=False)))
    assert not opener(slow.here).isVisible()


def test_beside_a_screen_reader_there_is_none_either(slow):
    """D3: it has its own keys for all this."""
    slow.here.reader.give_way(True)
    assert not opener(slow.here).isVisible()
    slow.here.reader.give_way(False)
    assert opener(slow.here).isVisible()
