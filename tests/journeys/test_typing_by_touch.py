"""One finger alone completes whole services: every letter is typed on the keyboard of the screen (M11)."""

import pytest

from kiosk.display import Display
from kiosk.stage import CheckAnswers, Sent
from tests.journeys.finger import Finger
from tests.journeys.keyboard import Citizen
from tests.journeys.test_four_languages import four
from tests.journeys.test_keyboard_alone import told

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over


@pytest.mark.parametrize(
    ("service", "language", "shape", "display"),
    [
        ("library-membership", "en", "tall", Display()),
        ("library-membership", "ur", "square", Display()),
        ("missed-bin", "cy", "square", Display(letters="abc")),
        ("missed-bin", "en", "wide", Display(text_size="largest")),
    ],
)
def test_a_service_with_one_finger(kiosk, service, language, shape, display):
    """M11: from the welcome to the reference with touch alone, on each screen, and at the largest text."""
    here = four(kiosk, language=language, shape=shape, display=display)
    found = here.walk(service)
    finger = Finger(here)
    citizen = Citizen(here, finger, found.answers)
    citizen.come(service)
    citizen.answer_all()
    assert isinstance(here.visit.stage, CheckAnswers)
    citizen.send()
    assert isinstance(here.visit.stage, Sent)
    assert told(here.outbox.taken[-1].instance) == told(found.instance)


def test_several_lines_with_the_caret_in_sight(kiosk):
    """M11, V3: a box of several lines has a key for a new line; at the largest text what is typed is still seen."""
    here = kiosk(shape="wide", display=Display(text_size="largest"))
    finger = Finger(here)
    citizen = Citizen(here, finger, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    while all(question.input != "multiline" for question in here.visit.page.questions):
        citizen.page()
        finger.go_on()
    lines = "behind the\nside gate\nby\nthe\nshed\ndoor"
    finger.answer(here.visit.page.questions[0], lines)
    box = here.focus
    assert here.visit.page.questions[0].raw == lines
    assert here.at(here.window.scroller).contains(here.at(box))
    assert box.viewport().rect().contains(box.cursorRect().center())
