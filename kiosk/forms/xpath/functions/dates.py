"""Functions on dates and times."""

import re
from collections.abc import Callable

from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.dates import Date, day_part, read_time
from kiosk.forms.xpath.values import NAN, bounded, to_date, to_string

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FORMATS: dict[str, Callable[[Date], str]] = {
    "Y": lambda date: f"{date.at.year:04}",
    "y": lambda date: f"{date.at.year % 100:02}",
    "m": lambda date: f"{date.at.month:02}",
    "n": lambda date: f"{date.at.month}",
    "b": lambda date: _MONTHS[date.at.month - 1],
    "d": lambda date: f"{date.at.day:02}",
    "e": lambda date: f"{date.at.day}",
    "H": lambda date: f"{date.at.hour:02}",
    "h": lambda date: f"{date.at.hour}",
    "M": lambda date: f"{date.at.minute:02}",
    "S": lambda date: f"{date.at.second:02}",
    "3": lambda date: f"{date.at.microsecond // 1000:03}",
    "a": lambda date: _DAYS[date.at.weekday()],
    "%": lambda _date: "%",
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
    """The date in the pattern of ODK (%Y %m %n %b %d %e %H %h %M %S %3 %a); "" when there is no date."""
    found = to_date(value, frame)
    if found is None:
        return ""
    return bounded(re.sub(r"%(.)", lambda match: _format(match, found), to_string(pattern, frame)))


def _format(match: re.Match[str], date: Date) -> str:
    made = _FORMATS.get(match.group(1))
    return match.group() if made is None else made(date)
