"""The staff's own page: who gets in and when, by which keys, and what it shows and says."""

from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.errors import StoreError
from kiosk.pin import Locked, Right, Wrong
from kiosk.staff import HeldItem, why
from kiosk.stage import Aside, Welcome
from tests.ui.kiosk_rig import settle
from ui.audit.office import REPORT
from ui.desk import Desk

PIN = "739182"


class Office:
    """Keeps what it is asked; the test answers."""

    def __init__(self):
        self.pin = True
        self.asked = []

    def has_pin(self):
        return self.pin

    def check(self, pin):
        return self._ask(("check", pin))

    def report(self):
        return self._ask(("report",))

    def send_again(self, reference):
        return self._ask(("send", reference))

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
        made.window.desk = Desk(made.window, made.visit, made.office)
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


def to_page(rig, report=REPORT):
    knock(rig)
    box(rig).setFocus()
    type_pin(rig)
    rig.office.answer(Right())
    rig.office.answer(report)


def test_the_way_in_is_on_ask_a_person_only_while_nobody_has_begun(kiosk):
    rig = kiosk()
    rig.go(lambda: rig.visit.open(Aside.PERSON))
    assert "For staff" in rig.buttons()
    rig.office.pin = False
    rig.window.refresh()
    assert "For staff" not in rig.buttons()
    rig.office.pin = True
    rig.to_question()
    rig.go(lambda: rig.visit.open(Aside.PERSON))
    assert "For staff" not in rig.buttons()


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
    rig.office.answer(Right())
    rig.office.answer(REPORT)
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
    rig.office.answer(Right())
    assert rig.visit.aside is None
    rig.go(rig.window.desk.knock)
    rig.go(lambda: rig.window.desk.enter(PIN))
    assert len(rig.office.asked) == 1, "in the middle of a visit no PIN is even looked at"


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
    first.set_result(Right())
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


def test_the_log_tells_a_wrong_pin_from_one_that_was_not_looked_at(kiosk, caplog):
    rig = kiosk()
    for found in (Wrong(30), Locked(29)):
        knock(rig)
        box(rig).setFocus()
        type_pin(rig)
        rig.office.answer(found)
    assert [each.getMessage() for each in caplog.records] == [
        "A wrong PIN was typed for the staff page.",
        "A PIN for the staff page was not looked at: too many before it were wrong.",
    ]


def test_it_shows_how_the_kiosk_stands(kiosk):
    rig = kiosk()
    to_page(rig)
    shown = texts(rig)
    for said in (
        "Waiting to be sent: 12",
        "Sent: 345",
        "Held: 2",
        "20 November 2026",
        "services: 7",
        "KTM 7RF 2WD",
    ):
        assert said in shown
    assert "The council’s system cannot open it." in shown
    assert "It may have arrived." in shown
    fresh = replace(REPORT, works=True, oldest=None, contact=None, bundle=0, held=())
    rig.window.desk.report = fresh
    rig.window.refresh()
    for said in ("No contact with the council", "that the kiosk came with", "Nothing is held."):
        assert said in texts(rig)


def test_a_held_one_is_sent_again_and_the_page_says_so(kiosk):
    rig = kiosk()
    to_page(rig)
    rig.press("Send KTM 7RF 2WD again")
    assert rig.office.asked[-1][0] == ("send", "KTM7RF2WD")
    rig.office.answer(None)
    rig.office.answer(replace(REPORT, held=REPORT.held[1:]))
    assert "KTM 7RF 2WD will be sent again." in texts(rig)
    assert "Send KTM 7RF 2WD again" not in rig.buttons()
    rig.press("Send 2WD KTM 7RF again")
    rig.office.answer(StoreError("gone"))
    rig.office.answer(REPORT)
    assert "That could not be done." in texts(rig)
    assert "will be sent again" not in texts(rig)


def test_leaving_locks_it_and_so_does_a_silence(kiosk):
    """The page is open for as long as it shows: there is nothing to forget to lock."""
    rig = kiosk()
    for leave in (
        lambda: rig.press("Close this page"),
        lambda: rig.key(Qt.Key.Key_Escape),
        lambda: rig.go(lambda: rig.visit.open(Aside.HELP)),
        lambda: rig.second(500),
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
    ],
)
def test_every_reason_is_told_in_plain_words(reason, key):
    assert why(HeldItem("", "", reason).reason) == f"staff.reason.{key}"
