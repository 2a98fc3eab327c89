"""Taking a submission into the outbox, within a transaction: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects import sqlite

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
# Written out once: working it out each time takes longer than SQLite takes to do it.
_PUT = insert(submission).prefix_with("OR IGNORE").values(dict.fromkeys(_COLUMNS))
_STATEMENT = str(_PUT.compile(dialect=sqlite.dialect(paramstyle="named")))


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


def take(connection: Connection, answers: Submission, sealed: Sealed, now: float) -> Receipt | ReferenceTaken:
    """Keep it, due at ``now``. The same id again keeps the first and gives its receipt."""
    envelope = sealed.envelope
    row = {
        "id": answers.id,
        "reference": answers.reference,
        "form_id": answers.form_id,
        "form_version": answers.form_version,
        "key_id": envelope.header.key_id,
        "envelope": envelope.data,
        "digest": envelope.digest,
        "size": len(envelope.data),
        "state": "queued",
        "created": answers.created.isoformat(),
        "next_at": now,
        "destination": answers.destination,
        "parts": len(sealed.parts),
    }
    if connection.exec_driver_sql(_STATEMENT, row).rowcount:
        if sealed.parts:
            parts.put(connection, answers.id, sealed.parts)
        return Receipt(answers.reference, answers.id)
    kept = connection.scalar(select(submission.c.reference).where(submission.c.id == answers.id))
    return ReferenceTaken(answers.reference) if kept is None else Receipt(kept, answers.id)
