"""Dates inside expressions: read from text, written as text, counted in days. Time zone aware."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

_DAY = 86_400.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_ZONE = r"(Z|[+\-][0-9]{2}:?[0-9]{2}|[+\-][0-9]{2})?"
_CLOCK = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
_DATE = re.compile(r"\s*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]" + _CLOCK + _ZONE + r")?\s*")
_TIME = re.compile(_CLOCK + _ZONE)


@dataclass(frozen=True, slots=True)
class Date:
    """A day (``timed`` false: its local midnight) or a moment. ``at`` is in the local zone."""

    at: datetime
    timed: bool

    @property
    def days(self) -> float:
        """Days since 1970 began in UTC. A day counts from standard time, so days always differ by whole numbers."""
        if self.timed:
            return (self.at - _EPOCH).total_seconds() / _DAY
        return self.at.date().toordinal() - _EPOCH_DAY - _standard(self.at) / _DAY

    def __str__(self) -> str:
        if not self.timed:
            return f"{self.at:%Y-%m-%d}" if self.at.year > 999 else self.at.date().isoformat()  # noqa: PLR2004 - %Y pads no year
        return self.at.isoformat(timespec="milliseconds")


def _standard(at: datetime) -> float:
    """Seconds that the zone is ahead of UTC without summer time, since 2000: London was not, from 1968 to 1971."""
    lately = at.replace(year=2000, month=1, day=1)
    return ((lately.utcoffset() or timedelta()) - (lately.dst() or timedelta())).total_seconds()


def read_date(text: str, zone: tzinfo | None) -> Date | None:
    """``2026-11-21`` or ``2026-11-21T10:30:00.000+01:00``; without a zone the time is local. None if neither."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        if hour is None:
            return Date(datetime(int(year), int(month), int(day), tzinfo=zone), timed=False)
        clock = _clock(hour, minute, second, fraction)
        at = datetime.combine(date(int(year), int(month), int(day)), clock, _offset(offset) or zone)
        return Date(at.astimezone(zone), timed=True)
    except (ValueError, OverflowError):
        return None


def read_time(text: str, zone: tzinfo | None, today: datetime) -> float:
    """``10:30:00.000+01:00`` as a part of the local day, 0 to 1; NaN when it is no time."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return float("nan")
    *clock, offset = match.groups()
    try:
        at = datetime.combine(today.date(), _clock(*clock), _offset(offset) or zone).astimezone(zone)
    except (ValueError, OverflowError):
        return float("nan")
    return day_part(at)


def day_part(at: datetime) -> float:
    """The time of day as a part of the day, 0 to 1."""
    return (at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6) / _DAY


def from_days(days: float, zone: tzinfo | None) -> Date | None:
    """The inverse of Date.days; None when the calendar does not reach that far.

    A number that falls on local midnight is a day: ``date(today() + 1)`` has no time.
    """
    try:
        # Whole milliseconds: a sum of days carries errors far below one.
        moment = _EPOCH + timedelta(milliseconds=round(days * _DAY * 1000))
        local = moment.astimezone(zone)
        ahead = timedelta(seconds=_standard(local))
        standard = moment.astimezone(timezone(ahead))
        if standard.time() == time():
            return Date(datetime.combine(standard.date(), time(), zone), timed=False)
    except (ValueError, OverflowError):
        return None
    return Date(local, timed=True)


def _clock(hour: str, minute: str, second: str | None, fraction: str | None) -> time:
    return time(int(hour), int(minute), int(second or 0), int((fraction or "0")[:6].ljust(6, "0")))


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if minutes > 59:  # noqa: PLR2004 - minutes in an hour
        raise ValueError(text)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)
