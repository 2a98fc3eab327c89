"""The visit that is set aside while staff use the kiosk: as it was, whatever they do, and for as long as they like."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt

from kiosk import helping
from kiosk.presets import card
from kiosk.roles import Role
from kiosk.stage import Aside, Asking, Welcome
from tests.ui.staff_rig import at_name, make_console, texts
from ui import acts
from ui.desk import LASTS, WARNS
from ui.presets import Presets


@pytest.fixture
def kiosk(rig):
    """A kiosk whose office keeps what it is asked."""
    return partial(make_console, rig)


def test_a_held_one_is_sent_again_in_the_middle_of_a_question_and_the_visit_is_as_it_was(kiosk):
    """The person has typed half a name, in large white words on black; staff come, and go."""
    rig = kiosk()
    display = replace(rig.visit.display, text_size="largest", theme="white_on_black", yes_no=True)
    rig.go(lambda: rig.visit.show(display))
    field = at_name(rig)
    field.setCursorPosition(4)
    rig.window.scroller.verticalScrollBar().setValue(60)
    before = rig.visit.stage, rig.visit.language, field.text(), field.objectName()
    place = rig.window.scroller.verticalScrollBar().value()

    rig.press("Ask a person")
    rig.press("For staff")
    rig.go(lambda: rig.window.desk.enter("739182"))
    assert rig.visit.display.text_size == "normal"
    rig.press("Held until you decide")
    rig.press("Send KTM 7RF 2WD again")
    assert rig.office.asked == [("send_again", "KTM7RF2WD")]
    assert "KTM 7RF 2WD will be sent again." in texts(rig)
    rig.key(Qt.Key.Key_Escape)
    rig.press("Close this, and give the visit back")

    now = rig.focus
    assert (rig.visit.stage, rig.visit.language, now.text(), now.objectName()) == before
    assert now.cursorPosition() == 4
    assert rig.window.scroller.verticalScrollBar().value() == place
    assert rig.visit.display == display
    assert rig.visit.aside is None
    assert rig.window.desk.role is None


def test_the_switches_of_the_person_are_theirs_again_and_move_nothing_meanwhile(kiosk):
    """M9: they need not be found out a second time."""
    rig = kiosk()
    rig.to_question()
    rig.go(lambda: rig.visit.open(Aside.SWITCHES))
    for key in (Qt.Key.Key_F13, Qt.Key.Key_F13, Qt.Key.Key_F14, Qt.Key.Key_F14):
        rig.key(key)
    keys, focus = rig.switches.keys, None
    assert "" not in keys
    rig.let_in()
    focus = rig.focus
    rig.key(Qt.Key.Key_F13)
    assert (rig.focus, rig.visit.aside) == (focus, Aside.STAFF)
    rig.go(rig.visit.close)
    assert rig.switches.keys == keys
    assert rig.visit.display.switches == 2
    rig.key(Qt.Key.Key_F13)
    assert rig.focus is not rig.window.first


def test_the_curtain_lifts_for_staff_and_is_drawn_again(kiosk):
    """P2."""
    rig = kiosk()
    rig.to_question()
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, curtain=True)))
    rig.let_in()
    assert not rig.visit.display.curtain
    rig.go(rig.visit.close)
    assert rig.visit.display.curtain


def test_the_visit_has_no_limit_while_staff_are_there_and_the_console_has_its_own(kiosk):
    """T1, T2: it says so in time, any key goes on, and it locks by itself; then the idle rule holds again."""
    rig = kiosk()
    at_name(rig)
    rig.let_in()
    for _ in range(20):
        rig.second(LASTS - WARNS - 1)
        rig.key(Qt.Key.Key_Down)
    assert rig.visit.aside is Aside.STAFF
    rig.second(LASTS - WARNS + 1)
    assert f"lock in {WARNS:.0f} seconds" in texts(rig)
    focus = rig.focus.objectName()
    rig.key(Qt.Key.Key_Return)
    assert "lock in" not in texts(rig)
    assert (rig.visit.aside, rig.focus.objectName()) == (Aside.STAFF, focus), "that key did nothing else"
    rig.second(LASTS - 1)
    rig.second(2)
    assert (rig.visit.aside, rig.window.desk.role) == (None, None)
    assert isinstance(rig.visit.stage, Asking)
    assert rig.office.notes[-1][1:3] == ("silence", "allowed")
    rig.second(181)
    assert rig.visit.aside is Aside.IDLE
    rig.second(61)
    assert rig.visit.stage == Welcome()


def test_a_console_that_is_read_aloud_is_left_twice_as_long(kiosk):
    """T1."""
    rig = kiosk()
    rig.let_in()
    rig.go(lambda: acts.read_aloud(rig.window.desk, rig.visit, wanted=True))
    rig.second(LASTS + 10)
    assert rig.visit.aside is Aside.STAFF
    rig.second(LASTS)
    assert rig.visit.aside is None


@pytest.mark.parametrize("aside", [Aside.HELP, Aside.STOP, Aside.DISPLAY])
def test_a_press_on_the_bar_locks_the_console_and_opens_over_the_visit(kiosk, aside):
    rig = kiosk()
    at_name(rig)
    large = replace(rig.visit.display, text_size="large")
    rig.go(lambda: rig.visit.show(large))
    rig.let_in()
    rig.go(lambda: rig.window.open(aside))
    assert (rig.visit.aside, rig.visit.display, rig.window.desk.role) == (aside, large, None)


def test_an_ended_visit_leaves_nothing_of_the_person_to_whoever_comes_next(kiosk):
    """P1: neither their answers nor how they saw and heard."""
    rig = kiosk()
    at_name(rig)
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, theme="soft", curtain=True)))
    usual = type(rig.visit.display)()
    rig.let_in(Role.STAFF)
    rig.press("End the visit")
    rig.press("The person has left")
    assert (rig.visit.stage, rig.visit.aside, rig.visit.display) == (Welcome(), None, usual)
    assert ("end", "allowed", "left") in [note[1:] for note in rig.office.notes]


def test_a_fault_while_the_console_is_open_locks_it(kiosk):
    rig = kiosk()
    at_name(rig)
    large = replace(rig.visit.display, text_size="large")
    rig.go(lambda: rig.visit.show(large))
    rig.let_in()
    rig.go(rig.visit.fail)
    assert (rig.visit.aside, rig.window.desk.role, rig.visit.display) == (None, None, large)


def test_a_card_that_is_held_to_the_scanner_meanwhile_sets_nothing(kiosk):
    """A17: one for Listen would read the staff's pages out in the person's headphones."""
    rig = kiosk()
    at_name(rig)
    mine = rig.visit.display
    rig.let_in()
    theirs = rig.visit.display
    Presets(rig.window, rig.visit).card(card(["listen", "large"]))
    assert (rig.visit.display, rig.visit.aside) == (theirs, Aside.STAFF)
    rig.go(rig.visit.close)
    assert rig.visit.display == mine


def test_staff_hand_over_with_settings_of_somebody_s_choice(kiosk):
    """S4: the console closes, and the page of presets shows to whoever stands there, as they see and hear."""
    rig = kiosk()
    rig.let_in(Role.VOLUNTEER)
    rig.press("Start somebody with settings")
    rig.press("Choose settings now")
    assert (rig.visit.aside, rig.window.desk.role) == (Aside.PRESETS, None)
    assert rig.visit.display.read_aloud


def test_staff_offer_to_help_and_the_person_is_asked(kiosk):
    """S2: over their own page, in their own display; it holds only once they agree."""
    rig = kiosk()
    at_name(rig)
    large = replace(rig.visit.display, text_size="large")
    rig.go(lambda: rig.visit.show(large))
    rig.let_in(Role.STAFF)
    rig.press("Help somebody fill in a form")
    rig.press("Offer to help")
    assert (rig.visit.aside, rig.visit.display, rig.window.desk.role) == (Aside.HELPER_AGREE, large, None)
    assert rig.visit.helped is None
    rig.go(lambda: helping.agree(rig.visit))
    assert rig.visit.helped.who == "staff"
