"""The attachments of submissions: stored exactly once, each before the submission that lists it."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from council_api import problems
from council_api.envelopes import Part, opened_part
from council_api.keys import Keys
from council_api.problems import Refusal
from council_api.storing import Accepted, Outcome, insert_once
from council_api.tables import attachment as table
from council_api.tables import submission as submissions
from kiosk.attachments.part import MAX_PART
from kiosk.submission import Submission


def accept(
    engine: Engine, keys: Keys, kiosk_seq: int, place: tuple[str, int], envelope: bytes, *, now: datetime
) -> Accepted | Refusal:
    """Take an attachment, ``place`` being its submission's id and its number; committed before this returns.

    A submission that is here has all of its own: one more is refused.
    """
    name, number = place
    if len(envelope) > MAX_PART:
        return problems.TOO_LARGE
    part = opened_part(name, number, envelope, keys)
    if isinstance(part, Refusal):
        return part
    digest = hashlib.sha256(envelope).digest()
    row = {
        "submission_id": part.header.id,
        "number": part.number,
        "kiosk_seq": kiosk_seq,
        "received_at": now.isoformat(),
        "key_id": part.header.key_id,
        "digest": digest,
        "size": len(envelope),
        "envelope": envelope,
    }
    with engine.begin() as connection:
        kept = _digest(connection, name, number)
        whole = connection.scalar(select(submissions.c.seq).where(submissions.c.id == name)) is not None
        if kept is None and whole:
            return problems.ATTACHMENTS_DIFFER
        new = insert_once(connection, table, [row], ("submission_id", "number"))
        kept = _digest(connection, name, number)
    if kept != digest:
        return problems.OTHER_BYTES
    return Accepted(Outcome.NEW if new else Outcome.REPEAT, digest)


def lacking(engine: Engine, keys: Keys, submission: Submission) -> Refusal | None:
    """Why a submission is not whole: an attachment that it lists is not here, or is another; None when it is.

    What is stored never changes but by being deleted, and no submission that is here is then looked at, so this needs
    no transaction with what follows.
    """
    count = len(submission.attachments)
    with engine.connect() as connection:
        if connection.scalar(select(submissions.c.seq).where(submissions.c.id == submission.id)) is not None:
            return None
        query = select(func.count()).where(table.c.submission_id == submission.id)
        stored = connection.execute(query).scalar_one()
    if stored < count:
        return problems.ATTACHMENTS_MISSING
    if stored > count:
        return problems.ATTACHMENTS_DIFFER
    for listed, part in zip(submission.attachments, parts_of(engine, keys, submission), strict=True):
        if part is None:
            return problems.ATTACHMENTS_MISSING
        if (
            isinstance(part, Refusal)
            or part.listed != listed
            or part.count != count
            or not _same(part, submission)
        ):
            return problems.ATTACHMENTS_DIFFER
    return None


def parts_of(engine: Engine, keys: Keys, submission: Submission) -> Iterator[Part | Refusal | None]:
    """Each attachment in turn, opened; None for one that is not here."""
    for number in range(1, len(submission.attachments) + 1):
        yield fetch(engine, keys, submission.id, number)


def fetch(engine: Engine, keys: Keys, name: str, number: int) -> Part | Refusal | None:
    """One attachment, opened; None when there is none, the refusal is ``damaged``."""
    query = select(table.c.envelope).where(table.c.submission_id == name, table.c.number == number)
    with engine.connect() as connection:
        envelope = connection.scalar(query)
    if envelope is None:
        return None
    part = opened_part(name, number, envelope, keys)
    return problems.DAMAGED if isinstance(part, Refusal) else part


def _digest(connection: Connection, name: str, number: int) -> bytes | None:
    query = select(table.c.digest).where(table.c.submission_id == name, table.c.number == number)
    return connection.scalar(query)


def _same(part: Part, submission: Submission) -> bool:
    return (part.header.form_id, part.header.form_version) == (submission.form_id, submission.form_version)
