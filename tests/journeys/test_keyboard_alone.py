"""The keyboard alone completes every one of our services, in both languages, and sends just what was answered."""

import re

import pytest

from kiosk.language import Words
from kiosk.stage import CheckAnswers, Goodbye, Sent, Welcome
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.kiosk import SEEDS

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

_OWN = re.compile(rb"(<(?:\w+:)?(instanceID|start|end|today|deviceid)>)[^<]*")


def told(instance):
    """What was answered, without ids and times."""
    return _OWN.sub(rb"\1", instance)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("service", SEEDS)
def test_a_service_from_welcome_to_goodbye(kiosk, service, language):
    here = kiosk(language=language)
    found = here.walk(service)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, found.answers)
    citizen.come(service)
    citizen.answer_all()
    assert isinstance(here.visit.stage, CheckAnswers)
    citizen.send()
    assert isinstance(here.visit.stage, Sent)
    sent = here.outbox.taken[-1]
    assert told(sent.instance) == told(found.instance)
    assert sent.language == language
    assert sent.service == service
    for _ in range(3):  # each page after the reference is left by the way on
        if not isinstance(here.visit.stage, Goodbye):
            keyboard.go_on()
    assert isinstance(here.visit.stage, Goodbye)
    assert here.page.screen_shown.heading.text() == Words(language).say("goodbye.title")
    keyboard.go_on()
    assert isinstance(here.visit.stage, Welcome)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_service_with_five_keys_and_letters(kiosk, language):
    here = kiosk(language=language)
    found = here.walk("missed-bin")
    keyboard = Keyboard(here.window, down=KEY.Key_Down, up=KEY.Key_Up)
    citizen = Citizen(here, keyboard, found.answers)
    citizen.come("missed-bin")
    citizen.answer_all()
    citizen.send()
    assert told(here.outbox.taken[-1].instance) == told(found.instance)
