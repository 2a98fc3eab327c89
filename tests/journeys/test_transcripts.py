"""All that the voice says through whole services and the shell, as text to be read by a person (A1, A16).

``KIOSK_TRANSCRIPTS=write`` writes the files anew; read them then as somebody would who cannot see the page.
"""

import os
from pathlib import Path

import pytest

from kiosk.stage import Aside, Goodbye
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.kiosk import Listener
from tests.journeys.test_four_languages import four

HERE = Path(__file__).parent / "transcripts"
PAGES = (
    Aside.HELP,
    Aside.PERSON,
    Aside.LANGUAGE,
    Aside.DISPLAY,
    Aside.WAYS,
    Aside.VOICE,
    Aside.STOP,
)


def transcript(here):
    """One line an utterance; the language stands before it where it changes."""
    lines, before = [], ""
    for language, text in here.said:
        if language != before:
            lines.append(f"[{language}]")
        lines.append(text)
        before = language
    return "\n".join(lines) + "\n"


def compare(said, name):
    file = HERE / f"{name}.txt"
    if os.environ.get("KIOSK_TRANSCRIPTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("service", ["missed-bin", "library-membership"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_the_voice_says_through_a_service(kiosk, service, language):
    here = kiosk(language=language, voice=Listener)
    keyboard = Keyboard(here.window, down=KEY.Key_Down, up=KEY.Key_Up)
    citizen = Citizen(here, keyboard, here.walk(service).answers)
    citizen.come(service)
    keyboard.go_on()
    citizen.answer_all()
    citizen.send()
    while not isinstance(here.visit.stage, Goodbye):
        keyboard.go_on()
    compare(transcript(here), f"{service}-{language}")


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_what_the_voice_says_of_the_shell(kiosk, language):
    """L3: every page that is over or before a form, gone through from its top to its end."""
    here = four(kiosk, language=language)
    keyboard = Keyboard(here.window, down=KEY.Key_Down, up=KEY.Key_Up)
    keyboard.press(KEY.Key_F5)
    pages = [
        lambda: None,
        lambda: here.visit.begin(language),
        lambda: here.visit.choose("library-membership"),
    ]
    pages += [lambda aside=aside: here.visit.open(aside) for aside in PAGES]
    for page in pages:
        here.go(page)
        keyboard.to(lambda widget: widget is here.window.bar.buttons[0], "the bar")
    compare(transcript(here), f"shell-{language}")
