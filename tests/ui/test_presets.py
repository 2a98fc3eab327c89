"""Quick settings: by one tap, by five keys and by a card that a scanner reads (S4)."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk import presets
from kiosk.display import Display
from kiosk.stage import Aside, Asking, Welcome
from tests.ui.kiosk_rig import settle
from ui.cards import Cards

KEYS = {":": Qt.Key.Key_Colon, "+": Qt.Key.Key_Plus, "\r": Qt.Key.Key_Return}


@pytest.fixture
def kiosk(rig):
    def make(**wishes):
        made = rig(**wishes)
        made.paces = []
        made.told = []
        made.window.pace = made.paces.append
        made.window.keypad.tell = lambda words: made.told.append(words) or True
        made.cards = Cards(made.window, made.presets.card)
        return made

    return make


class Seen(QObject):
    """The keys that come to the window, as they come."""

    def __init__(self):
        super().__init__()
        self.kinds = []

    def eventFilter(self, _watched, event):  # noqa: N802 Qt calls it so
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}:
            self.kinds.append(event.type())
        return False


def typed(rig, text):
    """As a keyboard wedge does: each sign as a key."""
    for sign in text:
        key = KEYS.get(sign) or Qt.Key(ord(sign.upper()))
        QTest.keyClick(rig.window.windowHandle(), key)
    settle()


def scan(rig, names):
    typed(rig, presets.card(names) + "\r")


def into_box(rig):
    rig.to_question(3)
    box = rig.page.findChildren(QLineEdit)[0]
    box.setFocus()
    return box


@pytest.mark.parametrize("shape", ["wide", "square"])
def test_one_tap_on_the_first_page_sets_a_preset_and_a_second_takes_it_back(kiosk, shape):
    """S4: the visit is not begun by it; the focus stays where it was, and what was done is said."""
    rig = kiosk(shape=shape)
    rig.press("Large text")
    assert rig.visit.display == Display(text_size="largest")
    assert isinstance(rig.visit.stage, Welcome)
    assert rig.focus.accessibleName() == "Large text: on" or rig.buttons()["Large text"].isVisible()
    assert rig.told == ["Large text: on. Choose your language."]
    rig.press("Large text")
    assert rig.visit.display == Display()
    assert rig.told[-1] == "Large text: off. Choose your language."


def test_the_first_page_fits_without_more(kiosk):
    """V4: a bar for More must not be what makes the page too long for the screen."""
    for shape in ("wide", "tall", "square"):
        rig = kiosk(shape=shape)
        assert "More" not in rig.buttons()
        assert not rig.window.scroller.overflows


def test_by_five_keys(kiosk):
    """M7: down to it, Select; and the voice slows down where a preset says so."""
    rig = kiosk()
    for _ in range(20):
        if rig.focus.objectName() == "preset.easy":
            break
        rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    assert rig.visit.display == Display(easy_read=True)
    assert rig.focus.accessibleName() == "Easy words: on"
    assert rig.paces == [120]
    rig.key(Qt.Key.Key_Return)
    assert rig.visit.display == Display()
    assert rig.paces == [120, 150]


def test_switches_are_found_out_first_and_taken_back_at_once(kiosk):
    rig = kiosk()
    rig.press("Switches")
    assert rig.visit.aside is Aside.SWITCHES
    rig.go(rig.visit.close)
    rig.go(lambda: rig.visit.show(Display(switches=2)))
    rig.press("Switches")
    assert rig.visit.display.switches == 0


def test_from_display_in_the_middle_of_a_form(kiosk):
    rig = kiosk()
    rig.to_question(3)
    rig.go(lambda: rig.visit.open(Aside.DISPLAY))
    rig.press("Quick settings")
    rig.press("Listen")
    assert rig.visit.display.explore
    rig.press("Done")
    assert isinstance(rig.visit.stage, Asking)
    assert rig.visit.aside is None
    rig.go(rig.visit.end)
    assert rig.visit.display == Display(), "V9: for the next person all is as ever"


def test_a_card_is_read_on_any_page_and_says_what_it_did(kiosk):
    rig = kiosk()
    rig.to_question(2)
    before = rig.visit.stage
    scan(rig, ["large", "easy"])
    assert rig.visit.display == Display(text_size="largest", easy_read=True)
    assert rig.visit.aside is Aside.PRESETS
    on = [button.accessibleName() for button in rig.buttons().values() if ": on" in button.accessibleName()]
    assert on == ["Large text: on", "Easy words: on"]
    rig.press("Done")
    assert rig.visit.stage == before


def test_a_card_in_a_box_leaves_no_letter_in_it(kiosk):
    """C3: nothing that was typed is lost, and nothing is added."""
    rig = kiosk()
    into_box(rig)
    typed(rig, "ann")
    scan(rig, ["listen"])
    assert rig.visit.display.explore
    assert [asked.answer for asked in rig.visit.page.questions if asked.answer] == ["ann"]


def test_a_card_whose_scanner_sends_no_enter_is_read_too(kiosk, qtbot):
    rig = kiosk()
    typed(rig, presets.card(["large"]))
    qtbot.waitUntil(lambda: rig.visit.display.text_size == "largest")


def test_who_types_the_same_letters_gets_every_one_of_them(kiosk, qtbot):
    """M11: also at once after each other, and when the last of them could begin a card."""
    rig = kiosk()
    box = into_box(rig)
    typed(rig, "hhandrailhah")
    qtbot.waitUntil(lambda: box.text().lower() == "hhandrailhah")
    assert rig.visit.display == Display()


def test_a_key_that_is_held_back_is_let_go_after_it_was_pressed(kiosk, qtbot):
    """M9: a switch that sends this letter would else seem to be held down, and a tremble would count."""
    rig = kiosk()
    seen = Seen()
    rig.window.installEventFilter(seen)
    QTest.keyClick(rig.window.windowHandle(), Qt.Key.Key_H)
    qtbot.waitUntil(lambda: len(seen.kinds) > 1)
    assert seen.kinds == [QEvent.Type.KeyPress, QEvent.Type.KeyRelease]


@pytest.mark.parametrize("text", ["LARGE+STAFF", "", "LARGE+" * 40])
def test_a_strange_card_changes_nothing_and_presses_nothing(kiosk, text):
    """Its Enter, too, goes nowhere: the button that has the focus is not pressed by it."""
    rig = kiosk()
    rig.to_before()
    rig.window.ways.primary.setFocus()
    before = rig.visit.stage
    typed(rig, presets.MARK + text + "\r")
    assert rig.visit.display == Display()
    assert rig.visit.stage == before
    assert rig.visit.aside is None
    assert rig.told == ["This is not a settings card. Nothing has changed."]


def test_a_card_is_a_sign_of_life(kiosk):
    """T2: it takes the idle warning away and is read all the same."""
    rig = kiosk()
    rig.to_question(1)
    rig.second(185)
    assert rig.visit.aside is Aside.IDLE
    scan(rig, ["large"])
    assert rig.visit.display.text_size == "largest"
    assert rig.visit.aside is Aside.PRESETS


@pytest.mark.parametrize("aside", [Aside.STAFF, Aside.STAFF_PIN])
def test_a_card_opens_nothing_over_a_page_of_staff_and_sets_nothing_on_theirs(kiosk, aside):
    rig = kiosk()
    rig.to_aside(aside)
    before = rig.visit.display
    scan(rig, ["large"])
    assert rig.visit.aside is aside
    assert (rig.visit.display == before) is (aside is Aside.STAFF)


def test_a_card_for_switches_leads_to_where_they_are_found(kiosk):
    rig = kiosk()
    scan(rig, ["switches", "large"])
    assert rig.visit.aside is Aside.SWITCHES
    assert rig.visit.display.text_size == "largest"
