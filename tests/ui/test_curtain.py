"""The curtain: one colour for the eyes, everything else as ever, and never a blank screen without a voice (P2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from kiosk import catalogue
from kiosk.catalogue import BUILT_IN
from kiosk.keys import Command
from kiosk.stage import Aside, Asking, Welcome
from tests.ui.hand import Hand
from tests.ui.kiosk_rig import settle
from tests.ui.spoken_rig import Spoken

HOW = "The screen is hidden. To show it, press Display, then More ways to use this kiosk."


@pytest.fixture
def kiosk(qtbot):
    made = []

    def make(curtain=True, **wishes):
        made.append(rig := Spoken(catalogue.load(BUILT_IN), **wishes))
        qtbot.addWidget(rig.window)
        rig.go(lambda: rig.visit.begin("en"))
        rig.go(lambda: rig.visit.choose("missed-bin"))
        rig.go(rig.visit.start)
        if curtain:
            draw(rig, True)
        rig.seconds += 10
        return rig

    yield make
    for each in made:
        each.close()


def draw(rig, on):
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, curtain=on)))


def colours(rig):
    """Every colour on the window."""
    image = rig.window.grab().toImage()
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def black(rig):
    return colours(rig) == {0xFF000000}


def names(rig):
    def walk(node):
        yield node.text(QAccessible.Text.Name)
        for number in range(node.childCount()):
            yield from walk(node.child(number))

    return [name for name in walk(QAccessible.queryAccessibleInterface(rig.window)) if name]


def test_the_whole_window_is_one_colour_and_a_screen_reader_finds_all_as_before(kiosk):
    """P2."""
    rig = kiosk(curtain=False)
    before = set(names(rig))
    assert len(colours(rig)) > 2
    draw(rig, True)
    assert black(rig)
    assert set(names(rig)) >= before - {"More", "Top"}
    assert "Which bin was missed?" in before


def test_every_page_and_what_lies_over_it_is_hidden_and_keys_and_voice_go_on(kiosk):
    """P2: a question is answered without light."""
    rig = kiosk()
    rig.heard()
    for _ in range(2):
        rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    said = rig.heard()
    assert said[-1].startswith("Recycling (blue bin). Chosen")
    assert black(rig)
    for aside in Aside:
        rig.go(lambda aside=aside: rig.visit.open(aside))
        assert black(rig), aside
    rig.go(rig.visit.close)
    rig.press("Continue")
    assert rig.visit.stage != Asking("/data/your_bin/bin")
    assert black(rig)
    assert rig.heard()


def test_it_is_said_when_it_comes_and_goes(kiosk):
    """P2."""
    rig = kiosk(curtain=False)
    rig.heard()
    draw(rig, True)
    assert rig.heard() == [HOW.replace("hidden.", "hidden now.").replace("show it,", "show it again,")]
    draw(rig, False)
    assert rig.heard() == ["The screen shows again."]


def test_it_is_offered_in_ways_and_lifted_there_with_keys_alone(kiosk):
    """P2, M7."""
    rig = kiosk(curtain=False)
    rig.go(lambda: rig.visit.open(Aside.WAYS))
    for wanted in ("ways.curtain_on", "ways.curtain_off"):
        for _ in range(60):
            if rig.focus.objectName() == wanted:
                break
            rig.key(Qt.Key.Key_Down)
        rig.key(Qt.Key.Key_Return)
        assert black(rig) is (wanted == "ways.curtain_on")
    assert "The screen shows again." in rig.heard()


@pytest.mark.parametrize("mouse", [True, False])
def test_a_touch_says_how_to_lift_it_and_presses_nothing(kiosk, mouse):
    """P2."""
    rig = kiosk()
    hand = Hand(rig, mouse=mouse)
    rig.heard()
    hand.tap(rig.window.bar.buttons[0])
    assert rig.visit.aside is None
    assert rig.heard() == [HOW]
    assert black(rig)


def test_who_explores_by_touch_goes_on_hearing_what_lies_there(kiosk):
    """P2, M6."""
    rig = kiosk()
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, explore=True)))
    rig.heard()
    hand = Hand(rig, mouse=False)
    hand.tap(rig.window.bar.buttons[0])
    assert any(said.startswith("Help") for said in rig.heard())
    assert black(rig)


def test_a_touch_takes_the_idle_warning_away(kiosk):
    """T2: and says nothing else over the page that is read."""
    rig = kiosk()
    rig.second(181)
    assert rig.visit.aside is Aside.IDLE
    assert black(rig)
    rig.heard()
    Hand(rig, mouse=False).tap(rig.window.bar.buttons[0])
    assert rig.visit.aside is None
    assert HOW not in rig.heard()


@pytest.mark.parametrize("end", ["end", "idle", "fault"])
def test_it_is_lifted_by_the_end_of_the_visit(kiosk, end):
    """P2, V9."""
    rig = kiosk()
    if end == "idle":
        rig.second(241)
        assert rig.visit.stage == Welcome()
    else:
        rig.go(rig.visit.end if end == "end" else rig.visit.fail)
    assert not black(rig)


def test_it_lifts_itself_when_the_voice_breaks_and_comes_back_with_it(kiosk):
    """P2: never a blank screen with no voice."""
    rig = kiosk()
    assert black(rig)
    rig.window.set_voice_trouble("This kiosk cannot read aloud.")
    assert not black(rig)
    rig.window.set_voice_trouble("")
    assert black(rig)


def test_it_lifts_when_reading_aloud_is_turned_off(kiosk):
    """P2."""
    rig = kiosk()
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, read_aloud=False)))
    assert not black(rig)


def test_a_key_draws_and_lifts_it_but_never_without_a_voice(kiosk):
    """P2: the key that keypads have for it."""
    rig = kiosk(curtain=False)
    rig.window.keypad.do(Command.CURTAIN)
    assert black(rig)
    rig.window.keypad.do(Command.CURTAIN)
    assert not black(rig)
    rig.window.set_voice_trouble("This kiosk cannot read aloud.")
    rig.window.keypad.do(Command.CURTAIN)
    assert not rig.visit.display.curtain


def test_it_is_offered_only_to_who_is_read_to(kiosk):
    """P2: without a voice it would change nothing."""
    rig = kiosk(curtain=False)
    rig.go(lambda: rig.visit.open(Aside.WAYS))
    heading = rig.visit.words.say("ways.curtain")
    assert heading in rig.page.screen_shown.texts()
    rig.window.set_voice_trouble("This kiosk cannot read aloud.")
    rig.window.refresh()
    assert heading not in rig.page.screen_shown.texts()
    rig.window.set_voice_trouble("")
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, read_aloud=False)))
    assert heading not in rig.page.screen_shown.texts()


def test_what_comes_later_lies_beneath_it(kiosk):
    """P2: keys on the screen, a larger window, other words."""
    rig = kiosk()
    rig.window.resize(1600, 1000)
    settle()
    assert black(rig)
    rig.go(lambda: rig.visit.speak("cy"))
    assert black(rig)
    rig.go(lambda: setattr(rig.visit, "stage", Asking("/data/your_details/full_name")))
    rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    assert rig.window.typing.board is not None
    assert black(rig)
