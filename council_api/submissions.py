"""The submissions that were received: stored exactly once, however often they are sent."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from council_api import attachments, kiosks, problems
from council_api.envelopes import opened
from council_api.keys import Keys
from council_api.problems import Refusal
from council_api.storing import Accepted, Outcome, Row, insert_once
from council_api.tables import kiosk
from council_api.tables import submission as table
from kiosk.rating import SERVICE as COMMENT
from kiosk.submission import Submission

Connect = Callable[[], AbstractContextManager[Connection]]

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
    table.c.deleted_at,
)


@dataclass(frozen=True)
class Listed:
    """One line of the inbox; ``seq`` counts up in the order of arrival. Of what was deleted little is left."""

    seq: int
    id: str
    reference: str
    service: str
    language: str
    received: datetime
    deleted: datetime | None = None


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
    """Take one envelope whose id is ``name``, of a kiosk that may be revoked; committed before this returns.

    It is taken only when every attachment that it lists is here: accepted means all of it.
    """
    result = read(keys, kiosk_seq, name, envelope, hashlib.sha256(envelope).digest(), now=now)
    if isinstance(result, Refusal):
        return result
    submission, row = result
    if submission.attachments and (refusal := attachments.lacking(engine, keys, submission)):
        return refusal
    return store(engine.begin, [row], even_revoked=True)[0]


def read(
    keys: Keys, kiosk_seq: int, name: str, envelope: bytes, digest: bytes, *, now: datetime
) -> tuple[Submission, Row] | Refusal:
    """What is stored of an envelope sent to the address that ends with ``name``; ``digest`` is its SHA-256."""
    result = opened(name, envelope, keys)
    if isinstance(result, Refusal):
        return result
    header, content = result
    return content, {
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
        "confirm": content.confirm.by if content.confirm else None,
    }


def store(connect: Connect, rows: Sequence[Row], *, even_revoked: bool = False) -> list[Accepted | Refusal]:
    """Store what ``read`` gave, all of it or, when this raises, nothing; committed before it returns.

    ``connect`` gives a connection on which one INSERT is a transaction, or begins one that ends with the block.
    The refusals are ``other-bytes`` and, for a kiosk that is revoked at that moment, ``credential-refused``.
    """
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["id"], row)
    # In the order of their names: two workers that wait for each other's rows would otherwise wait for ever.
    ordered = [first[name] for name in sorted(first)]
    only = "true" if even_revoked else kiosks.LIVE
    with connect() as connection:
        new = {name for (name,) in insert_once(connection, table, ordered, ("id",), only)}
        here = [row["id"] not in new or row is not first[row["id"]] for row in rows]
        if not any(here):
            return [Accepted(Outcome.NEW, row["digest"]) for row in rows]
        query = select(table.c.id, table.c.digest).where(table.c.id.in_(first))
        kept = {row.id: row.digest for row in connection.execute(query)}
        senders = {row["kiosk_seq"] for row in rows}
        known = senders if even_revoked else kiosks.live(connection, senders)
    return [
        _repeated(row, kept, known) if again else Accepted(Outcome.NEW, row["digest"])
        for row, again in zip(rows, here, strict=True)
    ]


def _repeated(row: Row, kept: Mapping[str, bytes], known: Collection[int]) -> Accepted | Refusal:
    if row["kiosk_seq"] not in known:
        return problems.CREDENTIAL_REFUSED
    if row["id"] not in kept:  # it came together with one of the same name by a revoked kiosk
        return problems.BROKEN
    same = kept[row["id"]] == row["digest"]
    return Accepted(Outcome.REPEAT, row["digest"]) if same else problems.OTHER_BYTES


def listing(engine: Engine, before: int | None) -> Listing:
    """The PAGE newest submissions that came before ``before`` (a ``Listing.older``), or the newest of all."""
    form = table.c.service != COMMENT  # those have a page of their own, with no reference on it
    query = select(*_LISTED).where(form).order_by(table.c.seq.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(table.c.seq < before)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
        total = connection.execute(select(func.count()).select_from(table).where(form)).scalar_one()
    lines = tuple(
        Listed(
            row.seq,
            row.id,
            row.reference,
            row.service,
            row.language,
            _time(row.received_at),
            _time(row.deleted_at) if row.deleted_at else None,
        )
        for row in rows[:PAGE]
    )
    return Listing(lines, total, lines[-1].seq if len(rows) > PAGE else None)


def fetch(engine: Engine, keys: Keys, name: str) -> Received | Refusal:
    """One submission, opened; the refusal is ``not-found``, ``deleted`` or ``damaged``."""
    query = select(table, kiosk.c.name.label("kiosk")).join(kiosk).where(table.c.id == name)
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return problems.NOT_FOUND
    if row.deleted_at:
        return problems.deleted(_time(row.deleted_at).date())
    result = opened(name, row.envelope, keys)
    if isinstance(result, Refusal):
        return problems.DAMAGED
    return Received(result[1], _time(row.received_at), row.kiosk, row.key_id, row.digest, row.size)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
