"""A look at the outbox from a second process, while the kiosk runs (``kiosk status``)."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, exc, func, select
from sqlalchemy.pool import StaticPool

from kiosk.errors import StoreError
from kiosk.staff import HeldItem, QueuedItem
from offline_cache.connection import connect_read_only
from offline_cache.database import FILE, refuse_newer
from offline_cache.outbox import Counts, count
from offline_cache.sending import WAITING
from offline_cache.tables import event, submission

LATEST = 20
MOST_QUEUED = 200
"""How many of those that wait are named: more than anybody looks through."""


@dataclass(frozen=True)
class Event:
    """``at`` is in wall clock seconds; ``kind`` and ``detail`` are for staff and say nothing about a person."""

    at: float
    kind: str
    detail: str


@dataclass(frozen=True)
class TakenItem:
    """A submission under the name that its destination gave it, so that staff can find it there."""

    reference: str
    remote_id: str
    destination: str


@dataclass(frozen=True)
class Status:
    """``oldest``: when the longest waiting submission was made (ISO 8601); ``events``: the latest, newest first.

    ``taken``: the latest that got a name where they went, newest first; ``queue``: the next to be sent;
    ``accepted``: when one was taken last (seconds of the wall clock).
    """

    counts: Counts
    oldest: str | None
    held: tuple[HeldItem, ...]
    events: tuple[Event, ...]
    taken: tuple[TakenItem, ...] = ()
    queue: tuple[QueuedItem, ...] = ()
    accepted: float | None = None


def read_status(folder: Path) -> Status:
    """Read without writing or locking. A folder with no outbox yet is an empty one.

    Raises StoreError when the file is from a newer version or cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return Status(Counts(), None, (), ())
    refuse_newer(path)
    try:
        raw = connect_read_only(path)
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True)
        try:
            with engine.connect() as connection:
                return _read(connection)
        finally:
            engine.dispose()
    except (sqlite3.Error, exc.DBAPIError, UnicodeError) as error:
        raise StoreError(
            f"The outbox at {path} cannot be read. Run this as the kiosk’s user; if that is so, start the kiosk once."
        ) from error


def _read(connection: Connection) -> Status:
    oldest = (
        select(submission.c.created)
        .where(submission.c.state.in_(WAITING))
        .order_by(submission.c.seq)
        .limit(1)
    )
    held = select(submission.c.reference, submission.c.destination, submission.c.reason)
    held = held.where(submission.c.state == "held")
    taken = select(submission.c.reference, submission.c.remote_id, submission.c.destination)
    taken = taken.where(submission.c.state == "accepted", submission.c.remote_id != "")
    taken = taken.order_by(submission.c.seq.desc()).limit(LATEST)
    queue = select(submission.c.reference, submission.c.destination, submission.c.created)
    queue = queue.where(submission.c.state.in_(WAITING)).order_by(submission.c.seq).limit(MOST_QUEUED)
    events = select(event.c.at, event.c.kind, event.c.detail).order_by(event.c.seq.desc()).limit(LATEST)
    return Status(
        count(connection),
        connection.scalar(oldest),
        tuple(HeldItem(*row) for row in connection.execute(held.order_by(submission.c.seq))),
        tuple(Event(*row) for row in connection.execute(events)),
        tuple(TakenItem(*row) for row in connection.execute(taken)),
        tuple(QueuedItem(*row) for row in connection.execute(queue)),
        connection.scalar(select(func.max(submission.c.accepted_at))),
    )
