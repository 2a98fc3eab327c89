"""The keyboard alone, and five keys alone, do everything (M3, M7)."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kiosk.display import Display
from kiosk.stage import Aside, Asking, Before, Categories, CheckAnswers, Goodbye, Welcome
from tests.ui.kiosk_rig import PLACES, settle
from ui.parts.button import Button

KEY = Qt.Key


@pytest.mark.parametrize("place", sorted(PLACES.keys() - {Aside.LEARN.value, Aside.SWITCHES.value, Aside.IDLE.value}))
@pytest.mark.parametrize("keys", [(KEY.Key_Down, KEY.Key_Up), (KEY.Key_Tab, KEY.Key_Backtab)])
def test_the_arrows_and_tab_reach_everything_and_come_round(rig, place, keys):
    kiosk = rig()
    PLACES[place](kiosk)
    everything = set(kiosk.controls())
    for key in keys:
        reached, start = set(), kiosk.focus
        for _ in range(len(everything) + 1):
            kiosk.key(key)
            reached.add(kiosk.focus)
        assert reached == everything
        start.setFocus()


def test_left_and_right_move_too_but_stay_in_a_field(rig):
    kiosk = rig()
    kiosk.to_question(1)
    kiosk.key(KEY.Key_Right)
    row = kiosk.focus
    kiosk.key(KEY.Key_Right)
    assert kiosk.focus is not row
    kiosk.key(KEY.Key_Left)
    assert kiosk.focus is row


def test_moving_never_chooses(rig):
    kiosk = rig()
    kiosk.to_question(1)
    for _ in range(12):
        kiosk.key(KEY.Key_Down)
    assert kiosk.visit.page.questions[0].raw == ""


def test_a_whole_service_with_five_keys(rig):
    """Down to each control by its words, Enter to press; typing apart, no other key."""
    kiosk = rig()

    def enter(words):
        for _ in range(40):
            if getattr(kiosk.focus, "words", None) == words:
                return kiosk.key(KEY.Key_Return)
            kiosk.key(KEY.Key_Down)
        raise AssertionError(words)

    def type_in(text):
        while not isinstance(kiosk.focus, QLineEdit):
            kiosk.key(KEY.Key_Down)
        for letter in text:
            kiosk.key(getattr(KEY, f"Key_{letter.upper()}"))

    enter("English")
    enter("Bins and recycling")
    enter("Report a missed bin")
    enter("Start now")
    enter("Recycling bin (blue lid)")
    enter("Continue")
    for part in ("17", "11", "2026"):
        type_in(part)
        kiosk.key(KEY.Key_Down)
    enter("Continue")
    type_in("ann")
    kiosk.key(KEY.Key_Down)
    enter("Continue")
    enter("Recycling bin (blue lid)")
    enter("Continue")
    assert isinstance(kiosk.visit.stage, CheckAnswers)
    enter("Continue")
    enter("Send my report")
    kiosk.outbox.promises[-1].set_result("KTM7RF2WD")
    settle()
    enter("Finish")
    assert isinstance(kiosk.visit.stage, Goodbye)
    instance = kiosk.outbox.taken[0].instance.decode()
    assert ">blue<" in instance
    assert ">ann<" in instance
    assert ">2026-11-17<" in instance


def test_enter_in_a_field_goes_on(rig):
    kiosk = rig()
    kiosk.to_question(2)
    kiosk.window.findChild(QLineEdit).setFocus()
    kiosk.key(KEY.Key_7)
    kiosk.key(KEY.Key_Backspace)
    kiosk.key(KEY.Key_Return)
    assert kiosk.visit.stage == Asking("/data/you")


def test_enter_on_the_heading_does_not(rig):
    kiosk = rig()
    kiosk.to_question(2)
    stage = kiosk.visit.stage
    kiosk.key(KEY.Key_Return)
    assert kiosk.visit.stage == stage


def test_escape_closes_an_aside_and_else_goes_back(rig):
    kiosk = rig()
    kiosk.to_aside(Aside.HELP)
    kiosk.key(KEY.Key_Escape)
    assert kiosk.visit.aside is None
    assert isinstance(kiosk.visit.stage, Asking)
    kiosk.key(KEY.Key_Escape)
    assert isinstance(kiosk.visit.stage, Before)


def test_page_keys_turn_the_page(rig):
    kiosk = rig(shape="square", display=Display(text_size="largest"))
    kiosk.to_check()
    bar = kiosk.window.scroller.verticalScrollBar()
    kiosk.key(KEY.Key_PageDown)
    assert bar.value() > 0
    kiosk.key(KEY.Key_PageUp)
    assert bar.value() == 0


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Space])
def test_a_key_held_down_presses_once(rig, key):
    kiosk = rig()
    presses = []
    button = Button("Press", kiosk.theme, lambda: presses.append(1))
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True, 1)
    button.keyPressEvent(held)
    button.keyPressEvent(held)
    assert presses == []
    button.close()


def test_a_press_shows_at_once(rig):
    kiosk = rig()
    kiosk.to_before()
    button = kiosk.buttons()["Start now"]
    before = button.grab().toImage()
    button.setDown(True)
    after = button.grab().toImage()
    assert before.size() == after.size()
    assert before.pixelColor(9, 9) != after.pixelColor(9, 9)


def test_the_back_button_leads_back_all_the_way(rig):
    kiosk = rig()
    kiosk.to_question(2)
    seen = []
    while kiosk.visit.words.say("button.back") in kiosk.buttons():
        kiosk.press("Back")
        seen.append(type(kiosk.visit.stage))
    assert seen[-2:] == [Categories, Welcome]
