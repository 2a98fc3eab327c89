"""The keyboard alone, and five keys alone, do everything (M3, M7)."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.config import Config
from kiosk.display import Display
from kiosk.errors import ConfigError
from kiosk.keys import Command
from kiosk.stage import Aside, Asking, Before, Categories, CheckAnswers, Goodbye, Welcome
from tests.ui.kiosk_rig import PLACES, settle
from ui.keypad import read
from ui.parts.button import Button

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

KEY = Qt.Key
PAGES = sorted(PLACES.keys() - {"idle", "learn", "switches"})
"""All pages but those where any key leaves or is only looked at."""


@pytest.mark.parametrize(
    "place", sorted(PLACES.keys() - {Aside.LEARN.value, Aside.SWITCHES.value, Aside.IDLE.value})
)
def test_the_arrows_and_tab_reach_everything_and_come_round(rig, place):
    kiosk = rig()
    PLACES[place](kiosk)
    everything = set(kiosk.controls())
    for key in (KEY.Key_Down, KEY.Key_Up, KEY.Key_Tab, KEY.Key_Backtab):
        reached, start = set(), kiosk.focus
        for _ in range(len(everything) + 1):
            kiosk.key(key)
            reached.add(kiosk.focus)
        assert reached == everything
        start.setFocus()


def one_round(kiosk):
    """What as many Tabs as there are controls come by, with nothing done in between that Qt has put off."""
    window, come_by = kiosk.window, []
    for _ in kiosk.controls():
        QTest.keyClick(window.focusWidget(), KEY.Key_Tab)
        come_by.append(window.focusWidget())
    return [(widget.objectName(), widget.accessibleName()) for widget in come_by]


@pytest.mark.parametrize("place", ["welcome", "choice", "fields", "check"])
def test_keys_pressed_before_the_page_is_quite_there_go_the_usual_way(rig, place):
    kiosk = rig()
    PLACES[place](kiosk)
    kiosk.visit.speak("cy")
    kiosk.window.refresh()
    typed_ahead = one_round(kiosk)
    settle()
    kiosk.window.first.setFocus()
    assert typed_ahead == one_round(kiosk)
    assert len(set(typed_ahead)) == len(kiosk.controls())


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
    enter("Skip this")
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


FIVE = (KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right)


@pytest.mark.parametrize("place", PAGES)
def test_every_control_of_every_page_is_reached_and_left_with_the_arrows(rig, place):
    """M7: from anywhere on a page the arrows lead anywhere else on it, whatever has been typed; no traps."""
    kiosk = rig(language="ur")  # where left and right are the other way round
    PLACES[place](kiosk)
    for field in kiosk.window.sheet.findChildren(QLineEdit):
        field.setText("12")
    everything, leads = kiosk.controls(), {}
    for control in everything:
        leads[control] = set()
        for key in FIVE:
            control.setFocus()
            kiosk.key(key)
            leads[control].add(kiosk.focus)
    for start in everything:
        assert reached(start, leads) == set(everything)


def reached(start, leads):
    """All that ``start`` leads to in some number of steps, itself among them."""
    found, fresh = {start}, [start]
    while fresh:
        new = leads[fresh.pop()] - found
        found |= new
        fresh += new
    return found


def test_past_the_end_it_comes_round_after_it_was_said_once(rig):
    """M7: who hears the page knows that it is over; who sees it, or has a screen reader, just goes on."""
    kiosk = rig()
    kiosk.to_question(1)
    told = []
    kiosk.window.keypad.tell = lambda words: told.append(words) or True
    heading, last = kiosk.window.first, kiosk.window.bar.buttons[-1]
    for key, start, end, words in (
        (KEY.Key_Up, heading, last, "This is the top of the page. Press again to go to the end."),
        (KEY.Key_Down, last, heading, "This is the end of the page. Press again to go to the top."),
    ):
        assert kiosk.focus is start
        kiosk.key(key)
        assert kiosk.focus is start
        assert told.pop() == words
        kiosk.key(key)
        assert kiosk.focus is end
        assert told == []
        kiosk.window.keypad.tell = lambda words: told.append(words) or True
        end.setFocus()
    kiosk.window.keypad.tell = lambda _words: False
    kiosk.key(KEY.Key_Up)
    assert kiosk.focus is last


@pytest.mark.parametrize("key", [KEY.Key_Down, KEY.Key_Escape, KEY.Key_A, KEY.Key_F1])
def test_the_repeats_of_a_key_held_down_are_nothing(rig, key):
    """M3: not even a sign of life, so that what the press led to is still said."""
    kiosk = rig()
    kiosk.to_question(3)
    kiosk.window.findChild(QLineEdit).setFocus()
    alive = []
    kiosk.window.activity.alive.connect(lambda: alive.append(1))
    before = (kiosk.focus, kiosk.focus.text(), kiosk.visit.stage, kiosk.visit.aside)
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "a", True)
        QApplication.sendEvent(kiosk.window.windowHandle(), held)
    settle()
    assert (kiosk.focus, kiosk.focus.text(), kiosk.visit.stage, kiosk.visit.aside) == before
    assert alive == []


@pytest.fixture
def padded(rig, tmp_path):
    """A kiosk that reads the keypads named, at a page with boxes to type in."""

    def make(*keys):
        kiosk = rig(config=Config(tmp_path, keys=keys, windowed=True))
        kiosk.to_question(3)
        return kiosk

    return make


@pytest.mark.parametrize("keys", [("numpad",), ("votingworks",)])
def test_nobody_who_types_loses_a_letter_a_digit_or_a_sign(padded, keys):
    """M8: what a profile makes of them holds only where nobody types."""
    kiosk = padded(*keys)
    field = kiosk.window.findChild(QLineEdit)
    field.setFocus()
    for letter in "Prl, M-1=2.+457":
        kiosk.key(letter)
    assert field.text() == "Prl, M-1=2.+457"
    assert kiosk.visit.aside is None


def test_a_number_pad_leaves_a_field_by_hash_and_moves_by_digits_elsewhere(padded):
    """M7, M8."""
    kiosk = padded("numpad")
    first, second = kiosk.window.findChildren(QLineEdit)[:2]
    first.setFocus()
    kiosk.key("8")
    assert (first.text(), kiosk.focus) == ("8", first)
    kiosk.key("#")
    assert kiosk.focus is second
    kiosk.window.first.setFocus()
    kiosk.key("8")
    assert kiosk.focus is first
    assert first.text() == "8"


@pytest.mark.parametrize(
    ("key", "aside"), [(KEY.Key_R, Aside.HELP), (KEY.Key_L, Aside.LANGUAGE), (KEY.Key_F1, None)]
)
def test_a_key_opens_what_its_profile_says(padded, key, aside):
    """M8."""
    kiosk = padded("votingworks")
    kiosk.key(key)
    assert kiosk.visit.aside is aside


def test_forward_is_continue_and_back_is_back(padded):
    """M8: F22 and F21 of EZ Access."""
    kiosk = padded("ez-access")
    kiosk.fill()
    stage = kiosk.visit.stage
    kiosk.key(KEY.Key_F22)
    assert kiosk.visit.stage != stage
    kiosk.key(KEY.Key_F21)
    assert kiosk.visit.stage == stage


def test_no_key_opens_anything_while_answers_are_sent(rig):
    """M7: a moment; nothing may come between."""
    kiosk = rig()
    kiosk.to_sending()
    kiosk.key(KEY.Key_F1)
    assert kiosk.visit.aside is None


def test_a_chord_is_no_key_of_a_keypad(padded):
    """M7: Ctrl and P is somebody's habit, not a question to the kiosk."""
    kiosk = padded("votingworks")
    QTest.keyClick(kiosk.window.windowHandle(), KEY.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert kiosk.visit.aside is None


@pytest.mark.parametrize("command", [Command.REPEAT, Command.CURTAIN, Command.MOVE])
def test_what_is_not_the_windows_own_is_passed_on(padded, command):
    """M8: the voice, the curtain and the switches listen."""
    kiosk = padded("keyboard")
    asked = []
    kiosk.window.keypad.asked.connect(asked.append)
    kiosk.window.keypad.do(command)
    assert asked == [command]


def test_a_profile_of_the_data_folder_names_keys_as_qt_does(rig, tmp_path):
    """M8: a name that Qt does not have is told before anybody comes."""
    (tmp_path / "keys").mkdir()
    file = tmp_path / "keys" / "ours.toml"
    text = 'title = { en = "Ours" }\n[[key]]\nnames = ["%s"]\ndoes = "person"\nlooks = { en = "Bell" }\n'
    file.write_text(text % "F30", encoding="utf-8")
    kiosk = rig(config=Config(tmp_path, windowed=True))
    kiosk.key(KEY.Key_F30)
    assert kiosk.visit.aside is Aside.PERSON
    file.write_text(text % "F99", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ours\.toml: key 1 \(F99\): there is no key called 'F99'\."):
        read(Config(tmp_path))


def test_the_back_button_leads_back_all_the_way(rig):
    kiosk = rig()
    kiosk.to_question(2)
    seen = []
    while kiosk.visit.words.say("button.back") in kiosk.buttons():
        kiosk.press("Back")
        seen.append(type(kiosk.visit.stage))
    assert seen[-2:] == [Categories, Welcome]
