"""A person is asked for in the middle of a form, and no answer is lost by it (S1)."""

import pytest

from kiosk import coming_back
from kiosk.calling import GRACE, POLL, Kind
from kiosk.config import Config
from kiosk.display import Display
from kiosk.keys import Command
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Asking, Before, Sent, Welcome
from tests.desk import COMING, DONE, SEEN, UNSEEN
from tests.journeys.keyboard import Citizen, Keyboard
from tests.journeys.keypad import Pad
from tests.journeys.kiosk import Listener
from tests.ui.kiosk_rig import REFERENCE, settle
from ui.bars import BarButton
from ui.parts.notice import Notice

AGAIN = 180.0
FIVE = {Command.UP, Command.DOWN, Command.LEFT, Command.RIGHT, Command.SELECT, Command.NEXT}


@pytest.fixture
def calls(kiosk, tmp_path):
    """A kiosk with our voice, whose desk answers what the test says: None is a network that is down."""

    def make(answer, *, keys=("keyboard",), **wishes):
        here = kiosk(voice=Listener, config=Config(tmp_path, keys=keys, windowed=True), **wishes)
        here.called.answer = answer
        return here

    return make


def pass_time(here, seconds):
    for _ in range(int(seconds)):
        here.second()


def heard(here, start):
    return " ".join(text for _, text in here.said[start:])


def status(here):
    """What stands at the top of the page."""
    return " ".join(notice.text() for notice in here.window.top.findChildren(Notice) if notice.isVisible())


def ask(keyboard):
    """Presses Ask a person in the bar."""
    keyboard.to(lambda widget: isinstance(widget, BarButton) and widget.objectName() == "bar.person")
    keyboard.press(Command.SELECT)


def test_a_blind_person_with_a_keypad_and_headphones_calls_staff_in_the_middle_of_a_form(calls):
    """S1, A9: five keys, nothing seen. They hear that staff know and that someone comes, and go on where they were."""
    here = calls(UNSEEN, keys=("ez-access",), display=Display())
    desk = here.called
    here.reader.plugged(True)
    pad = Pad(here.window, "ez-access")
    found = here.walk("missed-bin")
    citizen = Citizen(here, pad, found.answers)
    citizen.come("missed-bin")
    citizen.page()
    pad.go_on()
    stage, given = here.visit.stage, here.visit.filling.instance()

    start = len(here.said)
    ask(pad)
    assert here.visit.aside is Aside.PERSON
    assert "We are telling a member of staff." in heard(here, start)
    pass_time(here, GRACE + 1)
    desk.answer = SEEN
    start = len(here.said)
    pass_time(here, 2 * POLL)
    assert "We have told the staff that you would like someone to come." in heard(here, start)

    pad.to(lambda widget: widget.objectName() == "action.back")
    pad.press(Command.SELECT)
    assert (here.visit.stage, here.visit.aside, here.visit.filling.instance()) == (stage, None, given)
    assert status(here) == "We have told staff"
    desk.answer = COMING
    start = len(here.said)
    pass_time(here, 2 * POLL)
    assert heard(here, start) == "Someone is coming."
    assert status(here) == "Someone is coming"

    citizen.page()
    pad.go_on()
    assert isinstance(here.visit.stage, Asking)
    assert here.visit.stage != stage
    assert pad.used <= FIVE
    call = desk.said[-1]
    assert (call.kind, call.service, call.stage) == (Kind.HELP, "missed-bin", "asking")
    desk.answer = DONE
    pass_time(here, 2 * POLL)
    assert status(here) != "Someone is coming"


def test_with_nobody_there_they_ask_to_be_called_back_and_lose_nothing(calls):
    """S1: the network is down and there is no bell. The request waits in the outbox, with a reference."""
    here = calls(None)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.page()
    keyboard.go_on()
    citizen.page()
    stage, given, fields = here.visit.stage, here.visit.filling.instance(), here.visit.under_way

    here.online = False
    start = len(here.said)
    keyboard.choose("Ask a person")
    pass_time(here, GRACE + 2)
    assert "We have not been able to tell anyone yet." in heard(here, start)
    assert Config.phone in here.window.showing.texts()
    keyboard.choose("Ask for a call back or a meeting")
    assert isinstance(here.visit.stage, Before)
    keyboard.go_on()
    later = Citizen(here, keyboard, here.walk("call-back").answers)
    later.answer_all()
    later.send()
    assert here.visit.stage == Sent(REFERENCE)
    made = here.outbox.taken[-1]
    assert (made.service, b"<good_time>" in made.instance) == ("call-back", True)
    assert "Go back to where I was" in here.buttons()
    keyboard.go_on()
    assert (here.visit.stage, here.visit.filling.instance()) == (stage, given)
    assert here.visit.under_way == fields

    citizen.page()
    keyboard.go_on()
    assert here.visit.stage != stage


def test_who_leaves_the_call_back_is_where_they_were(calls):
    here = calls(None)
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, {}).come("missed-bin")
    stage = here.visit.stage
    keyboard.choose("Ask a person")
    pass_time(here, GRACE + 2)
    keyboard.choose("Ask for a call back or a meeting")
    keyboard.choose("Back")
    assert here.visit.stage == stage
    assert here.visit.beneath is None


def test_a_fault_in_the_call_back_leaves_the_form_beneath_it(calls):
    here = calls(None)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.page()
    stage, given = here.visit.stage, here.visit.filling.instance()
    keyboard.choose("Ask a person")
    pass_time(here, GRACE + 2)
    keyboard.choose("Ask for a call back or a meeting")
    here.go(here.visit.fail)
    here.go(here.visit.back)
    assert (here.visit.stage, here.visit.filling.instance()) == (stage, given)


def test_stopping_in_the_call_back_forgets_both(calls):
    """P1."""
    here = calls(None)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.page()
    filling = here.visit.filling
    keyboard.choose("Ask a person")
    pass_time(here, GRACE + 2)
    keyboard.choose("Ask for a call back or a meeting")
    assert here.visit.has_answers
    here.go(here.visit.end)
    assert here.visit.beneath is None
    assert all(question.raw in {"", ()} for question in filling.page(filling.page_keys()[0]).questions)


def test_a_slip_costs_nothing(calls):
    """Nobody hears of it."""
    here = calls(SEEN)
    desk = here.called
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, {}).come("missed-bin")
    keyboard.choose("Ask a person")
    start = len(here.said)
    keyboard.choose("I don’t need anyone now")
    assert "You can ask again at any time." in heard(here, start)
    assert here.visit.aside is Aside.PERSON
    pass_time(here, 20)
    assert desk.said == []
    keyboard.choose("Call a member of staff")
    pass_time(here, GRACE + 1)
    assert len(desk.said) == 1


def test_it_is_said_when_nobody_answers(calls):
    here = calls(SEEN)
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, {}).come("missed-bin")
    keyboard.choose("Ask a person")
    start = len(here.said)
    pass_time(here, AGAIN + 2)
    assert "Nobody has answered yet, so we have called again." in heard(here, start)
    assert isinstance(here.visit.stage, Asking)
    pass_time(here, AGAIN)
    assert "Nobody has answered. There may be no one free to come." in heard(here, start)
    assert "Ask for a call back or a meeting" in here.buttons()


def test_who_waits_is_not_sent_away_and_who_has_gone_is(calls):
    """T1, P1: from the first page too."""
    here = calls(SEEN)
    desk = here.called
    keyboard = Keyboard(here.window)
    keyboard.choose("Ask a person")
    pass_time(here, AGAIN * 2 - 10)
    assert here.visit.aside is Aside.PERSON
    assert desk.said[-1].ended == ""
    pass_time(here, 600)
    assert isinstance(here.visit.stage, Welcome)
    assert here.visit.aside is None
    assert desk.said[-1].ended == "over"


def test_of_a_silent_call_nothing_is_seen_or_heard(calls):
    """P6: somebody who is not alone wants to be."""
    here = calls(SEEN)
    desk = here.called
    Citizen(here, Keyboard(here.window), {}).come("missed-bin")
    before = status(here)
    pass_time(here, 30)  # what to press has been said
    start = len(here.said)
    here.window.calls.call(Kind.ALONE)
    pass_time(here, 20)
    desk.answer = COMING
    pass_time(here, 20)
    assert desk.said[0].kind is Kind.ALONE
    assert (status(here), here.said[start:]) == (before, [])
    desk.answer = UNSEEN
    here.window.open(Aside.PERSON)
    settle()
    assert "Someone is coming." in here.window.showing.texts()


def test_a_crash_in_the_call_back_comes_back_to_the_form_beneath_it(calls):
    """The form that people have put work into is the one that is kept."""
    here = calls(None)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    citizen.page()
    draft = coming_back.draft_of(here.visit, Settings())
    keyboard.choose("Ask a person")
    pass_time(here, GRACE + 2)
    keyboard.choose("Ask for a call back or a meeting")
    keyboard.go_on()
    assert coming_back.draft_of(here.visit, Settings()) == draft


def test_staff_who_come_and_type_their_pin_end_the_call_in_silence(calls):
    """A17: the one who came stands there; nothing of it is said over the staff's pages."""
    here = calls(SEEN)
    Citizen(here, Keyboard(here.window), {}).come("missed-bin")
    here.window.open(Aside.PERSON)
    pass_time(here, 20)
    start = len(here.said)
    here.let_in()
    pass_time(here, 10)
    assert here.called.said[-1].ended == "called-off"
    assert "coming" not in heard(here, start)
    assert status(here) == ""


def test_staff_on_their_way_to_their_own_page_call_nobody(calls):
    """It is opened from the page that calls."""
    here = calls(SEEN)
    here.window.open(Aside.PERSON)
    here.go(here.window.desk.knock)
    pass_time(here, 30)
    here.let_in()
    pass_time(here, 30)
    assert here.called.said == []
    here.go(here.visit.close)


def test_who_took_the_staffs_page_for_theirs_is_called_for_all_the_same(calls):
    here = calls(SEEN)
    here.window.open(Aside.PERSON)
    here.go(here.window.desk.knock)
    pass_time(here, 30)
    here.go(here.visit.close)
    pass_time(here, GRACE + 1)
    assert len(here.called.said) == 1


def test_who_comes_in_the_very_second_in_which_the_last_person_went_has_a_call_of_their_own(calls):
    here = calls(SEEN)
    Citizen(here, Keyboard(here.window), {}).come("missed-bin")
    here.window.open(Aside.PERSON)
    pass_time(here, 20)
    first = here.called.said[-1].id
    here.go(here.visit.end)
    here.window.open(Aside.PERSON)
    pass_time(here, GRACE + 1)
    assert here.window.calls.open is not None
    assert {call.id for call in here.called.said if call.ended} == {first}
