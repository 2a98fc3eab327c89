"""One sentence by the kiosk's own voice, to hear whether sound comes out."""

from pathlib import Path
from queue import Empty, SimpleQueue

from kiosk.language import Words
from kiosk.speech.voice import Event, Settings
from kiosk.speech.voices import choose

_SECONDS = 20.0
_OVER = {"finished", "failed"}


def speak(voice: str, language: str, prompts: Path) -> str:
    """Why it was not said to its end: a reason of kiosk.speech.voice.Reason; "" when it was."""
    heard: SimpleQueue[Event] = SimpleQueue()
    made = choose(voice, prompts)[0](heard.put)
    try:
        made.say(1, Words(language).say("console.sound"), language, Settings())
        while (event := heard.get(timeout=_SECONDS)).name not in _OVER:
            pass
    except Empty:
        return "hung"
    finally:
        made.close()
    return event.reason if event.name == "failed" else ""
