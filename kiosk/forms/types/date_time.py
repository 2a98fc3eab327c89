"""A date and a time in five boxes, or in one text: ``27 March 2007 2.30pm``."""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types import date, time
from kiosk.forms.types.kind import QuestionType, one_line, problem

_SPLIT = re.compile(r"(.*\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:\s*,\s*|\s+|T)(?:at\s+|am\s+)?(\S.*)", re.DOTALL)


def parse(raw: Raw, question: Question) -> str | Problem:
    """The moment as ``YYYY-MM-DDTHH:MM:00.000``: local time, as the person means it."""
    if isinstance(raw, tuple):
        parts = (*raw, "", "", "", "", "")
        when, hours = date.parse(parts[:3], question), time.parse(parts[3:5], question)
        if isinstance(when, Problem):
            return when
        return hours if isinstance(hours, Problem) else f"{when}T{hours}"
    found = _SPLIT.fullmatch(one_line(raw))
    clock = time.read_time(found[2]) if found else None
    if not found or clock is None:
        return problem("datetime.not_real", question)
    day = date.parse(found[1], question)
    return f"{day}T{clock}:00.000" if isinstance(day, str) else problem("datetime.not_real", question)


def edit(stored: str) -> Raw:
    """Day, month, year, hour and minutes for the five boxes."""
    day, _, clock = stored.partition("T")
    return (*date.edit(day), *time.edit(clock))


def show(stored: str, question: Question, language: str) -> str:
    """``27 March 2007, 2:30pm``."""
    day, _, clock = stored.partition("T")
    return f"{date.in_words(day, language)}, {time.show(clock, question, language)}" if clock else stored


def plausible(random: Random, question: Question) -> Raw:
    """A day and a time."""
    return (*date.plausible(random, question), *time.plausible(random, question))


DATE_TIME = QuestionType("date_time", "date_time", parse, edit, show, plausible, required="required.date")
