"""Where the features of a visit meet: a code, a short form over another, somebody who helps, staff."""

from concurrent.futures import Future
from dataclasses import replace
from types import SimpleNamespace

import pytest

from kiosk import catalogue, helping, meanwhile
from kiosk.catalogue import Catalogue, Category
from kiosk.coming_back import draft_of
from kiosk.helping import Proposal
from kiosk.meanwhile import CALL_BACK
from kiosk.pausing.cupboard import Found
from kiosk.printing.copying import Copying, Step
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Asking, EnterCode, Keeping, Paused, Sent, Unusable, Welcome
from kiosk.way_back import leave
from tests.printing.at_once import AtOnce
from tests.ui.kiosk_rig import REFERENCE, Rig, settle, shelves
from tests.ui.pause_places import to_changed, to_code, to_keeping, to_paused
from ui.audit.cupboard import CODE
from ui.parts.edit import Edit
from ui.printing import Printer

WORDS = CODE.words("en")


@pytest.fixture(scope="module")
def offers(tmp_path_factory):
    """The form for bags is sensitive; people can ask to be called back."""
    folder = tmp_path_factory.mktemp("meeting")
    shelves(folder)
    bags = folder / "bags" / "manifest.toml"
    numbers = '\n[[help]]\nname = { en = "Someone to talk to" }\nnumber = "01632 960 221"\nhours = { en = "Always." }\n'
    bags.write_text("sensitive = true\n" + bags.read_text(encoding="utf-8") + numbers, encoding="utf-8")
    found = catalogue.load(folder)
    service = replace(found.service("bins"), id=CALL_BACK)
    return Catalogue((*found.categories, Category("contact", service.title, (service,))))


@pytest.fixture
def kiosk(qtbot, offers):
    rig = Rig(offers)
    qtbot.addWidget(rig.window)
    return rig


def call_back(rig):
    rig.go(lambda: meanwhile.begin(rig.visit))


def send(rig):
    """From the page before the questions of a form to its reference."""
    rig.go(rig.visit.start)
    while isinstance(rig.visit.stage, Asking):
        rig.fill()
        rig.go(rig.visit.proceed)
    rig.go(rig.visit.agree)
    rig.go(rig.window.submit)
    rig.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert rig.visit.stage == Sent(REFERENCE)


def come_back(rig):
    to_code(rig)
    rig.go(lambda: rig.window.pausing.enter(WORDS))
    settle()


def resumed(rig):
    to_paused(rig)
    rig.go(rig.visit.end)
    come_back(rig)
    assert isinstance(rig.visit.stage, Asking)


def test_a_call_back_that_is_sent_leaves_the_code_of_what_lies_beneath(kiosk):
    """T3: deleted when it is sent itself, and not before."""
    resumed(kiosk)
    call_back(kiosk)
    send(kiosk)
    assert kiosk.cupboard.over == []
    kiosk.go(kiosk.visit.finish)
    kiosk.go(lambda: kiosk.visit.change("/data/more"))
    kiosk.fill()
    kiosk.go(kiosk.visit.proceed)
    kiosk.go(kiosk.visit.agree)
    kiosk.go(kiosk.window.submit)
    kiosk.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert kiosk.cupboard.over == ["audit"]


def test_another_form_that_is_sent_leaves_the_code_of_the_one_that_was_left(kiosk):
    """T3: who comes back, leaves that form and sends another can still come back to it."""
    resumed(kiosk)
    kiosk.go(lambda: leave(kiosk.visit))
    kiosk.go(lambda: kiosk.visit.choose("trees"))
    send(kiosk)
    assert kiosk.cupboard.over == []


def test_what_is_typed_of_a_code_outlives_a_look_at_the_display_and_a_card(kiosk):
    to_code(kiosk)
    box = kiosk.page.findChildren(Edit)[0]
    box.setText("balloon")
    kiosk.presets.card("HANDRAIL:LARGE")
    assert kiosk.visit.aside is Aside.PRESETS
    kiosk.go(kiosk.visit.close)
    assert kiosk.page.findChildren(Edit)[0].text() == "balloon"
    kiosk.go(kiosk.visit.end)
    assert kiosk.window.pausing.typed == ("",) * 6


def test_half_a_name_of_who_helps_outlives_the_idle_warning(kiosk):
    """T1: a sign of life leads back to what the warning covered."""
    kiosk.to_question(1)
    helping.propose(kiosk.visit, "types")
    kiosk.go(lambda: helping.known_as(kiosk.visit, "family"))
    kiosk.page.findChildren(Edit)[0].setText("Sa")
    kiosk.second(181)
    assert kiosk.visit.aside is Aside.IDLE
    kiosk.window.wake()
    assert kiosk.page.findChildren(Edit)[0].text() == "Sa"
    kiosk.go(kiosk.visit.end)
    assert kiosk.visit.proposal == Proposal()


def test_who_reads_what_has_changed_in_the_form_can_pause_there(kiosk):
    """T3: the button is offered, so it does what it says; and goes on after that page."""
    to_changed(kiosk)
    then = kiosk.visit.stage.then
    kiosk.window.open(Aside.STOP)
    kiosk.press(kiosk.visit.words.say("pause.offer"))
    kiosk.press(kiosk.visit.words.say("pause.yes"))
    assert isinstance(kiosk.visit.stage, Paused)
    kiosk.go(kiosk.visit.end)
    come_back(kiosk)
    assert kiosk.visit.stage == then


def test_a_crash_while_a_visit_is_put_aside_leads_back_to_its_page(kiosk):
    """Decision 0027: the draft from before stands, and nobody is asked to send what is not done."""
    to_keeping(kiosk)
    assert draft_of(kiosk.visit, Settings()) is None


@pytest.fixture
def slow(kiosk, monkeypatch):
    """What lies under the code of a visit is found when the test says."""
    to_paused(kiosk)
    kiosk.go(kiosk.visit.end)
    found = Future()
    monkeypatch.setattr(kiosk.cupboard, "find", lambda _code: found)
    come_back(kiosk)
    assert kiosk.window.pausing.busy
    return kiosk, lambda: (found.set_result(Found("audit", kiosk.cupboard.saved)), settle())


def test_a_code_that_is_found_while_staff_are_there_opens_nothing(slow):
    """P2, A17: nor does it change how the console looks and sounds."""
    kiosk, find = slow
    kiosk.cupboard.saved = replace(
        kiosk.cupboard.saved,
        draft=replace(kiosk.cupboard.saved.draft, display=replace(kiosk.visit.display, text_size="largest")),
    )
    kiosk.let_in()
    shown = kiosk.visit.display
    find()
    assert kiosk.visit.display == shown
    kiosk.go(kiosk.visit.close)
    assert isinstance(kiosk.visit.stage, EnterCode)
    assert not kiosk.window.pausing.busy


def test_a_code_that_is_found_while_another_form_is_open_can_be_entered_again(slow):
    kiosk, find = slow
    call_back(kiosk)
    find()
    kiosk.go(kiosk.visit.back)
    assert isinstance(kiosk.visit.stage, EnterCode)
    kiosk.go(lambda: kiosk.window.pausing.enter(WORDS))
    settle()
    assert isinstance(kiosk.visit.stage, Asking)


def test_who_helps_before_the_code_is_typed_helps_after_it(kiosk):
    """S3: the record of it, and the line at the top."""
    kiosk.to_question(1)
    kiosk.help_begins(name="Ida")
    kiosk.go(kiosk.window.pausing.keep)
    kiosk.go(kiosk.visit.end)
    kiosk.to_question(1)
    kiosk.help_begins(name="Sam")
    kiosk.go(lambda: leave(kiosk.visit))
    come_back(kiosk)
    assert [each.name for each in kiosk.visit.helpers] == ["Ida", "Sam"]
    assert "Sam" in kiosk.window.banner.text


def test_over_a_sensitive_form_every_page_can_be_left_with_one_press(kiosk):
    """P6: in a form that lies over it as well, and with the numbers of who can help."""
    kiosk.go(lambda: kiosk.visit.begin("en"))
    kiosk.go(lambda: kiosk.visit.choose("bags"))
    call_back(kiosk)
    assert kiosk.window.top.leave is not None
    kiosk.window.open(Aside.PERSON)
    assert "01632 960 221" in kiosk.window.showing.texts()
    assert kiosk.visit.words.say("at_desk.open") in kiosk.buttons()
    kiosk.go(kiosk.visit.fail)
    assert isinstance(kiosk.visit.stage, Unusable)
    kiosk.window.top.leave.click()
    settle()
    assert kiosk.visit.stage == Welcome()


def test_the_page_of_a_form_that_lies_over_another_asks_nothing_about_the_paper_of_that(kiosk):
    """A17: it was the code that was printed, and no reference; it is asked about where it was printed."""
    job = SimpleNamespace(send=lambda _paper: "job", look=lambda _job: True, empty=lambda: None)
    copying = Copying(job, lambda: kiosk.seconds, AtOnce())
    printer = Printer(kiosk.window, kiosk.visit, kiosk.window._config, copying, kiosk.visit.now)
    kiosk.window.printer = printer
    kiosk.window.second.connect(printer.second)
    to_paused(kiosk)
    kiosk.go(printer.print)
    call_back(kiosk)
    send(kiosk)
    kiosk.second()
    kiosk.second()
    assert printer.copy.step is Step.READY
    kiosk.go(kiosk.visit.finish)
    assert printer.copy.step is Step.ASKING


def test_stop_in_a_form_over_the_code_asks_whether_that_is_written_down(kiosk):
    """T3: the code is not shown again."""
    to_paused(kiosk)
    call_back(kiosk)
    kiosk.window.open(Aside.STOP)
    assert kiosk.visit.words.say("stop.paused") in kiosk.window.showing.texts()


def test_the_code_is_held_by_nothing_once_the_visit_is_over(kiosk):
    """P1: nor by what remembers where the person was."""
    to_paused(kiosk)
    kiosk.window.open(Aside.STOP)
    assert isinstance(kiosk.window._bookmark._stage, Paused)
    kiosk.go(kiosk.visit.end)
    assert kiosk.window._bookmark._stage is None


def test_after_a_fault_while_it_is_sealed_the_code_shows_to_nobody(kiosk, monkeypatch):
    kept = Future()
    keep = kiosk.cupboard.keep
    monkeypatch.setattr(kiosk.cupboard, "keep", lambda saved: keep(saved) and kept)
    to_paused(kiosk)
    assert isinstance(kiosk.visit.stage, Keeping)
    kiosk.go(kiosk.visit.fail)
    kept.set_result(keep(kiosk.cupboard.saved).result())
    settle()
    assert kiosk.visit.stage == Unusable("unusable.fault")
