"""Whole visits in Polish and Urdu, by keys, with every word that the voice was told (L1 to L3)."""

from dataclasses import replace

import pytest

from kiosk.language import Words
from kiosk.stage import Aside, Goodbye
from tests.journeys.keyboard import Citizen, Keyboard
from tests.journeys.kiosk import Listener

ALL = ("en", "cy", "pl", "ur")


def four(kiosk, **wishes):
    here = kiosk(voice=Listener, **wishes)
    here.visit._means = replace(here.visit._means, languages=ALL)
    here.go(lambda: None)
    return here


def latin(text):
    """The share of Latin letters among all."""
    letters = [c for c in text if c.isalpha()]
    return sum(c < "\u0250" for c in letters) / max(1, len(letters))


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_a_service_that_is_translated_is_said_in_that_language_alone(kiosk, language):
    """L3: joining the library, from the first page to the goodbye."""
    here = four(kiosk, language=language)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("library-membership").answers)
    citizen.come("library-membership")
    begun = len(here.said)
    citizen.answer_all()
    citizen.send()
    typed = {"en"} if language == "ur" else set()  # Latin letters, as they are typed, one by one
    assert {code for code, _ in here.said[begun:]} == {language} | typed
    assert all(len(text) < 20 for code, text in here.said[begun:] if code != language)
    if language == "ur":
        assert not [text for _, text in here.said[begun:] if latin(text) > 0.7 and len(text) > 30]
    while not isinstance(here.visit.stage, Goodbye):
        keyboard.go_on()


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_a_service_in_english_only_is_told_and_read_by_the_english_voice(kiosk, language):
    """L3: told in the list and before the first question; what it says itself is said in English."""
    here = four(kiosk, language=language)
    words, service = Words(language), here.visit.catalogue.service("missed-bin")
    assert service.only_english(language)
    Citizen(here, Keyboard(here.window), {}).come("missed-bin")
    spoken = dict.fromkeys((text.strip(" ."), code) for code, text in here.said)
    assert (service.text("title", "en"), "en") in spoken
    assert (service.text("summary", "en").strip(" ."), "en") in spoken
    assert any(words.say("before.language").strip(".") in text for text, code in spoken if code == language)
    assert ("en", "Which bin was missed?") in here.said  # the first question
    here.go(lambda: here.visit.open(Aside.HELP))
    assert here.said[-1][0] == language


def test_a_list_tells_which_services_are_in_english(kiosk):
    """L3: before the person chooses."""
    here = four(kiosk, language="ur")
    here.go(lambda: here.visit.begin("ur"))
    shelf = next(c for c in here.visit.catalogue.categories if c.id == "travel")
    here.go(lambda: here.visit.open_category(shelf.id))
    told = {words: button.accessibleDescription() for words, button in here.buttons().items()}
    for service in shelf.services:
        assert "انگریزی میں" in told[service.text("title", "ur")]
