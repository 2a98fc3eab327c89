"""The staff console: whose each act is, what its pages show, and the visit that is set aside meanwhile."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.errors import StoreError
from kiosk.keys import Command
from kiosk.printing.copying import Copy
from kiosk.roles import MAY, Act, Role
from kiosk.staff import HeldItem, QueuedItem
from kiosk.staff_log import Reason
from kiosk.stage import Aside, Asking, Sent, Welcome
from tests.ui.kiosk_rig import REFERENCE, settle
from ui import acts
from ui.audit.office import ENTRIES, REPORT, AuditOffice, done
from ui.console import PAGES
from ui.desk import LASTS, WARNS, Desk

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

    def leave(self):
        pass

    def try_out(self):
        self.printed.append("test")
        return self.free


@pytest.fixture
def kiosk(rig):
    """A kiosk whose office keeps what it is asked; ``heard`` is what the voice was told to say at the tests."""

    def make(**wishes):
        made = rig(**wishes)
        made.office, made.heard, made.ended = Office(), [], []
        made.window.printer = Printer()
        keepers = (made.switches.set_aside, made.window.keypad.set_aside)
        desk = Desk(made.window, made.visit, made.office, keepers, clock=lambda: made.seconds)
        desk.sound, desk.quit = made.heard.append, lambda: made.ended.append("quit")
        made.window.desk = desk
        return made

    return make


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


# Whose each act is.

PERFORM = {
    Act.RETRY: lambda desk, rig: acts.retry(desk, "KTM7RF2WD"),
    Act.HOLD: lambda desk, rig: acts.hold(desk, "7RFKTM2WD"),
    Act.START: lambda desk, rig: acts.start(desk, rig.visit),
    Act.ASSIST: lambda desk, rig: acts.assist(desk, rig.visit),
    Act.END: lambda desk, rig: acts.end(desk, rig.visit, Reason.LEFT),
    Act.LOOK: lambda desk, rig: acts.read_aloud(desk, rig.visit, wanted=True),
    Act.TEST: lambda desk, rig: acts.keep_test(desk, "keys", passed=True),
    Act.PRINT: lambda desk, rig: acts.print_test(desk, rig.window.printer),
    Act.CALIBRATE: lambda desk, rig: acts.keep_measure(desk, 4.0),
    Act.UPDATE: lambda desk, rig: acts.look_for_updates(desk),
    Act.PINS: lambda desk, rig: acts.set_pin(desk, Role.IT, "918273", "918273"),
    Act.LEAVE: lambda desk, rig: acts.leave(desk, rig.visit),
    Act.HEALTH: lambda desk, rig: desk.to(Act.HEALTH),
    Act.OUTBOX: lambda desk, rig: desk.to(Act.OUTBOX),
    Act.HELD: lambda desk, rig: desk.to(Act.HELD),
    Act.KEYS: lambda desk, rig: desk.to(Act.KEYS),
    Act.LOG: lambda desk, rig: desk.to(Act.LOG),
}
"""How each act is done, through the desk."""


def came_of(rig):
    """All that an act can change."""
    visit = rig.visit
    return (
        list(rig.office.asked),
        list(rig.window.printer.printed),
        list(rig.ended),
        visit.stage,
        visit.aside,
        visit.display,
        rig.window.desk.page,
    )


@pytest.mark.parametrize("role", list(Role))
def test_every_act_is_done_by_whose_it_is_and_by_nobody_else(kiosk, role):
    """S5: the whole matrix, through the desk, and each try is a line in the log."""
    assert set(PERFORM) == set(Act)
    rig = kiosk()
    for act in Act:
        rig.go(rig.visit.end)
        rig.to_question()
        rig.let_in(role)
        before = came_of(rig)
        rig.office.notes.clear()
        rig.go(lambda act=act: PERFORM[act](rig.window.desk, rig))
        settle()
        noted = [note for note in rig.office.notes if note[1] == act.value]
        allowed = role in MAY[act]
        assert [(who, how) for who, _, how, _ in noted] == [(role, "allowed" if allowed else "refused")], act
        assert (came_of(rig) != before) == allowed, act


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_has_what_a_role_may_do_and_no_more(kiosk, role):
    """S5."""
    rig = kiosk()
    rig.to_question()
    rig.let_in(role)
    for act in PAGES:
        assert (rig.visit.words.say(f"console.act.{act.value}") in rig.buttons()) == (role in MAY[act]), act


def test_nothing_is_allowed_once_the_console_was_left(kiosk):
    rig = kiosk()
    rig.let_in()
    rig.go(rig.visit.close)
    for act, perform in PERFORM.items():
        before = came_of(rig)
        rig.go(lambda perform=perform: perform(rig.window.desk, rig))
        assert came_of(rig) == before, act
    rig.go(lambda: rig.visit.open(Aside.STAFF))
    assert list(rig.window.showing.texts()) == ["For staff"], (
        "who opens the page by other ways finds nothing on it"
    )


# A volunteer who tries to read answers.


@pytest.mark.parametrize("role", list(Role))
def test_a_volunteer_who_tries_to_read_answers_finds_none_on_any_page(kiosk, role):
    """S5, P3: nor does anybody else. Every page is looked through, with a visit set aside that has answers."""
    rig = kiosk()
    at_name(rig)
    typed = rig.page.findChildren(QLineEdit)[0].text()
    assert typed.lower() in NAME.lower()
    rig.visit.answer("/data/you/name", NAME)
    rig.let_in(role)
    places = [None, *(act for act in PAGES if role in MAY[act])]
    for act in places:
        rig.go(lambda act=act: rig.window.desk.to(act))
        everything = shown(rig).lower()
        assert NAME.lower() not in everything
        assert typed.lower() not in everything
        assert "missed bin" not in everything, "which service it is, is the person's own"
    if role is Role.VOLUNTEER:
        assert "Held until you decide" not in rig.buttons()
        assert "KTM 7RF 2WD" not in texts(rig)
    rig.window.clear_clipboard()


def test_what_the_person_copied_cannot_be_pasted_at_the_console(kiosk):
    rig = kiosk()
    field = at_name(rig)
    field.selectAll()
    field.copy()
    rig.let_in()
    rig.go(lambda: rig.window.desk.to(Act.PINS))
    rig.go(lambda: rig.window.desk.turn("it"))
    box = rig.page.findChild(QLineEdit, "console.pin_new")
    box.paste()
    assert box.text() == ""


# The visit that is set aside.


def test_a_held_one_is_sent_again_in_the_middle_of_a_question_and_the_visit_is_as_it_was(kiosk):
    """The person has typed half a name, in large white words on black; staff come, and go."""
    rig = kiosk()
    display = replace(rig.visit.display, text_size="largest", theme="white_on_black", yes_no=True)
    rig.go(lambda: rig.visit.show(display))
    field = at_name(rig)
    field.setCursorPosition(4)
    rig.window.scroller.verticalScrollBar().setValue(60)
    before = rig.visit.stage, rig.visit.language, field.text(), field.objectName()
    place = rig.window.scroller.verticalScrollBar().value()

    rig.press("Ask a person")
    rig.press("For staff")
    rig.go(lambda: rig.window.desk.enter("739182"))
    assert rig.visit.display.text_size == "normal"
    rig.press("Held until you decide")
    rig.press("Send KTM 7RF 2WD again")
    assert rig.office.asked == [("send_again", "KTM7RF2WD")]
    assert "KTM 7RF 2WD will be sent again." in texts(rig)
    rig.key(Qt.Key.Key_Escape)
    rig.press("Close this, and give the visit back")

    now = rig.focus
    assert (rig.visit.stage, rig.visit.language, now.text(), now.objectName()) == before
    assert now.cursorPosition() == 4
    assert rig.window.scroller.verticalScrollBar().value() == place
    assert rig.visit.display == display
    assert rig.visit.aside is None
    assert rig.window.desk.role is None


def test_the_switches_of_the_person_are_theirs_again_and_move_nothing_meanwhile(kiosk):
    """M9: they need not be found out a second time."""
    rig = kiosk()
    rig.to_question()
    rig.go(lambda: rig.visit.open(Aside.SWITCHES))
    for key in (Qt.Key.Key_F13, Qt.Key.Key_F13, Qt.Key.Key_F14, Qt.Key.Key_F14):
        rig.key(key)
    keys, focus = rig.switches.keys, None
    assert "" not in keys
    rig.let_in()
    focus = rig.focus
    rig.key(Qt.Key.Key_F13)
    assert (rig.focus, rig.visit.aside) == (focus, Aside.STAFF)
    rig.go(rig.visit.close)
    assert rig.switches.keys == keys
    assert rig.visit.display.switches == 2
    rig.key(Qt.Key.Key_F13)
    assert rig.focus is not rig.window.first


def test_the_curtain_lifts_for_staff_and_is_drawn_again(kiosk):
    """P2."""
    rig = kiosk()
    rig.to_question()
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, curtain=True)))
    rig.let_in()
    assert not rig.visit.display.curtain
    rig.go(rig.visit.close)
    assert rig.visit.display.curtain


def test_the_visit_has_no_limit_while_staff_are_there_and_the_console_has_its_own(kiosk):
    """T1, T2: it says so in time, any key goes on, and it locks by itself; then the idle rule holds again."""
    rig = kiosk()
    at_name(rig)
    rig.let_in()
    for _ in range(20):
        rig.second(LASTS - WARNS - 1)
        rig.key(Qt.Key.Key_Down)
    assert rig.visit.aside is Aside.STAFF
    rig.second(LASTS - WARNS + 1)
    assert f"lock in {WARNS:.0f} seconds" in texts(rig)
    focus = rig.focus.objectName()
    rig.key(Qt.Key.Key_Return)
    assert "lock in" not in texts(rig)
    assert (rig.visit.aside, rig.focus.objectName()) == (Aside.STAFF, focus), "that key did nothing else"
    rig.second(LASTS - 1)
    rig.second(2)
    assert (rig.visit.aside, rig.window.desk.role) == (None, None)
    assert isinstance(rig.visit.stage, Asking)
    assert rig.office.notes[-1][1:3] == ("silence", "allowed")
    rig.second(181)
    assert rig.visit.aside is Aside.IDLE
    rig.second(61)
    assert rig.visit.stage == Welcome()


def test_a_console_that_is_read_aloud_is_left_twice_as_long(kiosk):
    """T1."""
    rig = kiosk()
    rig.let_in()
    rig.go(lambda: acts.read_aloud(rig.window.desk, rig.visit, wanted=True))
    rig.second(LASTS + 10)
    assert rig.visit.aside is Aside.STAFF
    rig.second(LASTS)
    assert rig.visit.aside is None


@pytest.mark.parametrize("aside", [Aside.HELP, Aside.STOP, Aside.DISPLAY])
def test_a_press_on_the_bar_locks_the_console_and_opens_over_the_visit(kiosk, aside):
    rig = kiosk()
    at_name(rig)
    large = replace(rig.visit.display, text_size="large")
    rig.go(lambda: rig.visit.show(large))
    rig.let_in()
    rig.go(lambda: rig.window.open(aside))
    assert (rig.visit.aside, rig.visit.display, rig.window.desk.role) == (aside, large, None)


def test_an_ended_visit_leaves_nothing_of_the_person_to_whoever_comes_next(kiosk):
    """P1: neither their answers nor how they saw and heard."""
    rig = kiosk()
    at_name(rig)
    rig.go(lambda: rig.visit.show(replace(rig.visit.display, theme="soft", curtain=True)))
    usual = type(rig.visit.display)()
    rig.let_in(Role.STAFF)
    rig.press("End the visit")
    rig.press("The person has left")
    assert (rig.visit.stage, rig.visit.aside, rig.visit.display) == (Welcome(), None, usual)
    assert ("end", "allowed", "left") in [note[1:] for note in rig.office.notes]


def test_a_fault_while_the_console_is_open_locks_it(kiosk):
    rig = kiosk()
    at_name(rig)
    large = replace(rig.visit.display, text_size="large")
    rig.go(lambda: rig.visit.show(large))
    rig.let_in()
    rig.go(rig.visit.fail)
    assert (rig.visit.aside, rig.window.desk.role, rig.visit.display) == (None, None, large)


def test_the_pause_key_and_the_others_do_not_bring_the_visit_back_to_sight(kiosk):
    rig = kiosk()
    at_name(rig)
    rig.let_in()
    for command in Command:
        if command not in {
            Command.PERSON,
            Command.HELP,
            Command.LANGUAGE,
            Command.DISPLAY,
            Command.STOP,
            Command.LEARN,
        }:
            rig.go(lambda command=command: rig.window.keypad.do(command))
            if rig.visit.aside is not Aside.STAFF:
                rig.let_in()
        assert NAME[:9].lower() not in shown(rig).lower() or rig.visit.aside is None


# Its pages.


def to(rig, act, role=Role.IT):
    rig.let_in(role)
    rig.press(rig.visit.words.say(f"console.act.{act.value}"))


def test_how_the_kiosk_is_in_plain_words_and_without_counts(kiosk):
    rig = kiosk()
    to(rig, Act.HEALTH, Role.VOLUNTEER)
    for said in (
        "cannot take forms now",
        "The printer has no paper",
        "21 GB",
        "on for 3 days",
        "A device did not work",
    ):
        assert said in texts(rig)
    assert "12" not in texts(rig)
    assert "345" not in texts(rig)


def test_the_outbox_in_counts_and_times(kiosk):
    rig = kiosk()
    to(rig, Act.OUTBOX, Role.STAFF)
    for said in (
        "Waiting to be sent: 12",
        "Sent: 345",
        "Held: 2",
        "20 November 2026",
        "services: 7",
        "2 November",
    ):
        assert said in texts(rig)
    rig.go(rig.visit.close)
    rig.office.shown = replace(REPORT, works=True, oldest=None, contact=None, bundle=0, bundled=None)
    to(rig, Act.OUTBOX, Role.STAFF)
    for said in ("No contact with the council", "that the kiosk came with"):
        assert said in texts(rig)


def test_many_that_are_held_come_ten_at_a_time(kiosk):
    rig = kiosk()
    held = tuple(HeldItem(f"{number:09}", "council", "too large") for number in range(23))
    rig.office.shown = replace(REPORT, held=held)
    to(rig, Act.HELD, Role.STAFF)
    assert "1 to 10 of 23" in texts(rig)
    assert len([words for words in rig.buttons() if words.startswith("Send ")]) == 10
    rig.press("Show the next ones")
    rig.press("Show the next ones")
    assert "21 to 23 of 23" in texts(rig)
    assert "Show the next ones" not in rig.buttons()
    rig.press("Show the ones before")
    assert "11 to 20 of 23" in texts(rig)
    rig.press("Back")
    assert rig.window.desk.page is Act.HELD
    rig.press("Back")
    assert rig.window.desk.page is None


def test_what_could_not_be_done_is_said_and_in_the_log(kiosk):
    rig = kiosk()
    rig.office.fails = True
    to(rig, Act.HELD, Role.STAFF)
    rig.press("Send KTM 7RF 2WD again")
    assert "That could not be done." in texts(rig)
    assert "will be sent again" not in texts(rig)
    assert [note[2] for note in rig.office.notes if note[1] == "retry"] == ["allowed", "failed"]


def test_one_that_waits_is_kept_back(kiosk):
    rig = kiosk()
    to(rig, Act.HOLD, Role.STAFF)
    rig.office.shown = replace(REPORT, queue=())
    rig.press("Keep 7RF KTM 2WD back")
    assert rig.office.asked == [("keep_back", "7RFKTM2WD")]
    assert "7RF KTM 2WD is kept back." in texts(rig)
    assert "Nothing waits to be sent." in texts(rig)
    assert isinstance(REPORT.queue[0], QueuedItem)


def test_a_key_that_ends_soon_is_warned_of(kiosk):
    rig = kiosk()
    to(rig, Act.KEYS)
    shown_now = texts(rig)
    assert "Ends in 12 days. Tell IT" in shown_now
    assert "This has ended." in shown_now
    assert shown_now.index("This has ended.") < shown_now.index("Ends in 12 days") < shown_now.index("2027")
    rig.go(rig.visit.close)
    rig.office.shown = replace(REPORT, ends=())
    to(rig, Act.KEYS)
    assert "no key or certificate that ends" in texts(rig)


def test_the_log_is_read_by_it(kiosk):
    rig = kiosk()
    to(rig, Act.LOG)
    assert "Member of staff: Send a held one again: yes" in texts(rig)
    assert "Volunteer: Held until you decide: not theirs to do" in texts(rig)
    assert len(ENTRIES) == 3


def test_every_key_is_tried_and_says_what_it_is_and_then_somebody_says_whether_all_did(kiosk):
    """S6, A14: also with no other way to press than the keys themselves."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Keys")
    rig.key(Qt.Key.Key_F1)
    assert rig.visit.aside is Aside.STAFF, "it opened no help"
    assert "Help" in texts(rig)
    rig.key(Qt.Key.Key_Return)
    rig.key(Qt.Key.Key_Return)
    assert "It works" in rig.buttons()
    rig.press("It works")
    assert rig.office.asked == [("keep_test", "keys", True)]
    assert rig.window.desk.part == ""
    assert "Kept: it works today." in texts(rig)
    assert rig.buttons()["Voice"].accessibleDescription() == "Does not work today"


def test_the_sound_is_played_whatever_is_set(kiosk):
    """S6."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Headphones")
    rig.press("Play the sound")
    rig.press("It does not work")
    assert rig.heard == ["This is the voice of the kiosk. One, two, three."]
    assert rig.office.asked == [("keep_test", "headphones", False)]
    assert not rig.visit.display.read_aloud


def test_each_square_that_is_touched_gets_its_tick(kiosk):
    """S6."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Touch screen")
    for number in ("1", "5", "9", "5"):
        rig.press(number)
    assert "Squares touched: 3 of 9" in texts(rig)


def test_a_test_page_waits_for_a_person_s_paper(kiosk):
    """S6."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Printer")
    rig.press("Print a test page")
    assert "A test page is being printed." in texts(rig)
    rig.window.printer.free = False
    rig.press("Print a test page")
    assert "Somebody’s paper is in the printer." in texts(rig)


def test_the_screen_is_measured_with_a_card(kiosk):
    rig = kiosk()
    to(rig, Act.CALIBRATE)
    width = round(rig.theme.px_per_mm * 85.6)
    rig.press("Wider")
    rig.press("Much wider")
    rig.press("Narrower")
    rig.press("Keep this")
    assert rig.office.asked == [("keep_measure", round((width + 10) / 85.6, 3))]
    assert "This is kept." in texts(rig)


def test_another_pin_is_typed_twice_and_is_not_an_easy_one(kiosk):
    rig = kiosk()
    to(rig, Act.PINS)
    rig.press("New PIN: Volunteer")

    def type_both(first, again):
        for name, pin in (("console.pin_new", first), ("console.pin_again", again)):
            rig.page.findChild(QLineEdit, name).setText(pin)
        rig.press("Keep this PIN")

    type_both("918273", "918274")
    assert "were not the same" in texts(rig)
    type_both("123456", "123456")
    assert "too easy to guess" in texts(rig)
    assert rig.office.asked == []
    type_both("918273", "918273")
    assert rig.office.asked == [("set_pin", Role.VOLUNTEER, "918273")]
    assert "The new PIN holds from now on." in texts(rig)


def test_it_leaves_the_kiosk_after_being_asked_once_more_and_the_visit_ends(kiosk):
    """The line in the log is on disk first, and nothing of the visit is left."""
    rig = kiosk()
    at_name(rig)
    to(rig, Act.LEAVE)
    assert "its answers are forgotten" in texts(rig)
    assert rig.ended == []
    rig.press("End the kiosk program")
    assert rig.ended == ["quit"]
    assert rig.visit.stage == Welcome()
    assert [note[1:3] for note in rig.office.notes if note[1] == "leave"] == [("leave", "allowed")] * 2


def test_staff_may_read_in_another_language_and_size_and_the_person_keeps_theirs(kiosk):
    """L2, V9."""
    rig = kiosk(language="cy")
    at_name(rig)
    rig.let_in(language="en")
    rig.press("Size, language and voice of these pages")
    rig.page.findChild(object, "console.language.cy").click()
    settle()
    assert "Maint, iaith a llais" in texts(rig)
    rig.page.findChild(object, "console.language.en").click()
    settle()
    rig.go(rig.visit.close)
    assert rig.visit.language == "cy"
    assert rig.visit.filling.language == "Welsh (cy)"


def test_the_reference_of_a_person_s_own_is_not_shown_either(kiosk):
    rig = kiosk()
    rig.to_receipt()
    assert isinstance(rig.visit.stage, Sent)
    rig.let_in(Role.VOLUNTEER)
    assert REFERENCE not in shown(rig).replace(" ", "")
