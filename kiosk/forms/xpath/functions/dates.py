"""Functions on dates and times."""

import re
from collections.abc import Callable
from datetime import datetime

from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.dates import Date, day_part, read_time
from kiosk.forms.xpath.values import NAN, bounded, to_date, to_string
from kiosk.months import MONTHS

_Names = tuple[tuple[str, ...], tuple[str, ...]]
_ENGLISH: _Names = (
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
# The short names of the Unicode locale data (CLDR).
_OTHERS: dict[str, _Names] = {
    "cy": (
        ("Llun", "Maw", "Mer", "Iau", "Gwen", "Sad", "Sul"),
        ("Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"),
    ),
    "pl": (
        ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
        ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"),
    ),
    "ur": (
        ("پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"),
        MONTHS["ur"],
    ),
}
_FORMATS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: f"{at.month}",
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: f"{at.day}",
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: f"{at.hour}",
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "%": lambda _at: "%",
}


def today(frame: Frame) -> Date:
    now_ = frame.budget.now(frame.host)
    return Date(now_.replace(hour=0, minute=0, second=0, microsecond=0), timed=False)


def now(frame: Frame) -> Date:
    return Date(frame.budget.now(frame.host), timed=True)


def date(frame: Frame, value: Value) -> Value:
    """A date from text or from days since 1970; "" from anything else."""
    found = to_date(value, frame)
    return "" if found is None else found


def decimal_date_time(frame: Frame, value: Value) -> float:
    found = to_date(value, frame)
    return NAN if found is None else found.days


def decimal_time(frame: Frame, value: Value) -> float:
    if isinstance(value, Date):
        return day_part(value.at)
    return read_time(to_string(value, frame), frame.zone, frame.budget.now(frame.host))


def format_date(frame: Frame, value: Value, pattern: Value) -> str:
    """The date in the pattern of ODK (%Y %m %n %b %d %e %H %h %M %S %3 %a); "" when there is no date.

    Days and months are named in the language of the visit, as far as its names are known here; else in English.
    """
    found = to_date(value, frame)
    if found is None:
        return ""
    at = found.at
    days, months = _OTHERS.get(frame.host.language.removesuffix(")")[-2:], _ENGLISH)

    def part(match: re.Match[str]) -> str:
        letter = match.group(1)
        if letter in "ab":
            return days[at.weekday()] if letter == "a" else months[at.month - 1]
        made = _FORMATS.get(letter)
        return match.group() if made is None else made(at)

    return bounded(re.sub(r"%(.)", part, to_string(pattern, frame)))
