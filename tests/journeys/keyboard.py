"""A person with a keyboard and nothing else: every key goes to the window, which gives it to whatever has the focus."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk import deciding
from kiosk.language import pick
from kiosk.stage import Asking, Deciding, Services
from tests.ui.kiosk_rig import settle
from ui.inputs.base import Input
from ui.parts.choice import CheckRow, RadioRow

KEY = Qt.Key
MOST_STEPS = 200
LINES = frozenset({"text", "number", "telephone", "money", "capitals", "email"}) | {
    "masked",
    "masked_number",
    "masked_capitals",
}
"""The inputs of one line."""


class Keyboard:
    """Presses keys in ``window``. After each, something with a name must have the focus.

    ``down`` and ``up`` are the keys that move on and back: Tab and Shift+Tab, or the arrows of a five-key pad.
    """

    CONTROL = Qt.KeyboardModifier.ControlModifier

    def __init__(self, window, down=KEY.Key_Tab, up=KEY.Key_Backtab, enter=KEY.Key_Return):
        self._window = window
        self._down = down
        self._up = up
        self._enter = enter
        self.presses = 0

    @property
    def focus(self) -> QWidget:
        """What has the focus: never nothing, never without a name, never out of sight."""
        widget = QApplication.focusWidget()
        assert widget is not None, "the focus is lost"
        assert self._window.isAncestorOf(widget), widget
        assert widget.isVisible(), widget
        assert widget.accessibleName() or getattr(widget, "text", str)(), widget
        return widget

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """One key, down and up."""
        self.presses += 1
        QTest.keyClick(self._window.windowHandle(), key, modifier)
        settle()
        return self.focus

    def hold(self, key, times=5):
        """A key held down: one press, then repeats, and one release."""
        window = self._window.windowHandle()
        kinds = [(QEvent.Type.KeyPress, False), *[(QEvent.Type.KeyPress, True)] * times]
        for kind, repeated in [*kinds, (QEvent.Type.KeyRelease, False)]:
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", repeated)
            QApplication.sendEvent(window, event)
        settle()

    def type(self, text):
        """Letters into the field that has the focus, in place of what is in it."""
        field = self.focus
        assert isinstance(field, QLineEdit | QPlainTextEdit), field
        self.press(KEY.Key_A, self.CONTROL)
        self.press(KEY.Key_Delete)
        for letter in text:
            if letter == "\n":
                self.press(KEY.Key_Return)
            elif letter.isascii():
                QTest.keyClick(self._window.windowHandle(), letter)
            else:
                self._unicode(letter)
        settle()
        assert self.focus is field, "typing moves the focus nowhere"

    def to(self, wanted, what=""):
        """On to the first thing that ``wanted`` says yes to, at most once round."""
        start = self.focus
        for _ in range(MOST_STEPS):
            if wanted(self.focus):
                return self.focus
            self.press(self._down)
            if self.focus is start:
                break
        raise AssertionError(f"no key leads to {what or wanted}")

    def back_to_top(self):
        """Back to what had the focus when the page opened."""
        heading = self._window.scroller.widget().screen_shown.heading
        for _ in range(MOST_STEPS):
            if self.focus is heading:
                return
            self.press(self._up)
        raise AssertionError("no key leads back to the heading")

    def choose(self, words):
        """On to the thing that says ``words``, and Enter."""
        self.to(lambda widget: getattr(widget, "words", None) == words, words)
        return self.press(self._enter)

    def go_on(self):
        """On to the one way on, and Enter."""
        self.to(lambda widget: widget.objectName() == "action.primary", "the way on")
        return self.press(self._enter)

    def bar(self, name):
        """On to a button of the bottom bar by its icon's name, and Enter."""
        self.to(lambda widget: widget.objectName() == f"bar.{name}", name)
        return self.press(self._enter)

    def reach(self, path):
        """On to the first control of the question at ``path``."""
        self.back_to_top()
        return self.to(lambda widget: _path_of(widget) == path, path)

    def answer(self, question, raw):
        """Gives ``raw`` as a person would: types it, or goes to each choice and takes it or leaves it."""
        self.reach(question.path)
        match question.input:
            case kind if kind in LINES:
                self.type(raw if isinstance(raw, str) else " ".join(raw))
            case "multiline":
                self.type(raw)
            case "date":
                self._dates(question, raw)
            case "address":
                self._address(question, raw)
            case "choice_one":
                self._rows(question, {raw})
            case _:
                self._rows(question, set(raw) if isinstance(raw, tuple) else {raw})

    def _dates(self, question, raw):
        parts = (*raw, "", "", "")[:3] if isinstance(raw, tuple) else raw.split("/")
        left_out = 2 if "year" in question.appearance else int("month-year" in question.appearance)
        for part in parts[left_out:]:
            self.type(part)
            self.press(self._down)

    def _address(self, question, raw):
        """By hand, where the kiosk does not ask for that at once."""
        by_hand = [b for b in self._window.findChildren(QWidget, "address.type") if b.isVisible()]
        if by_hand:
            self.to(lambda widget: widget is by_hand[0], "typing by hand")
            self.press(self._enter)
        self.reach(question.path)
        for part in raw:
            self.type(part)
            self.press(self._down)

    def _rows(self, question, wanted):
        if isinstance(self.focus, QLineEdit):  # the box to find one in
            self.press(self._down)
        for choice in question.choices:
            row = self.focus
            assert isinstance(row, RadioRow | CheckRow)
            assert row.words == choice.label
            if (choice.value in wanted) != row.isChecked() and (
                isinstance(row, CheckRow) or choice.value in wanted
            ):
                self.press(self._enter)
                assert row.isChecked() == (choice.value in wanted)
            self.press(self._down)

    def _unicode(self, letter):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, KEY.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self._window.windowHandle(), event)


class Citizen:
    """Goes through a service by ``keyboard``, giving ``answers`` by path."""

    def __init__(self, kiosk, keyboard, answers):
        self._kiosk = kiosk
        self._keyboard = keyboard
        self._answers = answers
        self.pages = []

    def come(self, service_id):
        """From the welcome to the first question."""
        visit, keyboard = self._kiosk.visit, self._keyboard
        keyboard.choose(self._kiosk.own_name)
        service = visit.catalogue.service(service_id)
        shelf = next(shelf for shelf in visit.catalogue.categories if service in shelf.services)
        keyboard.choose(shelf.title[visit.language])
        if isinstance(visit.stage, Services):
            keyboard.choose(service.text("title", visit.language))
        keyboard.go_on()
        self.decide()

    def decide(self):
        """Through the questions before the form, which it is for."""
        visit = self._kiosk.visit
        while isinstance(visit.stage, Deciding):
            on = next(choice for choice in deciding.check_of(visit).choices if choice.go != "instead")
            own = visit.words.say(f"yes_no.{on.own}") if on.own else pick(on.label, visit.language)
            self._keyboard.choose(own)

    def come_to_full_name(self):
        """From the welcome to the box for the full name of a missed bin."""
        self.come("missed-bin")
        while not self._kiosk.visit.stage.key.endswith("name"):
            self.page()
            self._keyboard.go_on()
        return self._keyboard.to(lambda widget: isinstance(widget, QLineEdit))

    def page(self):
        """Answers all that this page asks, also what comes only with an answer."""
        visit, done = self._kiosk.visit, set()
        while True:
            fresh = (q for q in visit.page.questions if q.path in self._answers.keys() - done)
            question = next(fresh, None)
            if question is None:
                return
            done.add(question.path)
            self._keyboard.answer(question, self._answers[question.path])

    def answer_all(self):
        """Through the questions to check answers."""
        self.decide()
        visit = self._kiosk.visit
        while isinstance(visit.stage, Asking):
            stage = visit.stage
            self.pages.append(stage.key)
            self.page()
            self._keyboard.go_on()
            assert visit.stage != stage, [(q.label, q.raw, p) for q, p in visit.page.problems]

    def send(self):
        """From check answers to the reference."""
        self._keyboard.go_on()
        self._keyboard.go_on()
        self._kiosk.commit()


def _path_of(widget):
    while widget is not None and not isinstance(widget, Input):
        widget = widget.parentWidget()
    return widget.question.path if widget is not None else None
