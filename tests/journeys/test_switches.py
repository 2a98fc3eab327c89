"""Whole services with two switches and with one, typing included; nobody hurries anybody (M9)."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.stage import Aside, Asking, Sent, Welcome
from tests.journeys.keyboard import Citizen, Keyboard
from tests.journeys.kiosk import PERSONAL, Kiosk, Listener
from tests.ui.kiosk_rig import settle
from ui.keyboard.rows import Rows
from ui.parts.heading import Heading

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

KEY = Qt.Key
MOVE, PICK = KEY.Key_F5, KEY.Key_F6
"""Any keys will do: they are found out."""
FAR = 400


class TwoSwitches(Keyboard):
    """Moves on with one key and chooses with another; there is no way back but round."""

    def __init__(self, kiosk):
        super().__init__(kiosk.window, down=MOVE, enter=PICK)
        self._kiosk = kiosk

    def back_to_top(self):
        self.to(lambda widget: isinstance(widget, Heading) and widget.level == 1, "the heading")

    def type(self, text):
        self.press(PICK)
        for letter in text.replace("\n", " "):
            if letter != " " or self.has_act("space"):  # a number pad has none, and none is needed
                self.letter(letter)
        self.key(lambda key: key.act == "done")

    def letter(self, letter):
        if letter != " " and not self.has(letter):
            self.key(lambda key: key.act in ({"signs"} if self.has_act("signs") else {"letters"}))
        if letter.isupper():
            self.key(lambda key: key.act == "capitals")
        self.key(lambda key: key.act == "space" if letter == " " else key.text == letter.lower())
        if not self.has("a") and self.has_act("letters"):
            self.key(lambda key: key.act == "letters")

    def rows(self):
        return self._kiosk.window.typing.board.rows

    def has(self, letter):
        return any(key.key.text == letter.lower() for row in self.rows() for key in row)

    def has_act(self, act):
        return any(key.key.act == act for row in self.rows() for key in row)

    def key(self, wanted):
        """Row by row to the one with the key, into it, and along it."""
        for _ in range(FAR):
            row = next(row for row in self.rows() if self.focus in row)
            if any(wanted(key.key) for key in row):
                break
            self.press(MOVE)
        else:
            raise AssertionError("no row has it")
        self.press(PICK)
        while not wanted(self.focus.key):
            self.press(MOVE)
        self.press(PICK)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self._kiosk.seconds += 1.0
        return super().press(key, modifier)


class OneSwitch(TwoSwitches):
    """Waits until the kiosk has moved on to what is wanted."""

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        if key == MOVE:
            self.wait()
            return self.focus
        return super().press(PICK, modifier)

    def wait(self):
        for _ in range(FAR):
            before = self.focus
            self._kiosk.seconds += 0.5
            self._kiosk.switches.tick()
            settle()
            if self.focus is not before:
                return
        raise AssertionError("the scan stands still")


@pytest.fixture
def kiosk(request):
    made = Kiosk(voice=Listener)
    yield made
    made.close()


def press(kiosk, *keys):
    for key in keys:
        kiosk.seconds += 1.0
        QTest.keyClick(kiosk.window.windowHandle(), key)
        settle()


def found(kiosk, *keys):
    """The page that finds the switches, asked for on Ways, and these keys pressed on it."""
    kiosk.go(lambda: kiosk.visit.open(Aside.SWITCHES))
    press(kiosk, *keys)


@pytest.mark.parametrize("service", ["library-membership", "missed-bin"])
def test_a_service_with_two_switches(kiosk, service):
    """M9: no timing: however long each press takes to come, nothing moves by itself."""
    found(kiosk, MOVE, MOVE, PICK, PICK)
    assert kiosk.visit.display.switches == 2
    walk = kiosk.walk(service)
    citizen = Citizen(kiosk, TwoSwitches(kiosk), walk.answers)
    citizen.come(service)
    citizen.answer_all()
    citizen.send()
    assert isinstance(kiosk.visit.stage, Sent)
    assert kiosk.outbox.taken


def test_a_service_with_one_switch(kiosk):
    """M9: auto-scan: the kiosk moves on, the switch chooses."""
    found(kiosk, PICK, PICK, PICK, PICK)
    assert kiosk.visit.display.switches == 1
    walk = kiosk.walk("library-membership")
    citizen = Citizen(kiosk, OneSwitch(kiosk), walk.answers)
    citizen.come("library-membership")
    citizen.answer_all()
    citizen.send()
    assert isinstance(kiosk.visit.stage, Sent)


def test_the_first_press_of_a_switch_that_a_profile_knows_asks_for_the_second(kiosk):
    """M9: identified on plug-in; whoever can press a switch needs no help to begin."""
    press(kiosk, KEY.Key_F13)
    assert kiosk.visit.aside is Aside.SWITCHES
    press(kiosk, KEY.Key_F13, KEY.Key_F14, KEY.Key_F14)
    assert kiosk.visit.aside is None
    assert kiosk.visit.display.switches == 2
    assert isinstance(kiosk.visit.stage, Welcome)
    assert any("ready" in text for _language, text in kiosk.said)


def test_a_stray_press_is_told_and_changes_nothing(kiosk):
    """M9: the message is forgiving."""
    found(kiosk, MOVE, PICK)
    assert kiosk.said[-1][1].startswith("That was another switch.")
    assert kiosk.visit.display.switches == 0
    press(kiosk, MOVE, PICK, PICK)
    assert kiosk.visit.display.switches == 2


def test_the_scan_rests_after_three_rounds_and_a_press_wakes_it(kiosk):
    """M9: 3 loops then pauses; the press that wakes it chooses nothing."""
    found(kiosk, PICK, PICK, PICK, PICK)
    places = set()
    for _ in range(4000):
        kiosk.seconds += 0.5
        kiosk.switches.tick()
        settle()
        places.add(kiosk.focus)
        if "We stopped moving on" in kiosk.said[-1][1]:
            break
    else:
        raise AssertionError("it never rests")
    rest, stage = kiosk.focus, kiosk.visit.stage
    kiosk.seconds += 60
    kiosk.switches.tick()
    assert kiosk.focus is rest
    press(kiosk, PICK)
    assert kiosk.visit.stage == stage
    kiosk.seconds += 2.1
    kiosk.switches.tick()
    settle()
    assert kiosk.focus is not rest


def test_the_scan_waits_while_something_is_said(kiosk):
    """M9: waits for the item's speech to end."""
    found(kiosk, PICK, PICK, PICK, PICK)
    before = kiosk.focus
    kiosk.window.set_reading(True)
    kiosk.seconds += 10
    kiosk.switches.tick()
    assert kiosk.focus is before
    kiosk.window.set_reading(False)
    kiosk.seconds += 1.9
    kiosk.switches.tick()
    assert kiosk.focus is before
    kiosk.seconds += 0.2
    kiosk.switches.tick()
    settle()
    assert kiosk.focus is not before


def test_the_next_person_is_asked_anew(kiosk):
    """V9, P1: what somebody works with is not kept."""
    found(kiosk, MOVE, MOVE, PICK, PICK)
    kiosk.go(kiosk.visit.end)
    assert kiosk.visit.display == PERSONAL
    before = kiosk.focus
    press(kiosk, MOVE)
    assert kiosk.focus is before


def test_who_came_to_that_page_by_mistake_leaves_by_the_back_key_and_switches_can_be_given_up(kiosk):
    """M7, M9: no trap."""
    found(kiosk, MOVE, KEY.Key_Escape)
    assert kiosk.visit.aside is None
    found(kiosk, MOVE, MOVE, PICK, PICK)
    kiosk.go(lambda: kiosk.visit.open(Aside.WAYS))
    kiosk.press("Stop using switches")
    assert kiosk.visit.display.switches == 0


def test_a_switch_takes_the_idle_warning_away_and_does_nothing_else(kiosk):
    """T2, M9: any press extends."""
    found(kiosk, MOVE, MOVE, PICK, PICK)
    kiosk.go(lambda: kiosk.visit.begin("en"))
    page = kiosk.visit.stage
    kiosk.second(200)
    assert kiosk.visit.aside is Aside.IDLE
    press(kiosk, PICK)
    assert kiosk.visit.aside is None
    assert kiosk.visit.stage == page
    assert kiosk.visit.display.switches == 2


def test_a_switch_held_down_is_one_press(kiosk):
    """M3: the repeats of a key count for nothing."""
    found(kiosk, MOVE, MOVE, PICK, PICK)
    before = kiosk.controls()
    start = before.index(kiosk.focus)
    kiosk.seconds += 1
    for repeated in (False, True, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, MOVE, Qt.KeyboardModifier.NoModifier, "", repeated)
        QApplication.sendEvent(kiosk.window.windowHandle(), event)
    settle()
    assert kiosk.focus is before[(start + 1) % len(before)]


def test_a_switch_on_a_heading_has_the_page_read_again(kiosk):
    """A3: repeat, with two switches, too."""
    found(kiosk, MOVE, MOVE, PICK, PICK)
    kiosk.go(lambda: kiosk.visit.begin("en"))
    said = kiosk.said[-1]
    assert isinstance(kiosk.focus, Heading)
    press(kiosk, PICK)
    assert kiosk.said[-1] == said
    assert len([each for each in kiosk.said if each == said]) == 2


def test_rows_that_were_chosen_by_mistake_are_left_past_their_end(kiosk):
    """M9: no trap in the keyboard."""
    found(kiosk, MOVE, MOVE, PICK, PICK)
    kiosk.go(lambda: kiosk.visit.begin("en"))
    kiosk.go(lambda: kiosk.visit.choose("library-membership"))
    kiosk.go(kiosk.visit.start)
    keys = TwoSwitches(kiosk)
    while not any(question.input == "text" for question in kiosk.visit.page.questions):
        for question in kiosk.visit.page.questions:
            kiosk.visit.answer(question.path, kiosk.walk("library-membership").answers.get(question.path, ""))
        kiosk.go(kiosk.visit.proceed)
        assert isinstance(kiosk.visit.stage, Asking)
    path = next(q.path for q in kiosk.visit.page.questions if q.input == "text")
    keys.reach(path)
    keys.press(PICK)
    rows = Rows(kiosk.window.typing.board)
    rows.pick()
    for _ in rows.board.rows[0]:
        assert not rows.move()
    assert rows.board.rows[0][0].hasFocus()
    rows.move()
    assert rows.board.rows[1][0].hasFocus()
