"""One comparison of a condition, as XPath: what a field holds against a value."""

import re
from collections.abc import Callable, Sequence

from kiosk.forms.readers.digital_form_builder.fields import Field
from kiosk.forms.readers.xform_writer import literal

NEGATIVE = {"is not": "is", "does not contain": "contains"}
NUMBERS = {"is more than": ">", "is less than": "<", "is at least": ">=", "is at most": "<=", "is": "="}
LENGTHS = {"is longer than": ">", "is shorter than": "<", "has length": "="}
DATES = {"is before": "<", "is after": ">", **NUMBERS}
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12}
IN_THE_PAST = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
MOST_PLACES = 50
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class UnreadableError(Exception):
    """A condition that has no meaning here; ``str`` says why, in words that follow “because”."""


def compare(fields: Sequence[Field], operator: str, value: str) -> str:
    """An XPath expression that is true when an answer to any of ``fields`` compares so with ``value``."""
    if operator in NEGATIVE:
        return f"not({compare(fields, NEGATIVE[operator], value)})"
    return _any(fields, lambda field: _one(field, operator, value))


def compare_with_today(fields: Sequence[Field], operator: str, count: float, unit: str, *, past: bool) -> str:
    """The same for a moment so many days, months or years before or after today."""
    sign, unit = DATES.get(operator), unit.lower().removesuffix("s")
    if sign is None or unit not in {*DAYS, *MONTHS}:
        raise UnreadableError(f"“{operator} {count:g} {unit}s” is no time that can be compared")
    sign = IN_THE_PAST[sign] if past else sign
    read = _day if unit in DAYS else _calendar
    far = count * DAYS[unit] if unit in DAYS else count * MONTHS[unit] * 100
    return _any(
        fields, lambda field: f"{read(field.path)} {sign} {read('today()')} {'-' if past else '+'} {far:.10g}"
    )


def answered(fields: Sequence[Field]) -> str:
    """Whether a field by itself is true: yes, or anything else that was answered."""
    return _any(
        fields, lambda field: f"{field.path} = 'true'" if field.kind == "yes_no" else f"{field.path} != ''"
    )


def _any(fields: Sequence[Field], test: Callable[[Field], str]) -> str:
    if not fields:
        return "false()"  # a question that was not asked yet has no answer
    if any(field.kind == "many" for field in fields):
        raise UnreadableError(f"“{fields[0].name}” is asked more than once")
    if len(fields) > MOST_PLACES:
        raise UnreadableError(f"“{fields[0].name}” is asked on more than {MOST_PLACES} pages")
    tests = [test(field) for field in fields]
    return tests[0] if len(tests) == 1 else "(" + " or ".join(tests) + ")"


def _one(field: Field, operator: str, value: str) -> str:
    path, code = field.path, field.code(value)
    if operator in LENGTHS and NUMBER.fullmatch(value):
        return f"string-length({path}) {LENGTHS[operator]} {value}"
    if field.kind == "date" and operator in DATES and DATE.fullmatch(value):
        return f"{_day(path)} {DATES[operator]} decimal-date-time('{value}')"
    if operator == "contains" or (operator == "is" and field.kind == "choices"):
        return (
            f"selected({path}, {literal(code)})"
            if field.kind in ("choices", "choice")
            else f"contains({path}, {literal(value)})"
        )
    if (
        operator in NUMBERS
        and NUMBER.fullmatch(value)
        and (field.kind in ("number", "text") or _counts(field))
    ):
        return f"{path} {NUMBERS[operator]} {value}"
    if operator == "is":
        return f"{path} = {literal(code)}"
    raise UnreadableError(f"“{operator} {value}” cannot be asked of “{field.name}”")


def _counts(field: Field) -> bool:
    """Whether every choice of a list is a number, as in “How many people?”."""
    return field.kind == "choice" and all(NUMBER.fullmatch(code) for code in field.codes.values())


def _day(path: str) -> str:
    return f"decimal-date-time({path})"


def _calendar(date: str) -> str:
    """A number that grows by 100 each month: who is 18 today was born 216 of them ago, whatever the years had."""
    return f"((format-date({date}, '%Y') * 12 + format-date({date}, '%m')) * 100 + format-date({date}, '%d'))"
