"""Deleting what a council has kept for as long as it said it would."""

from collections.abc import Callable
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

from council_api import comments, journeys, saved_visits
from council_api.audit import READ
from council_api.fleet import heartbeats
from council_api.fleet.settings import Fleet
from council_api.policy import Retention
from council_api.tables import attachment, audit, confirmation, help_call, submission

_AT_ONCE = 200
"""Submissions of one transaction, so that no kiosk waits for long."""

_LOCK = 0x4B6565705F6E6F77
"""Names, among a PostgreSQL server's advisory locks, the one of whoever deletes."""

_ASIDE = "unclaimed:"
"""Before the name of the submission that never came: under this name nobody finds them."""

_BLANK = {"envelope": b"", "service": "", "language": "", "confirm": None}
_READ = exists().where(audit.c.submission_id == submission.c.id, audit.c.action.in_(READ))


@dataclass(frozen=True)
class Deleted:
    """What one run did. ``unread`` are past their time and were never opened: they are kept."""

    submissions: int
    unclaimed: int
    unread: int


def purge(
    engine: Engine, rules: Retention, now: datetime, history_days: int = Fleet.history_days
) -> Deleted | None:
    """Delete what is past its time; None when another worker is at it.

    Of a submission stay its id, digest, reference and times, so that a repeat is still known. One that nobody has
    opened is never deleted: it may not have been dealt with. Attachments that nothing came for are set aside by one
    run and deleted by the next, so that a submission which comes in that very moment has its own.
    """
    unclaimed = _alone(engine, _delete_aside)
    if unclaimed is None:
        return None
    submissions = 0
    while blanked := _alone(engine, lambda connection: _blank(connection, rules, now)):
        submissions += blanked
    _alone(engine, lambda connection: _set_aside(connection, rules, now))
    calls = _alone(engine, lambda connection: _forget_calls(connection, rules, now))
    told = _alone(engine, lambda connection: journeys.purge(connection, rules.journeys, now))
    submissions += _alone(engine, lambda connection: comments.purge(connection, rules.comments, now)) or 0
    saved = _alone(engine, lambda connection: saved_visits.purge(connection, now))
    _alone(engine, lambda connection: heartbeats.purge(connection, history_days, now))
    if engine.dialect.name == "sqlite" and any((submissions, unclaimed, calls, told, saved)):
        _empty_log(engine)
    return Deleted(submissions, unclaimed, overdue_unread(engine, rules, now))


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


def _alone(engine: Engine, work: Callable[[Connection], int]) -> int | None:
    """Do it in a transaction of its own; None when another worker is deleting."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            lock = text("SELECT pg_try_advisory_xact_lock(:lock)")
            if not connection.scalar(lock, {"lock": _LOCK}):
                return None
        return work(connection)


def _blank(connection: Connection, rules: Retention, now: datetime) -> int:
    query = select(submission.c.id).where(_past(rules, now), _READ).limit(_AT_ONCE)
    ids = list(connection.execute(query).scalars())
    if ids:
        gone = update(submission).where(submission.c.id.in_(ids))
        connection.execute(gone.values(**_BLANK, deleted_at=now.isoformat()))
        connection.execute(update(attachment).where(attachment.c.submission_id.in_(ids)).values(envelope=b""))
        connection.execute(delete(confirmation).where(confirmation.c.submission_id.in_(ids)))
    return len(ids)


def _set_aside(connection: Connection, rules: Retention, now: datetime) -> int:
    claimed = exists().where(submission.c.id == attachment.c.submission_id)
    old = attachment.c.received_at < _before(now, rules.unclaimed)
    here = ~attachment.c.submission_id.startswith(_ASIDE)
    aside = update(attachment).where(old, here, ~claimed)
    return connection.execute(aside.values(submission_id=_ASIDE + attachment.c.submission_id)).rowcount


def _delete_aside(connection: Connection) -> int:
    aside = attachment.c.submission_id.startswith(_ASIDE)
    name = func.substr(attachment.c.submission_id, len(_ASIDE) + 1)
    again = attachment.alias("again")
    came_again = exists().where(again.c.submission_id == name, again.c.number == attachment.c.number)
    claimed = exists().where(submission.c.id == name)
    back = update(attachment).where(aside, claimed, ~came_again)
    connection.execute(back.values(submission_id=name))
    return connection.execute(delete(attachment).where(aside)).rowcount


def _forget_calls(connection: Connection, rules: Retention, now: datetime) -> int:
    old = help_call.c.made_at < _before(now, rules.calls)
    return connection.execute(delete(help_call).where(old)).rowcount


def _past(rules: Retention, now: datetime) -> ColumnElement[bool]:
    each = [
        and_(submission.c.service == service, submission.c.received_at < _before(now, days))
        for service, days in rules.days.items()
    ]
    return and_(submission.c.deleted_at.is_(None), or_(False, *each))


def _before(now: datetime, days: int) -> str:
    # Times are kept as ISO 8601 in UTC, whose order is that of time.
    return (now - timedelta(days=days)).isoformat()
