"""How services went at the kiosks: taken once, kept for a while, and read by whoever makes sense of them (K1, K5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from council_api import problems
from council_api.problems import Refusal
from council_api.tables import journey, journey_batch, kiosk
from kiosk.analytics import wire
from kiosk.analytics.journey import Journey
from kiosk.analytics.wire import Batch

MOST_A_DAY = 10_000
"""Of one kiosk: twice what it can have kept while it had no network. A stolen credential adds no more."""

OLDEST, NEWEST = timedelta(days=400), timedelta(days=1)
"""How far a kiosk's day may lie from ours: it may have had no network for long, and be in another zone."""

_AT_ONCE = 500


@dataclass(frozen=True)
class Taken:
    """It is on the disk. ``new``: since now."""

    new: bool


def keep(engine: Engine, seq: int, batch: Batch, now: datetime) -> Taken | Refusal:
    """Take a batch of the kiosk with the number ``seq``, once however often it comes.

    What is of a day that cannot be, since the kiosk's clock is wrong, is counted in no month: it is let go.
    """
    today = now.date().isoformat()
    first, last = ((now + apart).date().isoformat() for apart in (-OLDEST, NEWEST))
    rows = [
        {"kiosk_seq": seq, "taken_on": today, "service": one.service, "day": one.day, "body": wire.line(one)}
        for one in batch.journeys
        if first <= one.day <= last
    ]
    try:
        with engine.begin() as connection:
            if connection.scalar(select(journey_batch.c.seq).where(journey_batch.c.id == batch.id)):
                return Taken(new=False)
            mine = (journey.c.kiosk_seq == seq) & (journey.c.taken_on == today)
            before = connection.scalar(select(func.count()).select_from(journey).where(mine)) or 0
            if before + len(rows) > MOST_A_DAY:
                return problems.too_much(3600)
            connection.execute(insert(journey_batch), {"id": batch.id, "kiosk_seq": seq, "taken_on": today})
            if rows:
                connection.execute(insert(journey), rows)
    except IntegrityError:  # it came twice in the same moment, and the other was first
        return Taken(new=False)
    return Taken(new=True)


def read(
    connection: Connection,
    *,
    service: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[tuple[str, Journey]]:
    """Each with the name of its kiosk, in no order that means anything: from the day ``since`` to before ``until``.

    Not to be shown as they are: whatever is counted of them goes through kiosk/analytics/suppression.py.
    """
    query = _between(select(kiosk.c.name, journey.c.body).join(kiosk), service, since, until)
    for name, body in connection.execution_options(yield_per=_AT_ONCE).execute(query):
        yield name, wire.stored(body)


def lines(
    connection: Connection,
    *,
    service: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[str]:
    """The same as they were kept, for many: wire.stored reads them once nobody waits for the connection any more."""
    return list(connection.scalars(_between(select(journey.c.body), service, since, until)))


def _between(query: Select[Any], service: str | None, since: date | None, until: date | None) -> Select[Any]:
    if service is not None:
        query = query.where(journey.c.service == service)
    if since is not None:
        query = query.where(journey.c.day >= since.isoformat())
    if until is not None:
        query = query.where(journey.c.day < until.isoformat())
    return query


def purge(connection: Connection, days: int, now: datetime) -> int:
    """Delete what was taken more than ``days`` ago, by our own clock; how many."""
    last = (now - timedelta(days=days)).date().isoformat()
    connection.execute(delete(journey_batch).where(journey_batch.c.taken_on < last))
    return connection.execute(delete(journey).where(journey.c.taken_on < last)).rowcount
