"""The door of the staff console: who gets in and when, by which keys, and how it locks."""

from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.errors import StoreError
from kiosk.pin import Locked, Right, Wrong
from kiosk.roles import Role
from kiosk.staff import HeldItem, why
from kiosk.stage import Aside, Sending, Welcome
from tests.ui.kiosk_rig import settle
from ui.audit.office import done
from ui.desk import Desk

PIN = "739182"


class Office:
    """Keeps what it is asked; the test answers."""

    def __init__(self):
        self.pin = True
        self.asked = []
        self.notes = []

    def has_pin(self):
        return self.pin

    def check(self, pin):
        return self._ask(("check", pin))

    def note(self, who, what, how, about=""):
        self.notes.append((who, what, how, about))
        return done(None)

    def _ask(self, what):
        self.asked.append((what, Future()))
        return self.asked[-1][1]

    def answer(self, result):
        future = self.asked[-1][1]
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
        settle()


@pytest.fixture
def kiosk(rig):
    """A kiosk at its first page, with an office that the test is."""

    def make(**wishes):
        made = rig(**wishes)
        made.office = Office()
        made.window.desk = Desk(made.window, made.visit, made.office, clock=lambda: made.seconds)
        return made

    return make


def knock(rig):
    rig.go(lambda: rig.visit.open(Aside.PERSON))
    rig.press(rig.visit.words.say("staff.open"))


def type_pin(rig, pin=PIN):
    for letter in pin:
        rig.key(getattr(Qt.Key, f"Key_{letter}"))
    rig.key(Qt.Key.Key_Return)


def box(rig):
    return rig.page.findChild(QLineEdit, "staff.pin")


def texts(rig):
    return " ".join(rig.window.showing.texts())


def to_page(rig, role=Role.STAFF):
    knock(rig)
    box(rig).setFocus()
    type_pin(rig)
    rig.office.answer(Right(role))


def test_the_way_in_is_on_ask_a_person_from_any_page_once_there_is_a_pin(kiosk):
    rig = kiosk()
    for to in (lambda: None, rig.to_question):
        to()
        rig.go(lambda: rig.visit.open(Aside.PERSON))
        assert "For staff" in rig.buttons()
        rig.office.pin = False
        rig.window.refresh()
        assert "For staff" not in rig.buttons()
        rig.office.pin = True
    rig.visit.stage = Sending()
    rig.window.refresh()
    assert "For staff" not in rig.buttons(), "nothing comes between while answers are sent"


def test_the_keys_alone_lead_from_the_first_page_to_the_staff_page_and_back(kiosk):
    """M7: no chord, no timed press, no pointer."""
    rig = kiosk()

    def choose(words):
        for _ in range(60):
            if words in (getattr(rig.focus, "words", ""), rig.focus.objectName()):
                rig.key(Qt.Key.Key_Return)
                return
            rig.key(Qt.Key.Key_Down)
        raise AssertionError(words)

    choose("Ask a person")
    choose("For staff")
    for _ in range(60):
        if rig.focus is box(rig):
            break
        rig.key(Qt.Key.Key_Down)
    type_pin(rig)
    assert rig.office.asked[-1][0] == ("check", PIN)
    rig.office.answer(Right(Role.STAFF))
    assert rig.visit.aside is Aside.STAFF
    choose("Close this page")
    assert (rig.visit.stage, rig.visit.aside) == (Welcome(), None)


def test_nobody_sees_or_hears_the_pin(kiosk):
    """P4: dots in the box and for a screen reader; and nothing of it on the page once it was typed."""
    rig = kiosk()
    knock(rig)
    assert box(rig).echoMode() == QLineEdit.EchoMode.Password
    assert box(rig).accessibleName() == "Staff PIN"
    box(rig).setFocus()
    type_pin(rig)
    assert box(rig).text() == ""
    assert PIN not in texts(rig)
    assert "We are looking at the PIN." in texts(rig)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Wrong(0), "That is not the PIN. Type it again."),
        (Wrong(30), "Too many wrong PINs were typed. Wait 30 seconds. Then type the PIN."),
        (Locked(1), "Too many wrong PINs were typed. Wait 1 second. Then type the PIN."),
        (Locked(3600), "Too many wrong PINs were typed. Wait 60 minutes. Then type the PIN."),
        (StoreError("no room"), "That could not be done. Tell IT: the log of this kiosk says why."),
    ],
)
def test_another_pin_opens_nothing_and_says_how_long_to_wait(kiosk, found, said, caplog):
    rig = kiosk()
    knock(rig)
    box(rig).setFocus()
    type_pin(rig)
    rig.office.answer(found)
    assert rig.visit.aside is Aside.STAFF_PIN
    assert rig.window.showing.problems() == (said,)
    assert rig.focus is rig.window.showing.summary.title
    assert PIN not in caplog.text


def test_who_went_away_meanwhile_opens_nothing(kiosk):
    rig = kiosk()
    knock(rig)
    box(rig).setFocus()
    type_pin(rig)
    rig.go(rig.visit.close)
    rig.to_question()
    rig.office.answer(Right(Role.IT))
    assert rig.visit.aside is None
    assert rig.window.desk.role is None


def test_who_comes_next_is_not_let_in_by_what_another_typed(kiosk):
    rig = kiosk()
    knock(rig)
    box(rig).setFocus()
    type_pin(rig)
    rig.go(rig.visit.close)
    knock(rig)
    box(rig).setFocus()
    type_pin(rig, "000111")
    first, second = (future for _what, future in rig.office.asked)
    first.set_result(Right(Role.STAFF))
    settle()
    assert rig.visit.aside is Aside.STAFF_PIN
    second.set_result(Wrong(0))
    settle()
    assert len(rig.office.asked) == 2
    assert rig.window.showing.problems() == ("That is not the PIN. Type it again.",)


def test_a_pin_is_looked_at_before_another_is_taken(kiosk):
    rig = kiosk()
    knock(rig)
    box(rig).setFocus()
    type_pin(rig)
    box(rig).setFocus()
    type_pin(rig, "000111")
    assert len(rig.office.asked) == 1


def test_what_comes_of_a_pin_does_not_touch_the_page_of_who_came_next(kiosk):
    """A4: it would be read out again from its top."""
    rig = kiosk()
    knock(rig)
    box(rig).setFocus()
    type_pin(rig)
    rig.go(rig.visit.close)
    rig.to_problem()
    shown = []
    rig.window.opened.connect(shown.append)
    rig.office.answer(Wrong(0))
    assert shown == []


def test_the_log_tells_a_wrong_pin_from_one_that_was_not_looked_at(kiosk):
    rig = kiosk()
    for found in (Wrong(30), Locked(29), Right(Role.VOLUNTEER)):
        knock(rig)
        box(rig).setFocus()
        type_pin(rig)
        rig.office.answer(found)
    assert [(who, what, how.value) for who, what, how, _ in rig.office.notes] == [
        (None, "open", "wrong"),
        (None, "open", "locked"),
        (Role.VOLUNTEER, "open", "allowed"),
    ]


def test_leaving_locks_it_and_so_does_a_silence(kiosk):
    """The page is open for as long as it shows: there is nothing to forget to lock."""
    rig = kiosk()
    for leave in (
        lambda: rig.press("Close this page"),
        lambda: rig.key(Qt.Key.Key_Escape),
        lambda: rig.go(lambda: rig.visit.open(Aside.HELP)),
        lambda: rig.second(100) or rig.second(21),
    ):
        rig.visit.activity()
        to_page(rig)
        assert rig.visit.aside is Aside.STAFF
        leave()
        assert rig.visit.aside is not Aside.STAFF
        assert rig.visit.stage == Welcome()
        rig.go(rig.visit.close)
        knock(rig)
        assert rig.visit.aside is Aside.STAFF_PIN
        rig.go(rig.visit.close)


def test_the_curtain_is_lifted_for_staff(kiosk):
    """P2."""
    rig = kiosk()
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, curtain=True)))
    to_page(rig)
    assert not rig.visit.display.curtain


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("too large", "large"),
        ("other bytes, may have arrived", "look"),
        ("status 418", "other"),
        ("damaged", "damaged"),
        ("kept back", "kept"),
    ],
)
def test_every_reason_is_told_in_plain_words(reason, key):
    assert why(HeldItem("", "", reason).reason) == f"staff.reason.{key}"
