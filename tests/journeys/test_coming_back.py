"""What is heard after a crash, in each language, by who moves with five keys (A1, L3, T2)."""

from types import SimpleNamespace

import pytest

from kiosk import coming_back
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, Welcome
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.test_four_languages import ALL, four
from tests.journeys.test_transcripts import compare, transcript
from ui.drafting import Drafting

ANSWER = "Canary Quillfeather"


@pytest.mark.parametrize("language", ALL)
def test_what_the_voice_says_to_who_comes_back(kiosk, language):
    """No answer of theirs, until they have said that it is they."""
    here = four(kiosk, language=language)
    keyboard = Keyboard(here.window, down=KEY.Key_Down, up=KEY.Key_Up)
    citizen = Citizen(here, keyboard, here.walk("library-membership").answers)
    citizen.come("library-membership")
    stage = here.visit.stage
    assert isinstance(stage, Asking)
    here.visit.answer(here.visit.page.questions[0].path, ANSWER)
    draft = coming_back.draft_of(here.visit, Settings())
    here.go(here.visit.end)

    begun, started = len(here.said), here.seconds
    Drafting(here.window, here.visit, here.reader, here.switches, lambda _draft: None)
    here.go(lambda: coming_back.offer(here.visit, draft, lambda: started + 120 - here.seconds))
    keyboard.to(lambda widget: widget is here.window.bar.buttons[0], "the bar")
    for _ in range(60):
        here.second()
    said = here.said[begun:]
    assert not [text for _, text in said if ANSWER in text]
    compare(transcript(SimpleNamespace(said=said)), f"coming-back-{language}")

    keyboard.to(lambda widget: getattr(widget, "words", "") == here.visit.words.say("coming_back.yes"))
    keyboard.press(KEY.Key_Return)
    assert here.visit.stage == stage
    for _ in range(120):
        here.second()
    assert here.visit.stage != Welcome(), "the two minutes are over with the question"
