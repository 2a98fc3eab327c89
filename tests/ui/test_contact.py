"""Find out, ask first, pay: in the window, by voice and on paper."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk import reading
from kiosk.config import Config
from kiosk.keys import Command
from kiosk.printing.copying import Copying, Step
from kiosk.printing.pay_slip import pay_slip
from kiosk.stage import Aside, Asking, Before, Goodbye, Paying, Reading, Services, Welcome
from tests.printing.at_once import AtOnce
from tests.ui import contact_places
from tests.ui.spoken_rig import Spoken
from ui.parts.square import Square
from ui.printing import Printer

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
TYPED = replace(contact_places.PAYMENT, reference="nick")
"""Paid with what the person typed as their reference."""


class Tray:
    def __init__(self):
        self.papers = []

    def send(self, paper):
        self.papers.append(paper)
        return "tray-1"

    def look(self, _job):
        return False

    def empty(self):
        pass


def shown(kiosk):
    return [label.text() for label in kiosk.page.findChildren(QLabel)]


def test_a_page_is_read_by_keys_and_who_did_not_find_it_is_led_to_a_person(rig):
    """M7, A1."""
    kiosk = rig()
    contact_places.to_page(kiosk)
    while kiosk.focus.accessibleName() != "On the web":
        kiosk.key(Qt.Key.Key_Down)
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.visit.stage.section == 2
    assert kiosk.page.findChildren(Square)
    kiosk.press("Next: In person")
    kiosk.press("No")
    assert kiosk.visit.stage.section == Reading.NOT_FOUND
    kiosk.press("Ask a person")
    assert kiosk.visit.aside is Aside.PERSON
    kiosk.go(kiosk.visit.close)
    for _ in range(4):
        kiosk.key(Qt.Key.Key_Escape)
    assert kiosk.visit.stage == Services("waste")


def test_who_found_it_can_finish_and_nothing_is_left(rig):
    """P1."""
    kiosk = rig()
    contact_places.to_page(kiosk, 0)
    kiosk.press("Yes")
    kiosk.press("Finish")
    assert kiosk.visit.stage == Welcome()


def test_who_reads_urdu_is_told_that_the_page_is_in_english(rig):
    """L3."""
    kiosk = rig(language="ur")
    contact_places.to_page(kiosk)
    assert kiosk.visit.words.say("reading.language") in shown(kiosk)
    assert "Direct debit" in kiosk.buttons()


def test_start_leads_to_the_questions_first_and_each_of_them_to_the_form(rig):
    kiosk = rig()
    contact_places.to_deciding(kiosk)
    assert kiosk.window.showing.over == "Before you begin"
    kiosk.press("Yes")
    assert "We may still come today." in shown(kiosk)
    kiosk.press("Go on all the same")
    assert isinstance(kiosk.visit.stage, Asking)
    kiosk.go(kiosk.visit.back)
    assert kiosk.visit.stage == Before()


def test_how_to_pay_is_written_down_and_gone_with_the_visit(rig):
    """A12, P1."""
    kiosk = rig()
    contact_places.to_paying(kiosk)
    reference = kiosk.visit.stage.reference
    assert "Nothing is paid yet. Choose one of these ways." in shown(kiosk)
    kiosk.press("Write it down")
    assert reference[:3] in kiosk.buttons()
    kiosk.press("Done")
    kiosk.press("Finish")
    assert kiosk.visit.stage == Goodbye()
    assert not any(reference[:3] in text for text in shown(kiosk))


def test_a_pay_page_on_a_host_that_the_kiosk_does_not_know_is_not_shown(rig):
    kiosk = rig(
        config=Config(data=rig().offers.services[0].folder, windowed=True, pay_hosts=("other.example",))
    )
    contact_places.to_paying(kiosk)
    assert not kiosk.page.findChildren(Square)
    slip = pay_slip(kiosk.visit, {"en": "Merrow"}, "en", ("other.example",))
    assert "https" not in slip.code
    assert kiosk.visit.stage.reference in slip.code


def test_each_page_has_its_own_paper(rig):
    kiosk, tray = rig(), Tray()
    config = Config(data=kiosk.window._config.data)
    copying = Copying(tray, lambda: kiosk.seconds, AtOnce())
    kiosk.window.printer = Printer(kiosk.window, kiosk.visit, config, copying, lambda: NOW)
    contact_places.to_page(kiosk, 2)
    kiosk.press("Print this on paper")
    assert kiosk.window.printer.copy.step is Step.PRINTING
    kiosk.go(lambda: reading.go(kiosk.visit, 3))
    assert kiosk.window.printer.copy.step is Step.READY
    kiosk.press("Print this on paper")
    assert len(tray.papers) == 2
    assert tray.papers[0].pdf != tray.papers[1].pdf


@pytest.mark.parametrize("aloud", [False, True])
def test_what_was_typed_as_the_reference_is_said_to_who_alone_hears_it(services, aloud):
    """A9, A12: where others may hear, a button says it."""
    kiosk = Spoken(services)
    try:
        kiosk.offers = contact_places.offering(services)
        kiosk.to_before()
        kiosk.visit.service = replace(kiosk.visit.service, pay=TYPED)
        kiosk.visit.display = replace(kiosk.visit.display, answers_aloud=aloud)
        kiosk.heard()
        kiosk.go(lambda: setattr(kiosk.visit, "stage", Paying("MW12345678", Before())))
        assert ("MW 1234 5678" in " ".join(kiosk.heard())) is aloud
        kiosk.press("Say it again, letter by letter")
        assert kiosk.heard()[-1].startswith("M for Mike. W for Whisky. 1. 2.")
        kiosk.go(lambda: kiosk.visit.open(Aside.WRITING))
        kiosk.heard()
        kiosk.key(Qt.Key.Key_Tab)
        kiosk.window.keypad.asked.emit(Command.READ)
        assert ("M for Mike" in " ".join(kiosk.heard())) is aloud
        kiosk.press("MW")
        assert kiosk.heard()[-1].startswith("M for Mike. W for Whisky.")
    finally:
        kiosk.close()
