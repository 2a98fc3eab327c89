"""Somebody who presses anything: whatever comes, the kiosk goes on, keeps to its window and forgets."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk.display import Display
from kiosk.errors import StoreError
from kiosk.stage import Asking, Goodbye, Sending, Welcome
from tests.ui.kiosk_rig import REFERENCE, SHAPES, settle
from ui.bars import BarButton
from ui.parts.button import Button
from ui.parts.choice import CheckRow, RadioRow

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

CANARY = "Zebedee"
STEPS = 180
_NAMES = """Tab Backtab Return Enter Space Escape Backspace Delete Home End PageUp PageDown Up Down Left Right
Menu Print F1 F4 F10 F11 Insert Pause A C V X Z Q W P"""
KEYS = [Qt.Key[f"Key_{name}"] for name in _NAMES.split()]
HELD = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
]


class Monkey:
    """Does one thing after another to a kiosk, drawn from ``dice``."""

    def __init__(self, kiosk, dice):
        self.kiosk = kiosk
        self.dice = dice

    def press_a_key(self):
        QTest.keyClick(self.kiosk.focus or self.kiosk.window, self.dice.choice(KEYS), self.dice.choice(HELD))

    def press_a_control(self):
        found = self.kiosk.window.findChildren(QWidget)
        there = [
            w for w in found if isinstance(w, Button | BarButton | RadioRow | CheckRow) and w.isVisible()
        ]
        if there:
            button = self.dice.choice([Qt.MouseButton.LeftButton] * 3 + [Qt.MouseButton.RightButton])
            QTest.mouseClick(self.dice.choice(there), button)

    def go_on(self):
        if self.kiosk.window.ways.primary is not None:
            self.kiosk.window.ways.primary.click()

    def type_a_name(self):
        box = next((w for w in self.kiosk.window.findChildren(QLineEdit) if w.isVisible()), None)
        if box is not None:
            box.setFocus()
            QTest.keyClicks(box, self.dice.choice([CANARY, "17", "x" * 300]))
            box.selectAll()
            box.copy()

    def answer_well(self):
        if isinstance(self.kiosk.visit.stage, Asking):
            self.kiosk.fill()
            self.kiosk.window.refresh()

    def turn_the_screen(self):
        self.kiosk.window.resize(self.dice.choice(list(SHAPES.values())))

    def change_the_language(self):
        self.kiosk.go(lambda: self.kiosk.visit.speak(self.dice.choice(["en", "cy"])))

    def change_the_display(self):
        size = self.dice.choice(["small", "normal", "largest"])
        theme = self.dice.choice(["light", "white_on_black"])
        self.kiosk.go(lambda: self.kiosk.visit.show(Display(text_size=size, theme=theme)))

    def wait(self):
        self.kiosk.online = self.dice.random() < 0.5
        self.kiosk.second(self.dice.choice([1, 1, 1, 181, 241]))

    def let_the_disk_answer(self):
        promise = next((p for p in self.kiosk.outbox.promises if not p.done()), None)
        if promise is not None and self.dice.random() < 0.3:
            promise.set_exception(StoreError("full"))
        elif promise is not None:
            promise.set_result(REFERENCE)

    def step(self):
        ways = [self.press_a_key, self.press_a_control, self.go_on, self.type_a_name, self.turn_the_screen]
        ways += [self.change_the_language, self.change_the_display, self.wait, self.let_the_disk_answer]
        ways += [self.answer_well]
        self.dice.choices(ways, [30, 20, 15, 10, 1, 2, 2, 3, 8, 8])[0]()
        settle()


def windows():
    """All that show; other tests may have left some."""
    return {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}


def holds(kiosk, before):
    """What must be so after every step."""
    assert windows() <= before, "nothing opens beside the window"
    assert kiosk.window.isVisible()
    assert kiosk.window.isAncestorOf(kiosk.focus), "the focus is somewhere"
    undecided = [promise for promise in kiosk.outbox.promises if not promise.done()]
    assert len(undecided) == isinstance(kiosk.visit.stage, Sending), "one press of Send makes one submission"
    if isinstance(kiosk.visit.stage, Welcome | Goodbye):
        assert kiosk.visit._filling is None
        assert CANARY not in QApplication.clipboard().text()
        assert CANARY not in " ".join(kiosk.page.screen_shown.texts())


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_pressed_the_kiosk_goes_on_and_forgets(rig, seed):
    kiosk = rig()
    monkey = Monkey(kiosk, random.Random(seed))
    before, been = windows(), set()
    for _ in range(STEPS):
        if isinstance(kiosk.visit.stage, Welcome) and kiosk.visit.aside is None:
            monkey.dice.choice(
                [kiosk.to_question, lambda: kiosk.to_question(3), kiosk.to_check, kiosk.to_consent]
            )()
        monkey.step()
        holds(kiosk, before)
        been.add(type(kiosk.visit.stage))
    assert len(been) > 4
