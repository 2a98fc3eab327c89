"""What a monitor is told (Prometheus): numbers of requests, of what is stored, and of kiosks; nothing of anybody's.

Each worker counts its own requests; where there are several they count in files that they share, so that any of them
tells the sum (prometheus_client's multiprocess mode, which server.py turns on). What is stored is asked of the
database when it is told.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Engine, exists, func, select, text

from council_api import problems
from council_api.audit import READ
from council_api.confirmations.turns import counts
from council_api.fleet import listing
from council_api.fleet.conditions import LEVELS
from council_api.help_calls import waiting
from council_api.parts import PartsOf
from council_api.policy import read_policy
from council_api.problems import RefusedError
from council_api.retention import overdue_unread
from council_api.tables import attachment, audit, kiosk, submission
from kiosk.rating import SERVICE as COMMENT

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable that names the folder in which several workers count."""

_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_CALL_SECONDS = (15.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 1200.0, 3600.0)
_LIVE = re.compile(r"gauge_live\w+_(\d+)\.db")
_bearer = HTTPBearer(scheme_name="monitor", description="The token in metrics-token.", auto_error=False)


class Metrics:
    """What one worker counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "handrail_requests",
            "Requests, by what was asked for and what became of it: new, repeat, ok, or the problem's type.",
            ("what", "outcome"),
            registry=self.registry,
        )
        self._bytes = Counter(
            "handrail_received_bytes", "Bytes of envelopes that were taken.", registry=self.registry
        )
        self._seconds = Histogram(
            "handrail_request_seconds",
            "From the head of a request to the end of its answer.",
            ("what",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._line = Gauge(
            "handrail_line",
            "Requests that wait in line.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._calls = Counter(
            "handrail_calls",
            "Calls of people who want a person, by what became of them.",
            ("outcome",),
            registry=self.registry,
        )
        self._call_seconds = Histogram(
            "handrail_call_wait_seconds",
            "From a call to somebody at the desk who goes there.",
            buckets=_CALL_SECONDS,
            registry=self.registry,
        )
        self._journeys = Counter(
            "handrail_journeys", "Services that kiosks told of, in visits.", registry=self.registry
        )
        self._known: dict[tuple[str, str], tuple[Counter, Histogram]] = {}
        self._waiting = 0

    def answered(self, what: str, outcome: str, seconds: float, size: int) -> None:
        """A request has been answered; ``size`` is of the envelope that was taken, if one was."""
        known = self._known.get((what, outcome))
        if known is None:  # looking them up takes longer than counting
            known = self._requests.labels(what, outcome), self._seconds.labels(what)
            self._known[what, outcome] = known
        count, took = known
        count.inc()
        took.observe(seconds)
        if size:
            self._bytes.inc(size)

    def called(self, outcome: str) -> None:
        """Something became of a call (help_calls.Act)."""
        self._calls.labels(outcome).inc()

    def waited(self, seconds: float) -> None:
        """A call was answered."""
        self._call_seconds.observe(seconds)

    def journeyed(self, number: int) -> None:
        """So many journeys were taken."""
        self._journeys.inc(number)

    def in_parcel(self, outcome: str, size: int) -> None:
        """One of those that came together is counted as if it had come by itself; how long it took is the parcel's."""
        self._requests.labels("submission", outcome).inc()
        if size:
            self._bytes.inc(size)

    def in_line(self, waiting: int) -> None:
        """So many wait now."""
        if waiting != self._waiting:
            self._waiting = waiting
            self._line.set(waiting)


class Stored(Collector):
    """What the database says. ``clock`` gives aware times in UTC; ``policy`` is the council's file."""

    def __init__(self, engine: Engine, policy: Path | None, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._policy = policy
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """Each number in turn."""
        now = self._clock()
        policy = read_policy(self._policy)
        overdue = overdue_unread(self._engine, policy.retention, now)
        yield GaugeMetricFamily(
            "handrail_overdue_unread", "Past their time, never opened, and so kept.", value=overdue
        )
        with self._engine.connect() as connection:
            yield _submissions(connection)
            yield from _unread(connection, now)
            count = connection.execute(select(func.count()).select_from(attachment)).scalar_one()
            yield GaugeMetricFamily("handrail_attachments", "Attachments.", value=count)
            yield _confirmations(connection)
            yield from _kiosks(connection)
            yield _in_trouble(listing.counted(connection, policy.fleet, now))
            yield from _calls(connection, now)
            yield GaugeMetricFamily("handrail_database_bytes", "Of the database.", value=_size(connection))


def _submissions(connection: Connection) -> Metric:
    family = GaugeMetricFamily("handrail_submissions", "Submissions.", labels=["state"])
    query = select(func.count(submission.c.deleted_at), func.count()).select_from(submission)
    deleted, total = connection.execute(query).one()
    family.add_metric(["kept"], total - deleted)
    family.add_metric(["deleted"], deleted)
    return family


def _unread(connection: Connection, now: datetime) -> Iterator[Metric]:
    read = exists().where(audit.c.submission_id == submission.c.id, audit.c.action.in_(READ))
    query = select(func.count(), func.min(submission.c.received_at)).select_from(submission)
    form = submission.c.service != COMMENT  # those are read on a page together, and none of them waits
    count, oldest = connection.execute(query.where(submission.c.deleted_at.is_(None), form, ~read)).one()
    yield GaugeMetricFamily("handrail_unread", "Submissions that nobody has opened.", value=count)
    age = (now - datetime.fromisoformat(oldest)).total_seconds() if oldest else 0.0
    yield GaugeMetricFamily("handrail_oldest_unread_seconds", "For how long the oldest waits.", value=age)


def _confirmations(connection: Connection) -> Metric:
    family = GaugeMetricFamily(
        "handrail_confirmations", "Messages to people that their form is here.", labels=["state"]
    )
    for state, count in counts(connection).items():
        family.add_metric([state.value], count)
    return family


def _in_trouble(levels: Mapping[int, int]) -> Metric:
    family = GaugeMetricFamily(
        "handrail_kiosks_in_trouble", "Kiosks by how bad it is (docs/fleet.md).", labels=["level"]
    )
    for level, name in enumerate(LEVELS[1:], 1):
        family.add_metric([name.lower().replace(" ", "-")], levels.get(level, 0))
    return family


def _kiosks(connection: Connection) -> Iterator[Metric]:
    rows = connection.execute(select(kiosk.c.name, kiosk.c.revoked_at, kiosk.c.heard_at)).all()
    live = [row for row in rows if row.revoked_at is None]
    yield GaugeMetricFamily("handrail_kiosks", "Kiosks that are enrolled.", value=len(live))
    heard = GaugeMetricFamily(
        "handrail_kiosk_heard_timestamp_seconds", "When it was last heard, to the minute.", labels=["kiosk"]
    )
    for row in live:
        if row.heard_at:
            heard.add_metric([row.name], datetime.fromisoformat(row.heard_at).timestamp())
    yield heard


def _calls(connection: Connection, now: datetime) -> Iterator[Metric]:
    count, oldest = waiting(connection, now)
    yield GaugeMetricFamily("handrail_calls_waiting", "Calls that nobody has answered.", value=count)
    yield GaugeMetricFamily("handrail_oldest_call_seconds", "For how long the oldest waits.", value=oldest)


def _size(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages, size = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in ("page_count", "page_size")
    )
    return pages * size


def tell(
    request: Request, parts: PartsOf, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Response:
    """The numbers, for whoever has the metrics token."""
    said = given.credentials.encode() if given else b""
    if not parts.metrics_token or not secrets.compare_digest(said, parts.metrics_token.encode()):
        raise RefusedError(problems.METRICS_CLOSED)
    metrics: Metrics = request.app.state.metrics
    stored = CollectorRegistry()
    stored.register(Stored(parts.engine, parts.policy, parts.clock))
    body = generate_latest(_counted(metrics)) + generate_latest(stored)
    return Response(body, media_type=CONTENT_TYPE_LATEST)


def _counted(metrics: Metrics) -> CollectorRegistry:
    folder = os.environ.get(SHARED)
    if folder is None:
        return metrics.registry
    for file in Path(folder).iterdir():
        found = _LIVE.fullmatch(file.name)
        if found and not Path("/proc", found[1]).exists():
            mark_process_dead(int(found[1]), folder)  # type: ignore[no-untyped-call]  # not said there
    together = CollectorRegistry()
    MultiProcessCollector(together, folder)  # type: ignore[no-untyped-call]  # not said there
    return together
