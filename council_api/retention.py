"""Deleting what a council has kept for as long as it said it would."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)

from council_api.audit import READ
from council_api.policy import Retention
from council_api.tables import attachment, audit, submission

_AT_ONCE = 200
"""Submissions of one transaction, so that no kiosk waits for long."""

_LOCK = 0x4B6565705F6E6F77
"""Names, among a PostgreSQL server's advisory locks, the one of whoever deletes."""

_BLANK = {"envelope": b"", "service": "", "language": ""}
_READ = exists().where(audit.c.submission_id == submission.c.id, audit.c.action.in_(READ))


@dataclass(frozen=True)
class Deleted:
    """What one run did. ``unread`` are past their time and were never opened: they are kept."""

    submissions: int
    unclaimed: int
    unread: int


def purge(engine: Engine, rules: Retention, now: datetime) -> Deleted | None:
    """Delete what is past its time; None when another worker is at it.

    Of a submission stay its id, digest, reference and times, so that a repeat is still known. One that nobody has
    opened is never deleted: it may not have been dealt with.
    """
    gone = unclaimed = 0
    while (step := _step(engine, rules, now)) and any(step):
        gone += step[0]
        unclaimed += step[1]
    if step is None:
        return None
    if engine.dialect.name == "sqlite" and (gone or unclaimed):
        _empty_log(engine)
    return Deleted(gone, unclaimed, overdue_unread(engine, rules, now))


def overdue_unread(engine: Engine, rules: Retention, now: datetime) -> int:
    """How many are past their time and were never opened."""
    with engine.connect() as connection:
        query = select(func.count()).select_from(submission).where(_past(rules, now), ~_READ)
        return connection.execute(query).scalar_one()


def _empty_log(engine: Engine) -> None:
    # Until then what was deleted is still in it. Not through SQLAlchemy, which would begin a transaction.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _step(engine: Engine, rules: Retention, now: datetime) -> tuple[int, int] | None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            lock = text("SELECT pg_try_advisory_xact_lock(:lock)")
            if not connection.scalar(lock, {"lock": _LOCK}):
                return None
        return _blank(connection, rules, now), _unclaimed(connection, rules, now)


def _blank(connection: Connection, rules: Retention, now: datetime) -> int:
    query = select(submission.c.id).where(_past(rules, now), _READ).limit(_AT_ONCE)
    ids = list(connection.execute(query).scalars())
    if ids:
        gone = update(submission).where(submission.c.id.in_(ids))
        connection.execute(gone.values(**_BLANK, deleted_at=now.isoformat()))
        connection.execute(update(attachment).where(attachment.c.submission_id.in_(ids)).values(envelope=b""))
    return len(ids)


def _unclaimed(connection: Connection, rules: Retention, now: datetime) -> int:
    claimed = exists().where(submission.c.id == attachment.c.submission_id)
    old = attachment.c.received_at < _before(now, rules.unclaimed)
    some = select(attachment.c.seq).where(old, ~claimed).limit(_AT_ONCE)
    return connection.execute(delete(attachment).where(attachment.c.seq.in_(some))).rowcount


def _past(rules: Retention, now: datetime) -> ColumnElement[bool]:
    each = [
        and_(submission.c.service == service, submission.c.received_at < _before(now, days))
        for service, days in rules.days.items()
    ]
    return and_(submission.c.deleted_at.is_(None), or_(False, *each))


def _before(now: datetime, days: int) -> str:
    # Times are kept as ISO 8601 in UTC, whose order is that of time.
    return (now - timedelta(days=days)).isoformat()
