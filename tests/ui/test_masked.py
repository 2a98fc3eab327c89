"""A masked answer: dots for eyes, screen reader and check answers; a word for the tone in the voice (P4, A8)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kiosk.display import Display
from kiosk.forms import xform
from kiosk.stage import Welcome
from tests.ui.kiosk_rig import settle
from tests.ui.spoken_rig import one_service
from ui.inputs.masked import MaskedInput
from ui.parts.masked_edit import MaskedEdit, Unmasked

SHEET = """survey
,type,name,label,hint,appearance,required
,text,number,What is your National Insurance number?,It is on your payslip.,{appearance},yes
,text,after,What else?,,,
settings
,form_title,form_id
,Own,own
"""
SECRET = "QQ123456C"


@pytest.fixture
def kiosk(spoken):
    def make(appearance="masked", **wishes):
        return spoken(SHEET.format(appearance=appearance), **wishes)

    return make


def edit(rig):
    return rig.page.findChild(MaskedEdit)


def button(rig):
    return rig.page.findChild(QWidget, "masked.show")


def typed(rig):
    edit(rig).setFocus()
    settle()
    rig.heard()
    for letter in SECRET:
        QTest.keyClick(rig.window.windowHandle(), letter)
    settle()
    return rig


def shown(rig):
    """All words that a widget of the window or a screen reader's tree holds, the box's own text set apart."""

    def names(node):
        yield node.text(QAccessible.Text.Name)
        yield node.text(QAccessible.Text.Value)
        yield node.text(QAccessible.Text.Description)
        for number in range(node.childCount()):
            yield from names(node.child(number))

    told = " ".join(names(QAccessible.queryAccessibleInterface(rig.window)))
    labels = " ".join(label.text() for label in rig.window.findChildren(QLabel))
    boxes = " ".join(box.displayText() for box in rig.window.findChildren(QLineEdit))
    return f"{told} {labels} {boxes}"


@pytest.mark.parametrize("appearance", ["masked", "ni-number", "account-number"])
def test_the_appearances_of_what_nobody_else_should_see(kiosk, appearance):
    """P4."""
    rig = kiosk(appearance)
    assert rig.page.findChild(MaskedInput) is not None


def test_an_xforms_secret_is_masked(tmp_path):
    """P4."""
    sheet = SHEET.format(appearance="")
    services = one_service(tmp_path, sheet)
    xml = (services.services[0].folder / "form.xml").read_bytes()
    secret = xml.replace(b'<input ref="/data/number">', b'<secret ref="/data/number">').replace(
        b"</input><input", b"</secret><input"
    )
    assert secret != xml
    (control, *_) = xform.load(secret).controls
    assert "masked" in control.appearance


def test_neither_the_screen_nor_a_screen_reader_has_it_and_the_form_does(kiosk):
    """P4."""
    rig = typed(kiosk())
    assert rig.visit.page.questions[0].raw == SECRET
    assert SECRET not in shown(rig)
    value = QAccessible.queryAccessibleInterface(edit(rig)).text(QAccessible.Text.Value)
    assert value == "●" * len(SECRET)
    assert QAccessible.queryAccessibleInterface(edit(rig)).state().passwordEdit


def test_the_voice_says_a_word_for_the_tone_and_never_what_was_typed(kiosk):
    """A8."""
    rig = typed(kiosk())
    assert rig.heard() == ["typed."] * len(SECRET)
    button(rig).setFocus()
    settle()
    edit(rig).setFocus()
    settle()
    said = " ".join(rig.heard())
    assert "Hidden. Letters and numbers: 9" in said
    assert SECRET not in said
    assert "Q Q" not in said
    assert SECRET not in rig.window.caption.text


def test_show_and_hide_change_what_is_seen_and_nothing_that_is_said(kiosk):
    """P4, A8."""
    rig = typed(kiosk())
    below = rig.page.findChild(Unmasked)
    hidden = rig.window.grab().toImage()
    assert not below.isVisible()
    assert button(rig).words == "Show what I typed"
    button(rig).click()
    settle()
    assert below.isVisible()
    assert button(rig).words == "Hide what I typed"
    assert rig.window.grab().toImage() != hidden
    assert SECRET not in shown(rig)
    rig.heard()
    QTest.keyClick(rig.window.windowHandle(), Qt.Key.Key_Backspace)
    assert SECRET not in " ".join(rig.heard())
    button(rig).click()
    assert not below.isVisible()


def test_check_answers_shows_it_masked_too(kiosk):
    """P4."""
    rig = typed(kiosk())
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.proceed)
    assert rig.visit.rows[0].answer == "Hidden. Letters and numbers: 9"
    assert SECRET not in shown(rig)
    assert SECRET.encode() in rig.visit.filling.instance()


@pytest.mark.parametrize("shows", [False, True])
def test_it_cannot_be_copied(kiosk, shows):
    """P4, P1."""
    rig = typed(kiosk())
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    if shows:
        button(rig).click()
        edit(rig).setFocus()
    for keys in (
        QKeySequence.StandardKey.SelectAll,
        QKeySequence.StandardKey.Copy,
        QKeySequence.StandardKey.Cut,
    ):
        QTest.keySequence(rig.window.windowHandle(), QKeySequence(keys))
    edit(rig).copy()
    edit(rig).cut()
    assert clipboard.text() == "before"


def test_it_is_wiped_with_the_rest(kiosk):
    """P1: out of the box, its undo, what is shown below it and the page."""
    rig = typed(kiosk())
    button(rig).click()
    rig.go(rig.visit.end)
    assert rig.visit.stage == Welcome()
    assert not rig.window.findChildren(MaskedEdit)
    assert not rig.window.findChildren(Unmasked)
    assert not rig.visit.has_answers


def test_coming_back_to_the_page_hides_it_again(kiosk):
    """P4."""
    rig = typed(kiosk())
    button(rig).click()
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.back)
    assert not rig.page.findChild(Unmasked).isVisible()
    assert edit(rig).text() == SECRET


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
def test_the_button_has_room_for_its_words_beside_a_narrow_box(kiosk, language):
    """V3: with the largest letters, set wide, they need more than the box is wide."""
    rig = kiosk("ni-number", shape="square", language=language, display=Display("largest", spacing=True))
    assert button(rig).width() > edit(rig).width()
    assert button(rig).height() >= button(rig).heightForWidth(button(rig).width())
