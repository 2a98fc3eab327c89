"""A staff console for tests: an office that keeps what it is asked, and somebody in the middle of a form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.errors import StoreError
from kiosk.printing.copying import Copy
from ui.audit.office import REPORT, AuditOffice, done
from ui.desk import Desk

NAME = "Zephaniah Quillfeather"
"""What the person types. It must be nowhere at the console."""


class Office(AuditOffice):
    """Answers at once, and keeps what it was asked and told."""

    def __init__(self):
        self.asked, self.notes, self.shown = [], [], REPORT
        self.fails = False

    def note(self, who, what, how, about=""):
        self.notes.append((who, what, how.value, about))
        return done(None)

    def report(self):
        return done(self.shown)

    def __getattribute__(self, name):
        if name in {"send_again", "keep_back", "keep_test", "set_pin", "keep_measure", "look_for_updates"}:
            return lambda *of, **named: self._ask(name, *of, *named.values())
        return super().__getattribute__(name)

    def _ask(self, *what):
        self.asked.append(what)
        future = done(True)
        if self.fails:
            future = type(future)()
            future.set_exception(StoreError("The disk is full."))
        return future


class Printer:
    """Under way, or not."""

    def __init__(self):
        self.printed = []
        self.free = True

    copy = Copy()

    def words(self):
        return ""

    def print(self):
        self.printed.append("a person's")

    def leave(self):
        pass

    def try_out(self):
        self.printed.append("test")
        return self.free


def make_console(rig, **wishes):
    """A kiosk with it; ``heard`` is what the voice was told to say at the tests, ``ended`` whether the program was."""
    made = rig(**wishes)
    made.office, made.heard, made.ended = Office(), [], []
    made.window.printer = Printer()
    keepers = (made.switches.set_aside, made.window.keypad.set_aside)
    desk = Desk(made.window, made.visit, made.office, keepers, clock=lambda: made.seconds)
    desk.sound, desk.quit = made.heard.append, lambda: made.ended.append("quit")
    made.window.desk = desk
    return made


def shown(rig):
    """All that stands on the glass, and all that a screen reader is told."""
    words = [rig.window.top.title.text(), rig.window.windowTitle()]
    for widget in [rig.window, *rig.window.findChildren(QWidget)]:
        words += [widget.accessibleName(), widget.accessibleDescription()]
    return " ".join([*rig.window.showing.texts(), *rig.buttons(), *words])


def texts(rig):
    return " ".join([*rig.window.showing.texts(), *rig.buttons()])


def at_name(rig):
    """In the middle of a question: half a name is typed, and the focus is in the box."""
    rig.to_question(3)
    field = rig.page.findChildren(QLineEdit)[0]
    field.setFocus()
    for letter in NAME[:9].upper():
        rig.key(getattr(Qt.Key, f"Key_{letter}"))
    return field
