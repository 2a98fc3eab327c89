"""What each key asks of the window, on a keyboard and on keypads that send other keys (M3, M7, M8)."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk.config import Config
from kiosk.keys import Command
from kiosk.stage import Aside
from kiosk.visit import Visit

if TYPE_CHECKING:
    from kiosk.keypads import Keys, Profile
    from ui.window import Window

_KEY = Qt.Key
_STANDARD = {
    Command.UP: _KEY.Key_Up,
    Command.DOWN: _KEY.Key_Down,
    Command.LEFT: _KEY.Key_Left,
    Command.RIGHT: _KEY.Key_Right,
    Command.SELECT: _KEY.Key_Return,
    Command.NEXT: _KEY.Key_Tab,
    Command.PREVIOUS: _KEY.Key_Backtab,
}
"""What every control understands by itself: any key that asks the same is given to it as this one."""
_ASIDES = {
    Command.HELP: Aside.HELP,
    Command.PERSON: Aside.PERSON,
    Command.LANGUAGE: Aside.LANGUAGE,
    Command.DISPLAY: Aside.DISPLAY,
    Command.STOP: Aside.STOP,
    Command.LEARN: Aside.LEARN,
}
_PREFIX = "Key_"
_PLUGS = {Command.HEADPHONES_IN: True, Command.HEADPHONES_OUT: False}
_ONWARD = {_KEY.Key_Down, _KEY.Key_Right}
_ACROSS = {_KEY.Key_Left, _KEY.Key_Right}
_ARROWS = {*_ONWARD, *_ACROSS, _KEY.Key_Up}
_ENTER = {_KEY.Key_Return, _KEY.Key_Enter}
_CHORD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def read(config: Config) -> "Keys":
    """The keypads that kiosk.toml names, and those in ``keys`` in the data folder. Raises ConfigError."""
    from kiosk.keypads import load  # noqa: PLC0415 not before a key is pressed

    return load(config.keys, config.data / "keys", lambda name: hasattr(_KEY, _PREFIX + name))


def names(event: QKeyEvent) -> list[str]:
    """What a profile may call the key: the code of its wire first, which is the more exact; at least one.

    A layout leaves some keys without any name (F19 and F24 on X11): those have only their code.
    """
    code, name = event.nativeScanCode(), _KEY(event.key()).name
    called = (
        [name.removeprefix(_PREFIX)] if name.startswith(_PREFIX) and event.key() != _KEY.Key_unknown else []
    )
    return [*([f"scan:{code}"] if code else []), *called] or ["unknown"]


class Keypad(QObject):
    """Turns keys into what the profiles say they ask, and runs that.

    ``asked`` carries each Command that is not the window's own: the voice's, the switches', the curtain's.
    ``headphones`` tells that a plug went in or came out, where a keypad says so (A9). ``tell`` says words aloud now
    and answers whether it could. While the buttons are being learned, nothing else comes of a key (A14).
    """

    asked = Signal(object)
    headphones = Signal(bool)

    def __init__(self, window: "Window", visit: Visit, keys: Callable[[], "Keys"]) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._read = keys
        self._used: Profile | None = None
        self._edge: QWidget | None = None
        self.tell: Callable[[str], bool] = lambda _words: False

    @cached_property
    def keys(self) -> "Keys":
        """The keypads, read when the first key is pressed: the welcome page does not wait for them."""
        return self._read()

    def set_aside(self) -> Callable[[], object]:
        """Staff use the kiosk: what it gives says again which keypad is the person's."""
        used = self._used

        def back() -> None:
            self._used = used

        return back

    @property
    def used(self) -> "Profile":
        """The keypad that the person pressed last."""
        return self._used or self.keys.profiles[0]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Installed on the native window, so that no control has seen the key yet."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return True  # a key held down is one press, whatever it asks (M3)
        profile, key = self.keys.find(names(event)) or (None, None)
        self._used = profile or self._used
        if key is not None and key.command in _PLUGS:
            self.do(key.command)
        if self._window.learning:
            self._learn(event)
            return True
        if key is None or event.modifiers() & _CHORD or (self.is_typed(event) and not key.in_fields):
            return False
        if event.key() != _STANDARD.get(key.command) and key.command not in _PLUGS:
            self.do(key.command)
            return True
        return key.command in _PLUGS

    def is_typed(self, event: QKeyEvent) -> bool:
        """Whether somebody who types gets a sign from this key; no profile takes a letter or a digit from them."""
        field = isinstance(self._window.focusWidget(), QLineEdit | QPlainTextEdit)
        return field and event.text().isprintable() and event.text() != ""

    def do(self, command: Command) -> None:
        """As if the person had pressed a key that asks ``command``."""
        window = self._window
        if command in _STANDARD:
            target = window.focusWidget() or window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, _STANDARD[command], Qt.KeyboardModifier.NoModifier)
                QApplication.sendEvent(target, key)
        elif command in _ASIDES:
            window.open(_ASIDES[command])
        elif command in _PLUGS:
            self.headphones.emit(_PLUGS[command])
        elif command is Command.BACK:
            self._go_back()
        elif command is Command.FORWARD:
            self._go_on()
        elif command in {Command.PAGE_DOWN, Command.PAGE_UP}:
            window.scroller.turn(forward=command is Command.PAGE_DOWN)
        else:
            self.asked.emit(command)

    def untaken(self, event: QKeyEvent) -> None:
        """A standard key that no control took: arrows move the focus, Enter in a field goes on."""
        key = _KEY(event.key())
        if key in _ARROWS and not event.isAutoRepeat():
            mirrored = key in _ACROSS and self._window.isRightToLeft()
            self._move(forward=(key in _ONWARD) != mirrored)
        elif key in _ENTER and not event.isAutoRepeat() and isinstance(self._window.focusWidget(), QLineEdit):
            self._go_on()
        elif not self._number(event):
            event.ignore()

    def _number(self, event: QKeyEvent) -> bool:
        """A digit presses what stands in that place, on a page whose choices are so few that they are numbered."""
        numbered, text = self._window.showing.numbered, event.text()
        place = int(text) if text.isdecimal() and len(text) == 1 else 0
        if event.isAutoRepeat() or not 1 <= place <= len(numbered):
            return False
        numbered[place - 1].click()
        return True

    def _learn(self, event: QKeyEvent) -> None:
        from ui.screens.learn import Lesson  # noqa: PLC0415 screens are loaded when they are first shown

        window = self._window
        for lesson in window.showing.find(Lesson):
            said = lesson.hear(event, self.keys)
            if lesson.over:
                self._go_on()
            else:
                self.tell(said)

    def _go_back(self) -> None:
        if self._window.typing.close():  # the keys on the screen come first
            return
        desk, over = self._window.desk, self._visit.aside is not None
        step = (
            desk.back
            if desk is not None and desk.is_open
            else self._visit.close
            if over
            else self._visit.back
        )
        self._window.go(step)

    def _go_on(self) -> None:
        if self._window.ways.primary is not None:
            self._window.ways.primary.click()

    def _move(self, *, forward: bool) -> None:
        """To the next thing, or the one before. Past the end it comes round, after saying once that it will."""
        window = self._window
        focus = window.focusWidget()
        edge = window.last if forward else window.first
        if focus is edge and self._edge is not focus:
            self._edge = focus
            if self.tell(self._visit.words.say("learn.end" if forward else "learn.top")):
                return
        self._edge = None
        window.focusNextPrevChild(forward)
