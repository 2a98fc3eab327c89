"""A time of day in two boxes, or in one text: ``14:30``, ``2.30pm``, ``2 pm``, ``0930``, ``half past 2``."""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, problem

_TIME = re.compile(
    r"(\d{1,2})(?:\s*[:.]\s*(\d{2})|(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|yb|yp)?(?:Z|[+-]\d\d:\d\d)?",
    re.IGNORECASE,
)
_HALF = re.compile(r"\s*(am|pm|yb|yp)$", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(half|hanner awr|(?:a )?quarter|chwarter|\d{1,2})\s*(?:minutes?|munud|min)?\s*"
    r"(past|wedi|to|i)\s*(\d{1,2})\s*(am|pm|yb|yp)?",
    re.IGNORECASE,
)
_PARTS = {"half": 30, "hanner awr": 30, "quarter": 15, "a quarter": 15, "chwarter": 15}
_TO = {"to", "i"}
_NOON, _HOURS, _MINUTES = 12, 24, 60
_MORNING, _AFTERNOON = {"am", "yb"}, {"pm", "yp"}


def read_time(text: str) -> str | None:
    """``HH:MM`` of what was typed; None when it is no time. A lone ``14`` is no time; ``2pm`` is."""
    tidy = re.sub(r"([ap])\.?\s?m\b\.?", r"\1m", text.strip(), flags=re.IGNORECASE)
    tidy = _SPOKEN.sub(_in_figures, tidy) if _SPOKEN.fullmatch(tidy) else tidy
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


def _in_figures(said: re.Match[str]) -> str:
    """``half past 2`` as ``2:30``."""
    part = said[1].casefold()
    minutes, hour = _PARTS.get(part) or int(part), int(said[3])
    if said[2].casefold() in _TO:
        minutes, hour = _MINUTES - minutes, (hour - 1) or _NOON
    return f"{hour}:{minutes:02}{said[4] or ''}"


def joined(raw: Raw) -> str:
    """Hour and minutes as one text: an am or pm may stand in either box."""
    if isinstance(raw, str):
        return raw
    hour, minutes = (*(part.strip() for part in raw), "", "")[:2]
    if not hour or not minutes:
        return hour or minutes
    half = _HALF.search(hour)
    return f"{_HALF.sub('', hour)}:{minutes}{half[1] if half else ''}"


def parse(raw: Raw, question: Question) -> str | Problem:
    """The time as ``HH:MM:00.000``."""
    found = read_time(joined(raw))
    return f"{found}:00.000" if found else problem("time.not_real", question)


def edit(stored: str) -> Raw:
    """Hour and minutes for the two boxes."""
    return (stored[:2], stored[3:5]) if stored else ("", "")


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
    return (str(random.randint(7, 20)), random.choice(["00", "15", "30", "45"]))


TIME = QuestionType("time", "time", parse, edit, show, plausible, required="required.time")
