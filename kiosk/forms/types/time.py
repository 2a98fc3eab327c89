"""A time of day in one text box: ``14:30``, ``2.30pm``, ``2 pm``, ``0930``."""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, one_line, problem

_TIME = re.compile(
    r"(\d{1,2})(?:\s*[:.]\s*(\d{2})|(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|yb|yp)?(?:Z|[+-]\d\d:\d\d)?",
    re.IGNORECASE,
)
_NOON, _HOURS, _MINUTES = 12, 24, 60
_MORNING, _AFTERNOON = {"am", "yb"}, {"pm", "yp"}


def read_time(text: str) -> str | None:
    """``HH:MM`` of what was typed; None when it is no time. A lone ``14`` is no time; ``2pm`` is."""
    tidy = re.sub(r"([ap])\.?\s?m\b\.?", r"\1m", text.strip(), flags=re.IGNORECASE)
    found = _TIME.fullmatch({"noon": "12pm", "midday": "12pm", "midnight": "12am"}.get(tidy.casefold(), tidy))
    if not found:
        return None
    hour, minutes, half = int(found[1]), found[2] or found[3], (found[4] or "").casefold()
    if minutes is None and not half:
        return None
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half in _AFTERNOON else 0)
    if hour >= _HOURS or int(minutes or 0) >= _MINUTES:
        return None
    return f"{hour:02}:{int(minutes or 0):02}"


def parse(raw: Raw, question: Question) -> str | Problem:
    """The time as ``HH:MM:00.000``."""
    found = read_time(one_line(raw))
    return f"{found}:00.000" if found else problem("time.not_real", question)


def edit(stored: str) -> Raw:
    """``HH:MM``."""
    return stored[: len("00:00")]


def show(stored: str, _question: Question, _language: str) -> str:
    """``2:30pm`` as GOV.UK writes times; Welsh readers know am and pm too."""
    found = read_time(stored)
    if not found:
        return stored
    hour, minutes = int(found[:2]), found[3:]
    half = "am" if hour < _NOON else "pm"
    return f"{hour % _NOON or _NOON}{'' if minutes == '00' else ':' + minutes}{half}"


def plausible(random: Random, _question: Question) -> Raw:
    """A time in the day."""
    return f"{random.randint(7, 20)}:{random.choice(['00', '15', '30', '45'])}"


TIME = QuestionType("time", "text", parse, edit, show, plausible, required="required.time")
