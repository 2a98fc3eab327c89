"""What a council tells its kiosks of each form: that 8 of 10 people finished this here in about 12 minutes.

Worked out at the council for each kiosk, from journeys; small enough for every kiosk to have all of it. A discouraging
figure helps nobody who stands there, and staff see it on the insight page: under FEWEST_TENTHS nothing is told.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from kiosk.analytics.bounds import NAME
from kiosk.analytics.journey import Journey
from kiosk.measures.summary import MEDIAN, began, within

FEWEST_VISITS = 50
"""That started with the very same form: under it nothing is said."""

FEWEST_TENTHS = 5
LONGEST = 90
"""Days: journeys before it are not counted, and figures that are older are not shown."""

FEW_MINUTES = 5
"""Under it the time is said as "less than 5 minutes", and is 0 in a Figure."""

MOST_BYTES = 256 * 1024
_MOST_FIGURES = 1000
_TENTHS, _MINUTE, _MOST_MINUTES = 10, 60, 24 * 60
_FORM = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Figure:
    """Of one form of one service: at least ``tenths`` of ten finished, half of those within ``minutes``.

    ``form`` is as in Began. ``here``: people at this very kiosk, else at any kiosk of the council.
    """

    service: str
    form: str
    here: bool
    tenths: int
    minutes: int


@dataclass(frozen=True)
class Figures:
    """All that one kiosk is told, and the day on which it was worked out."""

    day: date
    each: tuple[Figure, ...]

    def of(self, service: str, form: str, today: date) -> Figure | None:
        """What may be said of a form on ``today``; None where nothing is known, or only what is too old."""
        if not timedelta(days=-1) <= today - self.day <= timedelta(days=LONGEST):
            return None  # a day ahead is another zone's; more is a wrong clock
        return next((one for one in self.each if (one.service, one.form) == (service, form)), None)

    def written(self) -> bytes:
        """Canonical JSON, equal for equal figures: its digest serves as an ETag."""
        fields = {"day": self.day.isoformat(), "figures": [asdict(one) for one in self.each]}
        return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


@dataclass
class _Visits:
    """Those to one form at one kiosk: how many saw a question, and the seconds of each that finished."""

    started: int = 0
    times: list[int] = field(default_factory=list)


class Visited:
    """The visits of LONGEST days, in numbers alone: made once, it tells every kiosk its figures.

    ``journeys`` are those of all kiosks, each with the name of its own.
    """

    def __init__(self, journeys: Iterable[tuple[str, Journey]], today: date) -> None:
        self._today = today
        self._forms: dict[tuple[str, str], dict[str, _Visits]] = {}
        since = (today - timedelta(days=LONGEST)).isoformat()
        for kiosk, journey in journeys:
            if journey.day >= since and journey.form and began(journey):
                form = self._forms.setdefault((journey.service, journey.form), {})
                visits = form.setdefault(kiosk, _Visits())
                visits.started += 1
                if journey.ended == "finished":
                    visits.times.append(journey.seconds)

    def at(self, kiosk: str) -> Figures:
        """What that kiosk is told: its own figures where it has visits enough, else those of all together."""
        found = []
        for (service, form), kiosks in sorted(self._forms.items()):
            own = kiosks.get(kiosk, _Visits())
            here = own.started >= FEWEST_VISITS
            told = _told([own] if here else list(kiosks.values()))
            if told is not None:
                found.append(Figure(service, form, here, *told))
        return Figures(self._today, tuple(found[:_MOST_FIGURES]))


def _told(visits: Sequence[_Visits]) -> tuple[int, int] | None:
    """Tenths, rounded down, and whole minutes; None where nothing is to be said."""
    started = sum(each.started for each in visits)
    times = sorted(seconds for each in visits for seconds in each.times)
    if started < FEWEST_VISITS or not times:
        return None
    tenths, middle = len(times) * _TENTHS // started, within(times, MEDIAN)
    minutes = 0 if middle < FEW_MINUTES * _MINUTE else (middle + _MINUTE // 2) // _MINUTE
    return (tenths, minutes) if tenths >= FEWEST_TENTHS and minutes <= _MOST_MINUTES else None


def read(data: bytes) -> Figures | None:
    """The way back from :meth:`Figures.written`; None for bytes that are anything else. They may come from anywhere."""
    if len(data) > MOST_BYTES:
        return None
    try:
        fields = json.loads(data)
        day = date.fromisoformat(fields["day"])
        listed = fields["figures"]
        if fields.keys() != {"day", "figures"} or not isinstance(listed, list) or len(listed) > _MOST_FIGURES:
            return None
        return Figures(day, tuple(_figure(one) for one in listed))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _figure(fields: dict[str, Any]) -> Figure:
    one = Figure(**fields)
    whole = type(one.tenths) is int and type(one.minutes) is int and type(one.here) is bool
    named = _is(NAME, one.service) and _is(_FORM, one.form)
    if not (whole and named and FEWEST_TENTHS <= one.tenths <= _TENTHS):
        raise ValueError("this is no figure")
    if one.minutes and not FEW_MINUTES <= one.minutes <= _MOST_MINUTES:
        raise ValueError("no form takes so long")
    return one


def _is(shape: re.Pattern[str], text: object) -> bool:
    return isinstance(text, str) and shape.fullmatch(text) is not None
