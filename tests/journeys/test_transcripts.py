"""All that the voice says through a whole service, as text to be read by a person.

``KIOSK_TRANSCRIPTS=write`` writes the files anew; read them then as somebody would who cannot see the page.
"""

import os
from pathlib import Path

import pytest

from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.kiosk import Listener

HERE = Path(__file__).parent / "transcripts"


def transcript(here):
    """One line an utterance; the language stands before it where it changes."""
    lines, before = [], ""
    for language, text in here.said:
        if language != before:
            lines.append(f"[{language}]")
        lines.append(text)
        before = language
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_the_voice_says_through_a_missed_bin(kiosk, language):
    here = kiosk(language=language, voice=Listener)
    keyboard = Keyboard(here.window, down=KEY.Key_Down, up=KEY.Key_Up)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    keyboard.go_on()
    citizen.answer_all()
    citizen.send()
    keyboard.go_on()
    keyboard.go_on()
    said, file = transcript(here), HERE / f"missed-bin-{language}.txt"
    if os.environ.get("KIOSK_TRANSCRIPTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
