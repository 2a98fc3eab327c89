"""Whose each act at the staff console is; and a volunteer who tries to read answers."""

from functools import partial

import pytest
from PySide6.QtWidgets import QLineEdit

from kiosk.keys import Command
from kiosk.roles import MAY, Act, Role
from kiosk.staff_log import Reason
from kiosk.stage import Aside, Sent
from tests.ui.kiosk_rig import REFERENCE, settle
from tests.ui.staff_rig import NAME, at_name, make_console, shown, texts
from ui import acts
from ui.console import PAGES


@pytest.fixture
def kiosk(rig):
    """A kiosk whose office keeps what it is asked."""
    return partial(make_console, rig)


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
        if rig.window.desk.role is None or rig.window.desk.page is not None:
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


def test_the_reference_of_a_person_s_own_is_not_shown_either(kiosk):
    rig = kiosk()
    rig.to_receipt()
    assert isinstance(rig.visit.stage, Sent)
    rig.let_in(Role.VOLUNTEER)
    assert REFERENCE not in shown(rig).replace(" ", "")
