"""The code of what was put aside, as it is said, and where it is not (T3)."""

import re

from kiosk.pausing import saying
from kiosk.pausing.codes import Code
from kiosk.speech import utterance
from kiosk.speech.utterance import Utterance
from kiosk.stage import Paused
from kiosk.visit import Visit


def quiet(visit: Visit) -> str:
    """What is said in the place of the code where others may hear: whoever hears it can open the answers (A9)."""
    return visit.words.say("paused.quiet", button=visit.words.say("paused.spell"))


def aloud(visit: Visit, text: str) -> str:
    """``text`` without the code, save where it is spelled, which somebody has asked for."""
    if not isinstance(visit.stage, Paused):
        return text
    code, words = _code(visit), visit.words
    for secret in (words.say("paused.label"), *saying.lines(code, words), saying.in_numbers(code, words)):
        text = re.sub(rf"{re.escape(secret)}(?!:)[.۔ ]*", "", text)
    return text


def spelled(visit: Visit) -> Utterance:
    """Word by word and letter by letter, for who asks for it."""
    say = visit.words.say
    said = [
        say("paused.spelt", number=number, word=word, letters=", ".join(word))
        for number, word in enumerate(saying.shown(_code(visit), visit.words), 1)
    ]
    return utterance.notice(said, visit.language)


def _code(visit: Visit) -> Code:
    assert isinstance(visit.stage, Paused)  # noqa: S101 only its page asks
    return visit.stage.kept.code
