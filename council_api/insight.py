"""The figures of the insight pages: worked out when somebody asks for a month, and kept until more journeys came."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, func, select

from council_api import journeys
from council_api.policy import read_policy
from council_api.tables import journey
from council_api.wording import Wording, wording
from kiosk.analytics import wire
from kiosk.analytics.journey import Journey
from kiosk.insight.report import Detail, Overview, detail, overview
from kiosk.measures.export import ExportRow, rows
from kiosk.measures.month import Cost, TakeUp, costs, in_month, take_up
from kiosk.measures.summary import Summary, summarise

BEFORE = 5
"""Months before the one asked for in which changes of wording are looked for."""

_KEPT = 24


@dataclass(frozen=True)
class Month:
    """All services in one month, with what each cost and how people dealt with it."""

    month: str
    overview: Overview
    costs: Mapping[str, Cost]
    take_up: Mapping[str, TakeUp]
    open_data: tuple[ExportRow, ...]


@dataclass(frozen=True)
class Service:
    """One service in one month; ``months`` are those up to it, the oldest first."""

    detail: Detail
    months: tuple[tuple[str, Summary], ...]


class Insight:
    """The figures of one council. One thread works them out at a time; what was worked out is kept for the others."""

    def __init__(self, engine: Engine, bundles: Path | None, policy: Path | None) -> None:
        self._engine = engine
        self._bundles = bundles
        self._policy = policy
        self._lock = threading.Lock()
        self._stamp: object = None
        self._found: dict[tuple[str, str], Month | Service] = {}

    def wording(self) -> Wording:
        """What the forms call their pages."""
        return wording(self._bundles)

    def months(self) -> tuple[str, ...]:
        """The months ("2026-11") of which there are journeys, the newest first."""
        month = func.substr(journey.c.day, 1, 7)
        with self._engine.connect() as connection:
            return tuple(connection.scalars(select(month).distinct().order_by(month.desc())))

    def month(self, month: str) -> Month:
        """All services in ``month``, which is one of months()."""
        with self._lock:
            self._forget_the_old()
            found = self._found.get((month, ""))
            if not isinstance(found, Month):
                found = self._found[month, ""] = self._month(month)
            return found

    def service(self, month: str, service: str) -> Service | None:
        """One service in ``month``; None where nobody began it then."""
        of_all = self.month(month)
        if service not in of_all.overview.figures:
            return None
        with self._lock:
            found = self._found.get((month, service))
            if not isinstance(found, Service):
                found = self._found[month, service] = self._service(of_all, service)
            return found

    def _forget_the_old(self) -> None:
        with self._engine.connect() as connection:
            newest = connection.scalar(select(func.max(journey.c.seq)))
        policy = self._policy.stat().st_mtime_ns if self._policy and self._policy.exists() else 0
        stamp = (newest, self.wording(), policy)
        if stamp != self._stamp or len(self._found) > _KEPT:
            self._stamp = stamp
            self._found.clear()

    def _month(self, month: str) -> Month:
        found = self._read(None, month, month)
        given = read_policy(self._policy).measures
        seen = overview(found, self.wording().pages)
        used = {service: take_up(found, service, month, given) for service in seen.figures}
        return Month(month, seen, costs(found, given), used, rows(found, month, given))

    def _service(self, of_all: Month, service: str) -> Service:
        months = [_before(of_all.month, number) for number in range(BEFORE, -1, -1)]
        longer = self._read(service, months[0], of_all.month)
        own = in_month(longer, of_all.month)
        found = detail(of_all.overview.figures[service], own, longer, self.wording().pages)
        summed = ((month, in_month(longer, month)) for month in months)
        return Service(found, tuple((month, summarise(listed)) for month, listed in summed if listed))

    def _read(self, service: str | None, first: str, last: str) -> list[Journey]:
        since, until = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{_before(last, -1)}-01")
        with self._engine.connect() as connection:
            found = journeys.lines(connection, service=service, since=since, until=until)
        return [wire.stored(line) for line in found]


def _before(month: str, number: int) -> str:
    """The month so many before ``month``."""
    year, which = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 - number, 12)
    return f"{year:04}-{which + 1:02}"
