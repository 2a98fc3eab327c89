"""The reference of a payment, as it is said. Where it was typed it is an answer, and others may hear (A9)."""

import re

from kiosk import paying
from kiosk.speech import utterance
from kiosk.speech.utterance import Utterance
from kiosk.stage import Aside, Paying
from kiosk.visit import Visit


def aloud(visit: Visit, text: str) -> str:
    """``text`` without the reference that the person typed: there is a button that says it."""
    if not isinstance(visit.stage, Paying) or not paying.payment_of(visit).reference:
        return text
    label, shown = visit.words.say("paying.reference"), paying.grouped(visit.stage.reference)
    if visit.aside is Aside.WRITING:  # each group is a button that says its signs below it
        for group, signs in zip(shown.split(" "), parts(visit), strict=True):
            quiet = utterance.notice([label], visit.language).text
            text = re.sub(rf"{re.escape(group)}[.۔ ]*{re.escape(signs)}", quiet, text)
    return re.sub(rf"(?:{re.escape(label)}[.۔ ]*)?{re.escape(shown)}[.۔ ]*", "", text)


def parts(visit: Visit) -> list[str]:
    """The signs of each group of the reference, a word for each letter that has one."""
    assert isinstance(visit.stage, Paying)  # noqa: S101 only its pages say it
    groups = paying.grouped(visit.stage.reference).split(" ")
    return [utterance.notice(_signs(group, visit), visit.language).text for group in groups]


def spelled(visit: Visit) -> Utterance:
    """All of it, sign by sign, for who asks for it."""
    return utterance.notice(parts(visit), visit.language)


def _signs(group: str, visit: Visit) -> list[str]:
    words = visit.words
    return [
        words.say("speech.spell", letter=sign, word=words.say(f"speech.letter.{sign}"))
        if words.has(f"speech.letter.{sign}")
        else sign
        for sign in group
    ]
