"""Answers worth trying for a question, made from its type and from what stands in its constraint."""

import re
from datetime import date, timedelta
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.types.text import TEXT
from kiosk.forms.walking.likely import likely
from kiosk.forms.walking.regex_sample import regex_sample
from kiosk.forms.widgets import kind_of

_MANY = 12
_TRIED = 200
"""Of more choices than these no form's constraint asks for a certain one."""
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_TYPICAL = (
    "CF10 3AT",
    "02920 872087",
    "07700900123",
    "0770090012",
    "sam@example.org",
    "AB 12 34 56 C",
    "https://example.org",
    "A",
    "Sam Jones",
)


def samples(random: Random, question: Question, constraint: str, given: list[Raw], today: date) -> list[Raw]:
    """Candidates in the order to try: likely ones first, then those that the constraint hints at.

    ``given`` are the answers so far: a constraint may ask for the same again. ``today`` is the form's own day:
    a constraint may ask for a day near it.
    """
    kind = kind_of(question.type, question.appearance)
    made: list[Raw] = [kind.plausible(random, question) for _ in range(_MANY)]
    if question.choices:
        made += _chosen(question)
    elif question.type in ("integer", "decimal"):
        made += _numbers(question, constraint)
    elif question.type == "date":
        made += _dates(constraint, random, today)
    elif question.type == "date_time":
        made += [f"{'/'.join(day)} 2:30pm" for day in _dates(constraint, random, today)]
    elif question.type == "text":
        named = likely(question.path) if kind.parse is TEXT.parse else []  # a widget knows better
        made = [*named, *made[:1], *_texts(random, constraint), *made[1:]]
    made += given[-_MANY:]
    return made


def _chosen(question: Question) -> list[Raw]:
    values = [choice.value for choice in question.choices[:_TRIED]]
    if question.type == "select_multiple":
        return [
            *((value,) for value in values),
            *(tuple(values[:size]) for size in range(2, len(values) + 1)),
        ]
    return list(values)


def _numbers(question: Question, constraint: str) -> list[Raw]:
    found = [float(text) for text in _NUMBER.findall(f"{constraint} {question.hint}")]
    values = [value + step for value in found for step in (0, 1, -1, 0.5)]
    values += [(a + b) / 2 for a in found for b in found]
    digits = [
        int("1234567890123456"[: int(value)]) for value in found if 1 <= value <= len("123456789012345")
    ]
    made = [f"{value:.6f}".rstrip("0").rstrip(".") for value in values if abs(value) < 10**9]
    return [*made, *(str(number) for number in digits), *(str(number) for number in range(-5, 20))]


def _dates(constraint: str, random: Random, today: date) -> list[tuple[str, ...]]:
    days = [today + timedelta(days=days) for days in (0, -1, 1, -30, 30, -365, 365, -7000, -25000)]
    days += [
        date(int(year), 1, 1) + timedelta(days=random.randint(0, 364))
        for year in re.findall(r"\b(?:19|20)\d\d\b", constraint)
    ]
    return [(str(day.day), str(day.month), str(day.year)) for day in days]


def _texts(random: Random, constraint: str) -> list[Raw]:
    made: list[Raw] = []
    quoted = [first or second for first, second in _QUOTED.findall(constraint)]
    for text in quoted:
        made += [sample for _ in range(2) if (sample := regex_sample(text, random))]
    for number in {int(float(text)) for text in _NUMBER.findall(constraint)}:
        for length in {number - 1, number, number + 1} & set(range(1, 200)):
            made += ["1234567890"[:length] + "1" * (length - 10), "A" * length]
        made += [str(number), str(number + 1), str(number - 1)]
    return [*made, *_TYPICAL, *quoted] if constraint else []
