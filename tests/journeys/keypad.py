"""A person with a keypad: only the keys that one profile names, and the letters on the screen where it has none."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from kiosk import keypads
from kiosk.keys import Command
from tests.journeys.keyboard import KEY, MOST_STEPS, Keyboard
from tests.ui.kiosk_rig import settle
from ui.keyboard.key import KeyButton


class Pad(Keyboard):
    """Presses the keys of the profile ``name``: by their first name there, or by the ``code`` of their wire."""

    def __init__(self, window, name, *, code=False):
        super().__init__(window, down=Command.DOWN, up=Command.DOWN, enter=Command.SELECT)
        (self.profile,) = keypads.load([name], Path("nowhere"), lambda _name: True).profiles
        self._code = code
        self.used = set()

    def press(self, command, modifier=Qt.KeyboardModifier.NoModifier):
        """The key that asks ``command``; where digits are typed, one that acts all the same."""
        key = self._key(command)
        self.used.add(key.command)
        if self._code:
            self._send(int(key.names[-1].removeprefix("scan:")))
        else:
            QTest.keyClick(self._window.windowHandle(), KEY[f"Key_{key.names[0]}"], modifier)
        settle()
        return self.focus

    def type(self, text):
        """Digits by the digits of the pad, where it has them; else letter by letter on the screen."""
        digits = {name for key in self.profile.keys for name in key.names if name.isdigit()}
        if set(text) <= digits:
            for digit in text:
                QTest.keyClick(self._window.windowHandle(), digit)
            settle()
            return
        self.press(Command.SELECT)
        for letter in text:
            self._find(letter)
            self.press(Command.SELECT)
        self._act("done")
        self.press(Command.SELECT)
        assert isinstance(self.focus, QLineEdit | QPlainTextEdit)

    def _key(self, command):
        typing = isinstance(self.focus, QLineEdit | QPlainTextEdit)
        able = [k for k in self.profile.keys if not typing or k.in_fields or len(k.names[0]) > 1]
        instead = Command.NEXT if command is Command.DOWN else command
        return next(k for wanted in (command, instead) for k in able if k.command is wanted)

    def _send(self, code):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, KEY.Key_unknown, Qt.KeyboardModifier.NoModifier, code, 0, 0)
            QApplication.sendEvent(self._window.windowHandle(), event)

    def _find(self, letter):
        """Goes to the key that writes ``letter``, over the page of capitals or of signs if need be."""
        special = {" ": "space", "\n": "line"}.get(letter)
        if special:
            return self._act(special)
        if letter.isupper():
            self._act("capitals")
            self.press(Command.SELECT)
        if not self._with_text(letter.lower()):
            self._act("signs" if self._with_act("signs") else "letters")
            self.press(Command.SELECT)
        return self._walk(self._with_text(letter.lower())[0])

    def _act(self, act):
        self._walk(self._with_act(act)[0])

    def _with_text(self, text):
        return [key for key in self._window.typing.board.buttons if key.key.text == text]

    def _with_act(self, act):
        return [key for key in self._window.typing.board.buttons if key.key.act == act]

    def _walk(self, wanted):
        """Over the keys in two dimensions, nearer with each press."""
        for _ in range(MOST_STEPS):
            here = self.focus
            assert isinstance(here, KeyButton), here
            if here is wanted:
                return
            one, other = here.geometry(), wanted.geometry()
            if not one.top() <= other.center().y() <= one.bottom():
                self.press(Command.DOWN if other.top() > one.top() else Command.UP)
            else:
                self.press(Command.RIGHT if other.left() > one.left() else Command.LEFT)
        raise AssertionError(f"no way to {wanted.words}")
