"""Attachments in the outbox: put in the same commit as their submission, sent before it, let go after it."""

import hmac
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from kiosk.errors import StoreError
from offline_cache.sealing import Envelope
from offline_cache.tables import part, submission

_OVER = ("accepted", "purged")


def put(connection: Connection, id_: str, sealed: Sequence[Envelope]) -> None:
    """Keep the attachments of the submission ``id_``, which was put in this very transaction."""
    seq = connection.scalar(select(submission.c.seq).where(submission.c.id == id_))
    for number, envelope in enumerate(sealed, 1):
        row = {
            "submission_seq": seq,
            "number": number,
            "envelope": envelope.data,
            "digest": envelope.digest,
            "size": len(envelope.data),
        }
        connection.execute(insert(part), row)


def unsent(connection: Connection, submission_seq: int) -> tuple[int, ...]:
    """The numbers of those that the council has not proved to have."""
    query = select(part.c.number).where(part.c.submission_seq == submission_seq, part.c.sent == 0)
    return tuple(connection.scalars(query.order_by(part.c.number)))


def one(connection: Connection, id_: str, number: int) -> Envelope | None:
    """An attachment; None when its stored bytes are no longer those that were put."""
    row = connection.execute(select(part.c.envelope, part.c.digest).where(_is(id_, number))).one()
    try:
        envelope = Envelope.of_part(row.envelope)
    except ValueError:
        return None
    return envelope if envelope.digest == row.digest else None


def mark_sent(connection: Connection, id_: str, number: int, proof: bytes) -> None:
    """The council echoed ``proof``. Raises StoreError when that is of other bytes."""
    digest = connection.scalar(select(part.c.digest).where(_is(id_, number)))
    if digest is None or not hmac.compare_digest(digest, proof):
        raise StoreError("The council confirmed other bytes than ours, so this attachment is sent again.")
    connection.execute(update(part).where(_is(id_, number)).values(sent=1))


def mark_all_unsent(connection: Connection, id_: str) -> None:
    """The council has not all of them after all."""
    seq = select(submission.c.seq).where(submission.c.id == id_).scalar_subquery()
    connection.execute(update(part).where(part.c.submission_seq == seq).values(sent=0))


def let_go(connection: Connection) -> int:
    """Delete one attachment of a submission that the council has; returns how many that was.

    One at a time: on a full disk the ballast has room for the log of one, not of all.
    """
    over = select(submission.c.seq).where(submission.c.state.in_(_OVER), submission.c.parts > 0)
    found = select(part.c.seq).where(part.c.submission_seq.in_(over)).limit(1).scalar_subquery()
    return connection.execute(delete(part).where(part.c.seq == found)).rowcount


def _is(id_: str, number: int) -> ColumnElement[bool]:
    seq = select(submission.c.seq).where(submission.c.id == id_).scalar_subquery()
    return (part.c.submission_seq == seq) & (part.c.number == number)
