"""When a visit ends, nothing of it is left in any widget, clipboard or settings (P1)."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.display import Display
from kiosk.stage import Consent, Sent, Welcome
from tests.ui.kiosk_rig import REFERENCE, settle
from tests.ui.spoken_rig import Spoken, one_service
from ui.inputs.find import Find

CANARY = "Canary4711"
SHEET = """survey
,type,name,label,appearance,required
,select_one long,long,Where?,,
,select_one short,short,Which?,,
,text,secret,Your number?,masked,
,text,lines,What else?,multiline,
,text,name,Who?,,
choices
,list_name,name,label
{choices}
,short,a,An apple
,short,b,A Canary4711
,short,c,A cherry
settings
,form_title,form_id
,Own,own
"""
CHOICES = "\n".join(f",long,v{n},Place {n}" for n in range(12))


@pytest.fixture
def kiosk(qtbot, tmp_path):
    rig = Spoken(one_service(tmp_path, SHEET.format(choices=CHOICES)), display=Display())
    qtbot.addWidget(rig.window)
    rig.to_form()
    yield rig
    rig.close()


def held(rig):
    """Every text that any widget of the window holds, hidden or not."""
    for widget in [rig.window, *rig.window.findChildren(QWidget)]:
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield getattr(widget, "words", "")
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        if isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()


def left(rig):
    clipboard = QGuiApplication.clipboard()
    return [text for text in (*held(rig), clipboard.text()) if isinstance(text, str) and CANARY in text]


@pytest.mark.parametrize("page", ["long", "short", "secret", "lines", "name"])
@pytest.mark.parametrize("end", ["end", "idle", "fail"])
def test_no_word_of_it_is_left(kiosk, page, end):
    """P1: the box to find something, one choice at a time, a masked box, typing, and what was copied."""
    rig = kiosk
    rig.go(lambda: rig.visit.show(Display(yes_no=True, easy_read=True, text_size="large", theme="cream")))
    for name in ("secret", "lines", "name"):
        rig.visit.answer(f"/data/{name}", CANARY)
    rig.visit.answer("/data/short", "b")
    rig.go(lambda: rig.visit.change(f"/data/{page}"))
    if page == "long":
        rig.go(lambda: rig.visit.show(Display()))
        rig.page.findChild(Find).edit.setText(CANARY)
    if page == "secret":
        rig.page.findChild(QWidget, "masked.show").click()
    QGuiApplication.clipboard().setText(CANARY)
    assert left(rig)
    if end == "idle":
        rig.second(241)
    else:
        rig.go(rig.visit.end if end == "end" else rig.visit.fail)
    settle()
    assert left(rig) == []
    assert not rig.visit.has_answers
    if end != "fail":
        assert rig.visit.stage == Welcome()
        assert rig.visit.display == Display()


def test_the_page_of_the_reference_shows_no_answer(kiosk):
    """P7: reference and next steps, nothing else, for whoever comes by."""
    rig = kiosk
    for name in ("secret", "lines", "name"):
        rig.visit.answer(f"/data/{name}", CANARY)
    rig.visit.answer("/data/short", "b")
    assert rig.visit.filling.instance().decode().count(CANARY) == 3
    rig.go(lambda: setattr(rig.visit, "stage", Consent()))
    rig.go(rig.window.submit)
    rig.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert rig.visit.stage == Sent(REFERENCE)
    assert left(rig) == []
