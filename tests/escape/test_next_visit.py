"""Who comes next tries every key in the very box that somebody typed in: nothing of theirs comes back (P1)."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tests.ui.kiosk_rig import settle
from tests.ui.spoken_rig import Spoken, one_service

TYPED = "qkjxq"
"""No word of any page."""
SHEET = """survey
,type,name,label,appearance
,text,name,Who?,
,text,lines,What else?,multiline
settings
,form_title,form_id
,Own,own
"""
HELD = (Qt.Modifier.CTRL, Qt.Modifier.ALT, Qt.Modifier.SHIFT, Qt.Modifier.META)
KEYS = "ZYVXCADBHPRU"
NAMED = (Qt.Key.Key_Insert, Qt.Key.Key_Undo, Qt.Key.Key_Redo, Qt.Key.Key_Paste, Qt.Key.Key_Delete)


def attempts():
    for size in (1, 2):
        for held in itertools.combinations(HELD, size):
            yield from ((getattr(Qt.Key, f"Key_{key}"), held) for key in KEYS)
            yield from ((key, held) for key in NAMED)
    yield from ((key, ()) for key in NAMED)


@pytest.mark.parametrize("box", ["name", "lines"])
def test_no_key_brings_back_what_another_typed(qtbot, tmp_path, box):
    rig = Spoken(one_service(tmp_path, SHEET))
    qtbot.addWidget(rig.window)
    rig.to_form()
    rig.go(lambda: rig.visit.change(f"/data/{box}"))
    field(rig).setFocus()
    QTest.keyClicks(field(rig), TYPED)
    field(rig).selectAll()
    field(rig).copy()
    assert TYPED in told(rig)
    rig.go(rig.visit.end)
    rig.to_form()
    rig.go(lambda: rig.visit.change(f"/data/{box}"))
    for key, held in attempts():
        field(rig).setFocus()
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= Qt.KeyboardModifier(each.value)
        QTest.keyClick(field(rig), key, modifiers)
        settle()
        if field(rig) is None:
            rig.go(rig.visit.close)
    assert TYPED not in told(rig)
    assert TYPED not in QGuiApplication.clipboard().text()
    rig.close()


def field(rig):
    boxes = [*rig.page.findChildren(QLineEdit), *rig.page.findChildren(QPlainTextEdit)]
    return boxes[0] if boxes else None


def told(rig):
    """All that any widget holds."""
    texts = []
    for widget in rig.window.findChildren(QWidget):
        texts += [widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLineEdit):
            texts.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            texts.append(widget.toPlainText())
    return " ".join(texts)
