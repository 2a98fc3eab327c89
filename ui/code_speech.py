"""The code of what was put aside, as it stands on the page and as it is said (T3)."""

import re

from kiosk.pausing.codes import Code
from kiosk.speech import utterance
from kiosk.speech.utterance import Utterance
from kiosk.stage import Paused
from kiosk.visit import Visit


def shown(visit: Visit) -> tuple[str, ...]:
    """The six words; the numbers in a language that has no list of words."""
    code = _code(visit)
    return code.words(visit.language) or code.numbers()


def lines(visit: Visit) -> tuple[str, ...]:
    """Each word with its number in the order."""
    say = visit.words.say
    return tuple(say("paused.word", number=number, word=word) for number, word in enumerate(shown(visit), 1))


def in_numbers(visit: Visit) -> str:
    """The same code in numbers."""
    return visit.words.say("paused.numbers", numbers=" ".join(_code(visit).numbers()))


def quiet(visit: Visit) -> str:
    """What is said in the place of the code where others may hear: whoever hears it can open the answers (A9)."""
    return visit.words.say("paused.quiet", button=visit.words.say("paused.spell"))


def aloud(visit: Visit, text: str) -> str:
    """``text`` without the code, save where it is spelled, which somebody has asked for."""
    if not isinstance(visit.stage, Paused):
        return text
    for secret in (visit.words.say("paused.label"), *lines(visit), in_numbers(visit)):
        text = re.sub(rf"{re.escape(secret)}(?!:)[.۔ ]*", "", text)
    return text


def spelled(visit: Visit) -> Utterance:
    """Word by word and letter by letter, for who asks for it."""
    say = visit.words.say
    said = [
        say("paused.spelt", number=number, word=word, letters=", ".join(word))
        for number, word in enumerate(shown(visit), 1)
    ]
    return utterance.notice(said, visit.language)


def _code(visit: Visit) -> Code:
    assert isinstance(visit.stage, Paused)  # noqa: S101 only its page asks
    return visit.stage.kept.code
