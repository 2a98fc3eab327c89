"""The submissions that were received: stored exactly once, however often they are sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from council_api import attachments, problems
from council_api.envelopes import opened
from council_api.keys import Keys
from council_api.problems import Refusal
from council_api.storing import Accepted, Outcome, insert_once
from council_api.tables import kiosk
from council_api.tables import submission as table
from kiosk.submission import Submission

PAGE = 50
MOST_SEQ = 2**63 - 1
"""The largest number that either database can compare with."""

_LISTED = (
    table.c.seq,
    table.c.id,
    table.c.reference,
    table.c.service,
    table.c.language,
    table.c.received_at,
)


@dataclass(frozen=True)
class Listed:
    """One line of the inbox; ``seq`` counts up in the order of arrival."""

    seq: int
    id: str
    reference: str
    service: str
    language: str
    received: datetime


@dataclass(frozen=True)
class Listing:
    """One page of the inbox, newest first. ``older`` is the ``before`` of the next page, None on the last."""

    lines: tuple[Listed, ...]
    total: int
    older: int | None


@dataclass(frozen=True)
class Received:
    """One submission, opened for a member of council staff. ``kiosk`` is the name it was enrolled under."""

    submission: Submission
    received: datetime
    kiosk: str
    key_id: str
    digest: bytes
    size: int


def accept(
    engine: Engine, keys: Keys, kiosk_seq: int, name: str, envelope: bytes, *, now: datetime
) -> Accepted | Refusal:
    """Take one envelope sent to the address that ends with ``name``; committed before this returns.

    It is taken only when every attachment that it lists is here: accepted means all of it.
    """
    result = opened(name, envelope, keys)
    if isinstance(result, Refusal):
        return result
    header, content = result
    if content.attachments and (refusal := attachments.lacking(engine, keys, content)):
        return refusal
    digest = hashlib.sha256(envelope).digest()
    row = {
        "id": header.id,
        "kiosk_seq": kiosk_seq,
        "reference": content.reference,
        "service": content.service,
        "language": content.language,
        "received_at": now.isoformat(),
        "key_id": header.key_id,
        "digest": digest,
        "size": len(envelope),
        "envelope": envelope,
    }
    with engine.begin() as connection:
        new = insert_once(connection, table, row, ("id",))
        kept = connection.execute(select(table.c.digest).where(table.c.id == header.id)).scalar_one()
    if kept != digest:
        return problems.OTHER_BYTES
    return Accepted(Outcome.NEW if new else Outcome.REPEAT, digest)


def listing(engine: Engine, before: int | None) -> Listing:
    """The PAGE newest submissions that came before ``before`` (a ``Listing.older``), or the newest of all."""
    query = select(*_LISTED).order_by(table.c.seq.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(table.c.seq < before)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
        total = connection.execute(select(func.count()).select_from(table)).scalar_one()
    lines = tuple(
        Listed(row.seq, row.id, row.reference, row.service, row.language, _time(row.received_at))
        for row in rows[:PAGE]
    )
    return Listing(lines, total, lines[-1].seq if len(rows) > PAGE else None)


def fetch(engine: Engine, keys: Keys, name: str) -> Received | Refusal:
    """One submission, opened; the refusal is ``not-found``, or ``damaged``."""
    query = select(table, kiosk.c.name.label("kiosk")).join(kiosk).where(table.c.id == name)
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return problems.NOT_FOUND
    result = opened(name, row.envelope, keys)
    if isinstance(result, Refusal):
        return problems.DAMAGED
    return Received(result[1], _time(row.received_at), row.kiosk, row.key_id, row.digest, row.size)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
