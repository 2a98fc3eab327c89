"""How was that?: after something is sent, and only then; one press in every way of working (K2)."""

import gc
from concurrent.futures import Future
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from PySide6.QtCore import Qt

from kiosk import rating
from kiosk.analytics.recorder import Recorder
from kiosk.confirming import aloud
from kiosk.display import Display
from kiosk.errors import StoreError
from kiosk.meanwhile import UnderWay
from kiosk.stage import Aside, Goodbye, Personal, Related, SayMore, Sent
from tests.ui.kiosk_rig import REFERENCE, settle
from tests.ui.rating_places import COMMENT, to_comment, to_rating
from ui.noticing import Noticing
from ui.parts.edit import TextArea

CANARY = "Canary4711"
OVER = Goodbye | Related
"""What comes after: related services, where there are any."""


@pytest.fixture
def told(rig):
    """A kiosk on the page, and what it has told."""
    kiosk, levels = rig(), []
    kiosk.visit.tell_rating = levels.append
    to_rating(kiosk)
    return kiosk, levels


def typed(kiosk, words):
    area = kiosk.page.findChild(TextArea)
    area.setPlainText(words)
    settle()
    return area


def test_one_press_and_done(told):
    """K2: by touch; a comment may follow, and leaving it out is the one way on."""
    kiosk, levels = told
    kiosk.press("Very bad")
    assert levels == [0]
    assert isinstance(kiosk.visit.stage, SayMore)
    kiosk.press("Finish")
    assert isinstance(kiosk.visit.stage, OVER)
    assert len(kiosk.outbox.taken) == 1


@pytest.mark.parametrize(("key", "level"), [(Qt.Key.Key_1, 4), (Qt.Key.Key_5, 0), (Qt.Key.Key_6, None)])
def test_by_a_digit(told, key, level):
    """The best is 1, as it stands on the page; a digit that is nobody's does nothing."""
    kiosk, levels = told
    kiosk.key(key)
    assert levels == ([] if level is None else [level])


def test_by_arrows_and_select(told):
    """M7: five keys are enough."""
    kiosk, levels = told
    kiosk.key(Qt.Key.Key_Down)
    kiosk.key(Qt.Key.Key_Return)
    assert levels == [4]


def test_skipped_with_one_press_and_nothing_is_told(told):
    kiosk, levels = told
    kiosk.press("Skip this")
    assert isinstance(kiosk.visit.stage, OVER)
    assert levels == []


def test_back_leads_to_the_reference(told):
    kiosk, _ = told
    kiosk.press("Back")
    assert isinstance(kiosk.visit.stage, Sent)


def test_a_comment_goes_sealed_and_by_itself(told):
    """Nothing joins it to what was sent: not the reference, not the time, not the place, not who helped."""
    kiosk, _ = told
    form = kiosk.outbox.taken[0]
    kiosk.press("Good")
    typed(kiosk, "  All was plain.\n")
    kiosk.press("Send this")
    kiosk.press("Send this")  # a second press of an impatient finger
    sent = kiosk.outbox.taken[1:]
    assert len(sent) == 1
    comment = sent[0]
    assert (comment.service, comment.form_id) == (rating.SERVICE, rating.SERVICE)
    assert not {comment.reference, comment.id} & {form.reference, form.id}
    assert (comment.created.hour, comment.created.minute, comment.location, comment.helped) == (0, 0, "", ())
    assert form.reference.encode() not in comment.plaintext()
    said = {node.tag: node.text for node in fromstring(comment.instance.decode())}
    assert (said["service"], said["how"], said["comment"]) == ("bins", "good", "All was plain.")
    assert isinstance(kiosk.visit.stage, SayMore), "the page waits until it is kept"
    kiosk.outbox.promises[-1].set_result(comment.reference)
    settle()
    assert isinstance(kiosk.visit.stage, OVER)


def test_what_cannot_be_kept_stays_in_the_box(told):
    kiosk, _ = told
    kiosk.press("Good")
    typed(kiosk, "x" * (rating.LONGEST + 1))
    kiosk.press("Send this")
    assert "too long" in kiosk.window.showing.problems()[0]
    typed(kiosk, "Good")
    kiosk.press("Send this")
    kiosk.outbox.promises[-1].set_exception(StoreError("full"))
    settle()
    assert "could not be kept" in kiosk.window.showing.problems()[0]
    assert kiosk.page.findChild(TextArea).toPlainText() == "Good"


@pytest.mark.parametrize(("choice", "kept"), [("Take it out", False), ("Leave it in", True)])
def test_what_looks_like_personal_data_is_asked_about(told, choice, kept):
    kiosk, _ = told
    kiosk.press("Good")
    typed(kiosk, f"{COMMENT} Or sam@example.org.")
    kiosk.press("Send this")
    assert kiosk.window.showing.heading.text() == "This looks like a phone number. Take it out?"
    kiosk.press(choice)
    assert isinstance(kiosk.visit.stage, Personal)
    assert kiosk.visit.stage.piece.kind == "email"
    kiosk.press("Take it out")
    instance = kiosk.outbox.taken[-1].instance
    assert (b"07700 900123" in instance) is kept
    assert b"sam@" not in instance


def test_the_voice_says_no_phone_number_where_others_may_hear(rig):
    """A9: the page says that it is on the screen."""
    kiosk = rig()
    to_comment(kiosk)
    kiosk.visit.stage.typed = COMMENT
    rating.send(kiosk.visit)
    assert aloud(kiosk.visit, "This: 07700 900123") == "This: It is on the screen"


def test_where_no_comment_can_be_kept_none_is_asked_for(told):
    kiosk, levels = told
    kiosk.outbox.refusal = lambda _destination: "unusable.outbox"
    kiosk.press("Good")
    assert isinstance(kiosk.visit.stage, OVER)
    assert levels == [3]


def test_nobody_is_asked_in_the_middle_of_something_else(rig):
    """A short form over another leads back to that."""
    kiosk = rig()
    kiosk.to_question(1)
    visit = kiosk.visit
    asking = visit.stage
    visit.beneath, visit.under_way = visit.under_way, UnderWay(Sent(REFERENCE))
    kiosk.go(lambda: rating.ask(visit))
    assert visit.stage == asking


def test_of_a_sensitive_service_nobody_is_asked(rig):
    """P6: who may be in danger is not kept there, and nothing of it is counted."""
    kiosk = rig()
    kiosk.to_receipt()
    kiosk.visit.service = replace(kiosk.visit.service, sensitive=True)
    kiosk.go(lambda: rating.ask(kiosk.visit))
    assert isinstance(kiosk.visit.stage, OVER)


def test_what_the_visit_ends_in_meanwhile_is_left_alone(rig):
    kiosk = rig()
    to_comment(kiosk)
    kiosk.visit.stage.typed = "Good"
    rating.send(kiosk.visit)
    kiosk.go(kiosk.visit.end)
    done: Future[str] = Future()
    done.set_result("X")
    before = kiosk.visit.stage
    rating.sent(kiosk.visit, done)
    assert kiosk.visit.stage is before


def test_faces_stand_in_a_row_or_below_each_other(rig):
    """All five are seen at once where there is room; at the largest size each has a line."""
    for size, row in (("normal", True), ("largest", False)):
        kiosk = rig(display=Display(text_size=size))
        to_rating(kiosk)
        tops = {kiosk.at(face).top() for face in kiosk.window.showing.numbered}
        assert (len(tops) == 1) is row


def test_it_comes_into_the_journey_of_what_was_sent(rig):
    """K2: from the press to what is told of it; a comment is in no journey."""
    kiosk, kept = rig(), []
    noticing = Noticing(kiosk.window, kiosk.visit, lambda: kiosk.seconds)
    noticing.listeners.append(Recorder(kept.append).hear)
    to_rating(kiosk)
    kiosk.press("Neither good nor bad")
    typed(kiosk, "A comment of my own")
    kiosk.press("Send this")
    kiosk.go(kiosk.visit.end)
    assert [(journey.service, journey.ended, journey.satisfaction) for journey in kept] == [
        ("bins", "finished", 2)
    ]
    assert "my own" not in str(kept)


def test_no_word_of_a_comment_is_left(rig):
    """P1: whatever ends the visit."""
    kiosk = rig()
    to_comment(kiosk)
    typed(kiosk, CANARY)
    kiosk.go(lambda: kiosk.visit.open(Aside.HELP))
    kiosk.go(kiosk.visit.end)
    assert not [each for each in kiosk.window.findChildren(TextArea) if CANARY in each.toPlainText()]
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, SayMore)]
