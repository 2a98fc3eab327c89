"""A signature in the real window: by finger, by mouse, by typing the name, by keys, switches, ear and screen reader."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from kiosk.attachments.attachment import MAX_FILE
from kiosk.stage import Asking, CheckAnswers, Sending
from tests.journeys.test_switches import MOVE, PICK, OneSwitch, TwoSwitches, found
from tests.ui.hand import Hand
from tests.ui.kiosk_rig import settle
from ui.drawing import WIDTH, picture
from ui.parts.button import Button
from ui.parts.pad import MOST_POINTS, Pad
from ui.parts.row import AnswerRow

SHEET = """survey
,type,name,label,hint,appearance,required
,image,sign,Sign to say this is true,{hint},{appearance},{required}
settings
,form_title,form_id
,Own,own
"""
NAME = "Sam Jones"


@pytest.fixture
def kiosk(spoken):
    def make(appearance="signature", required="yes", hint="Use the name we know you by.", **wishes):
        return spoken(SHEET.format(appearance=appearance, required=required, hint=hint), **wishes)

    return make


def pad(rig):
    return rig.page.findChild(Pad)


def edit(rig):
    return rig.page.findChild(QLineEdit)


def type_(rig, text):
    for letter in text:
        QTest.keyClick(rig.window.windowHandle(), letter)
    settle()


def shown(rig, name):
    button = rig.page.findChild(Button, name)
    return button if button is not None and button.isVisible() else None


def line(rig, hand, *spots):
    """Draws from spot to spot of the pad, given as parts of its width and height."""
    first, *rest = [hand.spot(pad(rig), x, y) for x, y in spots]
    hand.press(first)
    for spot in rest:
        hand._tell("move", 0, spot)
    hand.lift(spots and rest[-1] if rest else first)


def sign(rig, hand):
    line(rig, hand, (0.2, 0.3), (0.4, 0.7), (0.6, 0.3))


def given(rig):
    return rig.visit.filling.attachments()


def answers(rig):
    return [row.answer for row in rig.visit.rows]


@pytest.mark.parametrize("mouse", [False, True], ids=["finger", "mouse"])
def test_a_line_drawn_is_a_signature(kiosk, mouse):
    rig = kiosk()
    hand = Hand(rig, mouse=mouse)
    hand.wait(1.0)
    sign(rig, hand)
    (attachment,) = given(rig)
    assert attachment.media_type == "image/png"
    assert len(attachment.strokes) == 1
    image = QImage.fromData(attachment.data)
    assert image.width() == WIDTH
    dark = [
        x
        for x in range(0, WIDTH, 3)
        for y in range(0, image.height(), 3)
        if image.pixelColor(x, y).value() < 128
    ]
    assert dark, "the line is in the picture"
    assert min(dark) > WIDTH * 0.15
    assert max(dark) < WIDTH * 0.65
    rig.go(rig.visit.proceed)
    assert isinstance(rig.visit.stage, CheckAnswers)
    assert answers(rig) == ["Signed by drawing"]


def test_the_same_drawing_is_the_same_picture(kiosk):
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    sign(rig, hand)
    (attachment,) = given(rig)
    assert picture(attachment.strokes, "", 0.3) == replace(attachment, name="")


def test_undo_takes_the_last_line_and_clear_takes_all(kiosk):
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    assert shown(rig, "draw.undo") is None
    sign(rig, hand)
    line(rig, hand, (0.7, 0.3), (0.8, 0.7))
    assert len(pad(rig).strokes) == 2
    hand.wait(1.0)
    hand.tap(shown(rig, "draw.undo"))
    assert len(pad(rig).strokes) == 1
    assert len(given(rig)[0].strokes) == 1
    hand.wait(1.0)
    hand.tap(shown(rig, "draw.clear"))
    assert pad(rig).strokes == ()
    assert given(rig) == ()
    assert shown(rig, "draw.clear") is None
    assert rig.focus is edit(rig), "the focus is on something that is there"


def test_a_slip_is_no_signature(kiosk):
    """M2: one touch on the pad says nothing."""
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    hand.tap(hand.spot(pad(rig), 0.5, 0.5))
    assert given(rig) == ()
    rig.go(rig.visit.proceed)
    assert isinstance(rig.visit.stage, Asking)
    assert [problem.code for _, problem in rig.visit.page.problems] == ["required.signature"]


def test_a_hand_that_rests_while_the_other_draws_presses_nothing(kiosk):
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    hand.press(hand.spot(pad(rig), 0.2, 0.5))
    hand._tell("move", 0, hand.spot(pad(rig), 0.5, 0.5))
    hand.press(rig.window.ways.primary, finger=1)
    hand.wait(0.3)
    hand.lift(finger=1)
    assert isinstance(rig.visit.stage, Asking)
    assert rig.visit.page.problems == ()
    hand.lift(hand.spot(pad(rig), 0.6, 0.5))
    assert len(given(rig)[0].strokes) == 1


def test_a_line_ends_at_the_edge_of_the_pad(kiosk):
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    hand.press(hand.spot(pad(rig), 0.5, 0.5))
    hand._tell("move", 0, QPoint(0, 0))
    hand._tell("move", 0, QPoint(rig.window.width() - 1, rig.window.height() - 1))
    hand.lift(QPoint(5, 5))
    assert all(0 <= x <= 1 and 0 <= y <= 0.31 for stroke in pad(rig).strokes for x, y in stroke)


def test_a_drawing_has_an_end(kiosk):
    rig = kiosk()
    drawn = pad(rig)
    drawn.begin(QPoint(0, 0))
    for n in range(MOST_POINTS + 500):
        drawn.go(QPoint(n % 2 * drawn.width(), n % 50))
    drawn.lift()
    assert sum(map(len, drawn.strokes)) == MOST_POINTS
    assert len(given(rig)[0].data) < MAX_FILE


def test_the_name_typed_signs_as_well(kiosk):
    rig = kiosk()
    edit(rig).setFocus()
    type_(rig, NAME)
    (attachment,) = given(rig)
    assert attachment.words == NAME
    assert QImage.fromData(attachment.data).width() == WIDTH
    rig.go(rig.visit.proceed)
    assert answers(rig) == [f"Signed: {NAME}"]


def test_both_are_one_signature(kiosk):
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    sign(rig, hand)
    alone = QImage.fromData(given(rig)[0].data).height()
    edit(rig).setFocus()
    type_(rig, NAME)
    (attachment,) = given(rig)
    assert QImage.fromData(attachment.data).height() > alone
    rig.go(rig.visit.proceed)
    assert answers(rig) == [f"Signed by drawing, and as: {NAME}"]


def test_it_can_be_changed_and_gone_on_with(kiosk):
    """C8, C10."""
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    sign(rig, hand)
    edit(rig).setFocus()
    type_(rig, NAME)
    before = pad(rig).strokes
    rig.go(rig.visit.proceed)
    rig.page.findChild(AnswerRow).change.click()
    settle()
    assert pad(rig).strokes == before
    assert edit(rig).text() == NAME
    rig.go(lambda: rig.visit.speak("cy"))
    assert pad(rig).strokes == before


def test_the_typed_name_comes_first_and_keys_reach_all(kiosk):
    """M7: five keys are enough."""
    rig = kiosk()
    rig.key(Qt.Key.Key_Down)
    assert rig.focus is edit(rig)
    type_(rig, NAME)
    rig.key(Qt.Key.Key_Return)
    assert isinstance(rig.visit.stage, CheckAnswers)


@pytest.mark.parametrize(
    ("keys", "hand"), [((MOVE, MOVE, PICK, PICK), TwoSwitches), ((PICK,) * 4, OneSwitch)], ids=["two", "one"]
)
def test_switches_sign_with_a_name(kiosk, keys, hand):
    """M9: who cannot draw needs no other way than theirs."""
    rig = kiosk()
    found(rig, *keys)
    person = hand(rig)
    person.to(lambda widget: widget is edit(rig), "the box for the name")
    person.type("sam")
    assert given(rig)[0].words.lower() == "sam"
    person.to(lambda widget: widget is rig.window.ways.primary, "Continue")
    person.press(PICK)
    assert isinstance(rig.visit.stage, CheckAnswers)


def test_keys_reach_what_takes_a_drawing_away(kiosk):
    rig = kiosk()
    hand = Hand(rig)
    hand.wait(1.0)
    sign(rig, hand)
    edit(rig).setFocus()
    rig.key(Qt.Key.Key_Tab)
    assert rig.focus is shown(rig, "draw.undo")
    rig.key(Qt.Key.Key_Tab)
    assert rig.focus is shown(rig, "draw.clear")
    rig.key(Qt.Key.Key_Return)
    assert given(rig) == ()


def test_the_voice_says_what_to_do_and_what_was_done(kiosk):
    """A1, A16."""
    rig = kiosk(hint="")
    rig.go(rig.visit.back)
    rig.heard()
    rig.go(rig.visit.start)
    edit(rig).setFocus()
    settle()
    said = " ".join(rig.heard())
    for words in (
        "Sign to say this is true",
        "You can type your name or sign with your finger",
        "Type your name",
    ):
        assert words in said
    type_(rig, NAME)
    rig.go(rig.visit.proceed)
    rig.heard()
    rig.page.findChild(AnswerRow).change.setFocus()
    settle()
    assert "Sign to say this is true" in " ".join(rig.heard())


def test_a_screen_reader_is_told_name_role_and_what_else_there_is(kiosk):
    """D3."""
    rig = kiosk()
    box = QAccessible.queryAccessibleInterface(edit(rig))
    assert box.role() == QAccessible.Role.EditableText
    assert box.text(QAccessible.Text.Name) == "Type your name: Sign to say this is true"
    assert "Or sign with your finger in this box" in box.text(QAccessible.Text.Description)
    assert pad(rig).focusPolicy() == Qt.FocusPolicy.NoFocus


def test_nothing_given_is_a_problem_that_leads_to_the_box(kiosk):
    """C5."""
    rig = kiosk()
    rig.go(rig.visit.proceed)
    rig.press("Type your name or draw your signature")
    assert rig.focus is edit(rig)


def test_an_optional_one_can_be_passed_by(kiosk):
    rig = kiosk(required="")
    rig.go(rig.visit.proceed)
    assert isinstance(rig.visit.stage, CheckAnswers)


def test_a_drawing_can_be_put_into_words(kiosk):
    rig = kiosk(appearance="draw")
    labels = [label.text() for label in rig.page.findChildren(QLabel)]
    assert "Describe it in words" in labels
    edit(rig).setFocus()
    type_(rig, "A gate " * 6)
    rig.go(rig.visit.proceed)
    assert answers(rig)[0].startswith("In words: A gate A gate")


def test_it_is_sent_and_then_forgotten(kiosk):
    """P1, V9."""
    rig = kiosk()
    edit(rig).setFocus()
    type_(rig, NAME)
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.agree)
    rig.go(rig.window.submit)
    assert rig.visit.stage == Sending()
    (sent,) = rig.outbox.taken
    (listed,) = sent.attachments
    assert (listed.words, listed.media_type) == (NAME, "image/png")
    assert f"<sign>{listed.name}</sign>".encode() in sent.instance
    assert len(sent.files[0]) == listed.size
    rig.outbox.promises[-1].set_result(sent.reference)
    settle()
    assert rig.visit._filling is None
    assert rig.window.findChildren(Pad) == []


@pytest.mark.parametrize("language", ["cy", "ur"])
def test_it_says_itself_in_the_language_of_the_visit(kiosk, language):
    rig = kiosk(language=language)
    assert edit(rig).part == rig.visit.words.say("draw.name") != "Type your name"
