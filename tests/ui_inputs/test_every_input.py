"""What holds for every kind of input: its table, its names, its answers, its size, and text that means harm."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGroupBox

from kiosk.attachments.attachment import Attachment
from kiosk.forms.page import Choice
from kiosk.forms.types import TYPES
from kiosk.language import Words
from ui.inputs import INPUTS
from ui.inputs.find import FindBox
from ui.theme import GAP, TARGET

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

ANSWERED = {
    "text": "12 High Street",
    "multiline": "By the gate\nthen left",
    "masked": "AB 12 34 56 C",
    "masked_capitals": "AB 12 34 56 C",
    "masked_number": "12345678",
    "telephone": "07700 900 123",
    "money": "1,234.50",
    "capitals": "CF10 3AT",
    "email": "name@example.com",
    "number": "17",
    "date": ("27", "March", "1958"),
    "time": ("2", "30pm"),
    "date_time": ("27", "March", "2026", "14", "30"),
    "step": "15",
    "rank": ("c", "a", "b"),
    "choice_one": "b",
    "choice_many": ("a", "c"),
    "address": ("1 High Street", "", "Cardiff", "", "CF10 3AT"),
    "barcode": "5012345678900",
    "place": "b",
    "search_one": "b",
    "search_many": ("a", "c"),
    "acknowledge": ("OK",),
    "signature": "Sam Jones",
    "drawing": "By the gate",
    "file": "Letter.pdf",
}
EVERY = pytest.mark.parametrize("kind", ANSWERED)
_Role = QAccessible.Role
ROLES = {
    "text": _Role.EditableText,
    "multiline": _Role.EditableText,
    "masked": _Role.EditableText,
    "masked_capitals": _Role.EditableText,
    "masked_number": _Role.EditableText,
    "telephone": _Role.EditableText,
    "money": _Role.EditableText,
    "capitals": _Role.EditableText,
    "email": _Role.EditableText,
    "number": _Role.EditableText,
    "date": _Role.EditableText,
    "time": _Role.EditableText,
    "date_time": _Role.EditableText,
    "step": _Role.EditableText,
    "rank": _Role.RadioButton,
    "choice_one": _Role.RadioButton,
    "choice_many": _Role.CheckBox,
    "address": _Role.EditableText,
    "barcode": _Role.EditableText,
    "place": _Role.RadioButton,
    "search_one": _Role.RadioButton,
    "search_many": _Role.CheckBox,
    "acknowledge": _Role.CheckBox,
    "signature": _Role.EditableText,
    "drawing": _Role.EditableText,
    "file": _Role.RadioButton,
}
HOSTILE = "\u202eevil\u202c \u200fשלום\x00 👩🏽‍🦽 <b>&amp;</b> &x; %s {label} \ufffe" + "\u0301" * 40


def told(widget, kind):
    return QAccessible.queryAccessibleInterface(widget).text(kind)


def test_every_question_type_names_an_input():
    assert {kind.input for kind in TYPES.values()} <= set(INPUTS)


def test_every_input_is_held_here():
    assert set(ANSWERED) == set(INPUTS) - {"note"}


@EVERY
def test_a_screen_reader_is_told_role_name_and_what_to_know(held, kind):
    here = held(kind)
    here.input.describe("Error: Choose one. Any will do.")
    assert here.controls
    for control in here.controls:
        beside = ("masked.", "place.", "rank.", "step.", "file.")  # the buttons beside a box or list
        shows = control.objectName().startswith(beside)
        finds = isinstance(control, FindBox)
        role = _Role.Button if shows else _Role.EditableText if finds else ROLES[kind]
        assert QAccessible.queryAccessibleInterface(control).role() == role
        assert told(control, QAccessible.Text.Name)
    assert told(here.controls[0], QAccessible.Text.Description).startswith("Error: Choose one. Any will do.")
    assert here.input.description.startswith("Error: Choose one. Any will do.")


@pytest.mark.parametrize(
    "kind", ["choice_one", "choice_many", "search_one", "search_many", "rank", "acknowledge"]
)
def test_choices_stand_in_a_group_that_bears_the_question(held, kind):
    group = held(kind).window.findChild(QGroupBox)
    assert told(group, QAccessible.Text.Name) == "Which fruit?"
    assert QAccessible.queryAccessibleInterface(group).role() == QAccessible.Role.Grouping


@EVERY
def test_what_need_not_be_answered_says_so(held, kind):
    optional = Words("en").say("question.optional")
    here = held(kind, required=False)
    assert (optional in here.input.title) == (kind != "acknowledge")
    assert optional not in held(kind).input.title


@EVERY
def test_an_answer_is_told_and_refills_another_input(held, kind):
    here = held(kind)
    here.input.fill(ANSWERED[kind])
    given = here.answers[-1]
    if isinstance(given, Attachment):
        assert given.words == ANSWERED[kind]
        again = held(kind, raw="name.png", attachment=given)
    else:
        assert given == ANSWERED[kind]
        again = held(kind, raw=given)
    assert again.answers == [], "refilling is no answer"
    assert snapshot(again) == snapshot(here)


def snapshot(here):
    return [
        c.isChecked() if hasattr(c, "isChecked") else c.text() if hasattr(c, "text") else c.toPlainText()
        for c in here.controls
    ]


@EVERY
@pytest.mark.parametrize("size", ["small", "largest"])
def test_targets_are_large_and_apart(held, kind, size):
    here = held(kind, size=size)
    boxes = [c.rect().translated(c.mapTo(here.window, c.rect().topLeft())) for c in here.controls]
    for box in boxes:
        assert box.height() >= here.theme.px(TARGET)
        assert box.width() >= here.theme.px(TARGET)
    gap = here.theme.px(GAP)
    assert gap >= here.theme.px(3)
    for n, box in enumerate(boxes):
        grown = box.adjusted(-gap + 1, -gap + 1, gap - 1, gap - 1)
        assert not any(grown.intersects(other) for other in boxes[n + 1 :])


@EVERY
def test_the_mouse_opens_no_menu_and_drops_nothing(held, kind):
    for control in held(kind).controls:
        policy = control.contextMenuPolicy()
        assert policy == Qt.ContextMenuPolicy.NoContextMenu or not hasattr(control, "copy")
        assert not control.acceptDrops()


@EVERY
def test_what_can_only_be_read_is_never_answered(held, kind, qtbot):
    here = held(kind, read_only=True, raw=ANSWERED[kind], answer="As it was")
    for control in here.controls:
        control.setFocus()
        qtbot.keyClicks(control, "x5 ")
        qtbot.keyClick(control, Qt.Key.Key_Return)
    assert here.answers == []


@EVERY
def test_hostile_text_is_only_text(held, kind):
    raws = {"date": (HOSTILE, HOSTILE, HOSTILE)}
    fields = {"choices": tuple(Choice(v, HOSTILE) for v in "ab")} if kind.startswith("choice") else {}
    here = held(kind, label=HOSTILE, raw=raws.get(kind, HOSTILE), **fields)
    here.input.describe(HOSTILE)
    here.input.fill(raws.get(kind, HOSTILE))
    here.window.grab()
    assert all(told(control, QAccessible.Text.Name) for control in here.controls)


@EVERY
def test_a_very_long_label_makes_the_input_no_wider_than_the_page(held, kind):
    long = "Llanfairpwllgwyngyll " * 30
    fields = {"choices": (Choice("a", long), Choice("b", long))} if kind.startswith("choice") else {}
    here = held(kind, label=long, size="largest", **fields)
    assert here.window.width() <= 1280
    for control in here.controls:
        assert control.width() <= here.input.width()


def test_forty_choices_are_all_there_and_apart(held):
    here = held("choice_one", choices=tuple(Choice(str(n), f"Ward {n}") for n in range(40)))
    assert [row.words for row in here.input.rows] == [f"Ward {n}" for n in range(40)]
    bottoms = [row.geometry().bottom() for row in here.input.rows]
    tops = [row.geometry().top() for row in here.input.rows]
    assert all(t - b > here.theme.px(3) - 1 for b, t in zip(bottoms, tops[1:], strict=False))


def test_a_note_has_nothing_to_do(held):
    here = held("note", label="Read this")
    assert here.controls == []
    assert here.input.focus_target() is None
    with pytest.raises(AssertionError):
        here.input.fill("x")
