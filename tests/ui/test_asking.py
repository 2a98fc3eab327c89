"""Asking a question in the real window: there, to what was found, and back; and nothing of it is left."""

import gc

import pytest

from kiosk.analytics.happenings import HelpOpened
from kiosk.analytics.telling import Telling
from kiosk.asking import steps
from kiosk.stage import AskCouncil, Asking, Before, Categories, CouncilAnswers, Services, Welcome
from tests.ui.asking_places import to_answers, to_box
from ui.parts.button import Button
from ui.parts.edit import Edit

CANARY = "Canary4711"


def box(kiosk):
    return kiosk.page.findChild(Edit)


def ask(kiosk, question):
    box(kiosk).setText(question)
    kiosk.press("Continue")


def slabs(kiosk):
    return kiosk.window.showing.find(Button)


def test_there_to_what_was_found_and_back_the_same_way(rig):
    """C10: Back leads from the form to the answers, to what was typed, to where it began."""
    kiosk = rig()
    kiosk.go(lambda: kiosk.visit.begin("en"))
    kiosk.press("Ask a question")
    kiosk.press("Continue")
    assert kiosk.window.showing.problems() == ("Type your question",)
    ask(kiosk, "passport")
    assert kiosk.window.showing.heading.text() == "We do not know. Ask a person"
    assert next(slab.words for slab in slabs(kiosk)) == "Ask a person"
    kiosk.press("Ask in other words")
    ask(kiosk, "bins")
    assert kiosk.window.showing.heading.text() == "Is it one of these?"
    kiosk.press("Report a missed bin")
    assert kiosk.visit.stage == Before()
    kiosk.press("Back")
    assert isinstance(kiosk.visit.stage, CouncilAnswers)
    kiosk.press("Back")
    assert box(kiosk).text() == "bins"
    kiosk.press("Back")
    assert kiosk.visit.stage == Categories()


def test_whom_to_call_comes_before_any_form_and_what_is_in_english_says_so(rig):
    """L3, and no form first for who is in danger."""
    kiosk = rig(language="cy")
    to_answers(kiosk)
    assert sum("Saesneg" in slab.readings()[1] for slab in slabs(kiosk)) == 1
    assert kiosk.window.top.leave is None
    kiosk.go(kiosk.visit.back)
    kiosk.go(lambda: steps.ask(kiosk.visit, "fire"))
    assert "999" in kiosk.window.showing.heading.text()
    assert kiosk.window.top.leave is not None, "P6: one press, as in a sensitive service"
    first, *others = (slab.words for slab in slabs(kiosk))
    assert first == "Gofyn i rywun"
    assert others


def test_a_form_under_way_lies_beneath_with_its_answers(rig):
    """S1: who asks in the middle of a form loses nothing of it; that they asked is counted, never what."""
    kiosk = rig()
    kiosk.to_question(1)
    kiosk.fill()
    stage, told = kiosk.visit.stage, []
    telling = Telling(kiosk.visit, lambda: 0.0, told.append)
    telling.look()
    kiosk.window.opened.connect(telling.look)
    kiosk.press("Help")
    kiosk.press("Ask a question")
    assert kiosk.visit.has_answers
    ask(kiosk, "bins")
    assert [each.kind for each in told if isinstance(each, HelpOpened)] == ["help", "ask", "ask_maybe"]
    kiosk.press("Report a missed bin")
    assert kiosk.visit.stage == stage, "it is the very form that is being filled in"
    assert kiosk.visit.page.questions[0].raw == "black"
    kiosk.press("Help")
    kiosk.press("Ask a question")
    assert not steps.offered(kiosk.visit)
    kiosk.press("Back")
    assert isinstance(kiosk.visit.stage, Asking)


@pytest.mark.parametrize("route", ["silence", "all services"])
def test_nothing_of_a_question_is_left(rig, route, capfd):
    """P1: by any route."""
    kiosk = rig()
    to_box(kiosk)
    ask(kiosk, CANARY)
    if route == "silence":
        kiosk.go(lambda: kiosk.visit.choose("bins"))
        kiosk.second(181)
        kiosk.second(61)
        assert isinstance(kiosk.visit.stage, Welcome)
    else:
        kiosk.press("See all services")
        assert isinstance(kiosk.visit.stage, Categories | Services)
    gc.collect()
    held = [each for each in gc.get_objects() if isinstance(each, AskCouncil) and CANARY in each.question]
    assert held == []
    assert not kiosk.outbox.taken
    assert CANARY not in "".join(capfd.readouterr())
