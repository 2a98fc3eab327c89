"""A barcode scanner that types: wherever the focus is the code comes into the box, and its Enter goes nowhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.display import Display
from tests.scenario import ask, bind, scenario, xform
from tests.ui.kiosk_rig import settle
from tests.ui.spoken_rig import Spoken, one_service
from ui.inputs.barcode import BarcodeInput
from ui.scanner import Scanner

SHEET = """survey
,type,name,label,required
,barcode,book,What is the number of the book?,yes
,text,name,Who are you?,yes
settings
,form_title,form_id
,Own,own
"""
CODE = "5012345678900"


@pytest.fixture
def kiosk(qtbot, tmp_path):
    made = []

    def make(**wishes):
        made.append(Spoken(one_service(tmp_path / str(len(made)), SHEET), **wishes))
        qtbot.addWidget(made[-1].window)
        Scanner(made[-1].window, made[-1].visit)
        made[-1].to_form()
        return made[-1]

    yield make
    for each in made:
        each.close()


def scan(rig, code=CODE):
    """As a keyboard wedge does: each sign as a key, then Enter."""
    for sign in code:
        QTest.keyClick(rig.window.windowHandle(), Qt.Key(ord(sign.upper())))
    QTest.keyClick(rig.window.windowHandle(), Qt.Key.Key_Return)
    settle()


def box(rig):
    return rig.page.findChild(BarcodeInput).edit


def test_the_page_says_what_to_do(kiosk):
    """Issue 5, 2; C5."""
    rig = kiosk()
    assert "Scan the barcode, or type the number under it" in rig.page.screen_shown.texts()
    rig.go(rig.visit.proceed)
    assert "Scan the barcode or enter the number under it" in " ".join(rig.heard())


def test_a_scan_with_the_focus_on_the_heading_comes_into_the_box_and_stays_on_the_page(kiosk):
    """The scanner's Enter is no Continue."""
    rig = kiosk(display=Display(answers_aloud=True))
    assert rig.focus is not box(rig)
    stage = rig.visit.stage
    scan(rig)
    assert box(rig).text() == CODE
    assert rig.visit.stage == stage
    assert rig.focus is box(rig)
    assert f"This code was read: {CODE}" in rig.page.screen_shown.texts()
    assert rig.heard()[-1] == f"This code was read: {CODE}."
    assert rig.visit.page.questions[0].raw == CODE


def test_others_hear_only_that_it_was_read(kiosk):
    """A9."""
    rig = kiosk()
    scan(rig)
    heard = rig.heard()
    assert heard[-1] == "The code was read. Letters and numbers: 13."
    assert not any(CODE in said for said in heard)


def test_another_scan_is_another_code(kiosk):
    rig = kiosk()
    scan(rig)
    scan(rig, "LB0042")
    assert box(rig).text().upper() == "LB0042"


def test_it_can_be_typed_and_gone_on_from_by_keys(kiosk):
    """M7."""
    rig = kiosk()
    rig.key(Qt.Key.Key_Down)
    assert rig.focus is box(rig)
    for sign in "42":
        rig.key(Qt.Key(ord(sign)))
    rig.press("Continue")
    assert rig.visit.page.heading == "Who are you?"


def test_enter_with_nothing_read_does_nothing(kiosk):
    rig = kiosk()
    scan(rig, "")
    assert rig.visit.page.heading == "What is the number of the book?"
    assert "This code was read" not in " ".join(rig.page.screen_shown.texts())


def test_over_the_page_and_on_other_pages_a_sign_moves_nothing(kiosk):
    rig = kiosk()
    scan(rig)
    rig.go(rig.visit.proceed)
    heading = rig.focus
    QTest.keyClick(rig.window.windowHandle(), Qt.Key.Key_7)
    settle()
    assert rig.focus is heading


def test_a_form_asks_for_it_by_its_type():
    s = scenario(xform("<b/>", bind("/data/b", type="barcode"), ask("/data/b", "Code")))
    assert s.question("b").input == "barcode"
    assert s.answer("b", f" {CODE} ").value("b") == CODE
