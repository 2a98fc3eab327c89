"""Taking submissions into the outbox, within a transaction: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kiosk.submission import Submission
from offline_cache import parts
from offline_cache.sealing import Envelope
from offline_cache.tables import submission

_COLUMNS = (
    "id",
    "reference",
    "form_id",
    "form_version",
    "key_id",
    "envelope",
    "digest",
    "size",
    "state",
    "created",
    "next_at",
    "destination",
    "parts",
)
# Not by SQLAlchemy, which takes longer to work it out than SQLite takes to do it.
_INTO = f"INSERT OR IGNORE INTO submission ({', '.join(_COLUMNS)}) VALUES "  # noqa: S608  # our own words
_ROW = f"({', '.join('?' * len(_COLUMNS))})"


@dataclass(frozen=True)
class Receipt:
    """Proof for the citizen. It exists only after COMMIT, so a reference may be shown exactly when there is one."""

    reference: str
    id: str


@dataclass(frozen=True)
class ReferenceTaken:
    """Another submission has this reference, and nothing was kept: choose another reference and put it again."""

    reference: str


@dataclass(frozen=True)
class Sealed:
    """A submission as it is stored: its envelope and that of each attachment."""

    envelope: Envelope
    parts: Sequence[Envelope] = ()


def take(
    connection: Connection, group: Sequence[tuple[Submission, Sealed]], now: float
) -> list[Receipt | ReferenceTaken]:
    """Keep them all, due at ``now``. The same id again keeps the first and gives its receipt.

    One with attachments is a group of its own.
    """
    values = [value for answers, sealed in group for value in _row(answers, sealed, now)]
    # One statement for all: with each, this thread would wait for those that seal the next ones.
    made = connection.exec_driver_sql(_INTO + ", ".join([_ROW] * len(group)), tuple(values)).rowcount
    if made < len(group):
        return [_kept(connection, answers) for answers, _sealed in group]
    for answers, sealed in group:
        if sealed.parts:
            parts.put(connection, answers.id, sealed.parts)
    return [Receipt(answers.reference, answers.id) for answers, _sealed in group]


def _row(answers: Submission, sealed: Sealed, now: float) -> tuple[object, ...]:
    envelope = sealed.envelope
    return (
        answers.id,
        answers.reference,
        answers.form_id,
        answers.form_version,
        envelope.header.key_id,
        envelope.data,
        envelope.digest,
        len(envelope.data),
        "queued",
        answers.created.isoformat(),
        now,
        answers.destination,
        len(sealed.parts),
    )


def _kept(connection: Connection, answers: Submission) -> Receipt | ReferenceTaken:
    kept = connection.scalar(select(submission.c.reference).where(submission.c.id == answers.id))
    return ReferenceTaken(answers.reference) if kept is None else Receipt(kept, answers.id)
