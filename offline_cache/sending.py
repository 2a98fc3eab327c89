"""Marking what is about to be sent, before its first byte leaves, within a transaction."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, bindparam, select, update

from kiosk.errors import StoreError
from offline_cache import attempts, parts
from offline_cache.events import note
from offline_cache.sealing import Envelope
from offline_cache.tables import submission

ROOM = 4 * 1024 * 1024
"""Bytes of envelopes that are taken into memory together, unless a single one is larger."""

WAITING = ("queued", "uncertain")

_ONE = select(submission).where(submission.c.id == bindparam("id_"))
_MARK = (
    update(submission)
    .where(submission.c.seq == bindparam("seq_"))
    .values(state=bindparam("state_"), attempts=bindparam("attempts_"), reason=bindparam("reason_"))
)


def mark(connection: Connection, ids: Sequence[str], now: float) -> tuple[Envelope | None, ...]:
    """Mark the first of ``ids``, and those after it that go together with it: as many as ROOM has room for.

    One with attachments goes alone. None stands for one whose stored bytes no longer match their digest: it is held.
    Raises StoreError when the first does not wait.
    """
    marked: list[Envelope | None] = []
    room = ROOM
    for id_ in ids:
        row = connection.execute(_ONE, {"id_": id_}).one_or_none()
        if row is None:
            raise StoreError("There is no such submission in this outbox.")
        if marked and (row.state not in WAITING or row.parts or row.size > room):
            break
        room -= row.size
        marked.append(_mark(connection, row, now))
        if row.parts:
            break
    attempts.let_old_go(connection)
    return tuple(marked)


def _mark(connection: Connection, row: Row[tuple[object, ...]], now: float) -> Envelope | None:
    if row.state not in WAITING:
        raise StoreError(f"This submission is {row.state}, so it is not sent. Nothing was changed.")
    envelope = _whole(row)
    if envelope is None:
        _to(connection, row, "held", row.attempts, "damaged")
        note(connection, now, "damaged", row.reference)
        return None
    _to(connection, row, "sending", row.attempts + 1, row.reason)
    attempts.begin(connection, row.seq, now)
    unsent = parts.unsent(connection, row.seq) if row.parts else ()
    return replace(envelope, again=row.state == "uncertain", unsent=unsent)


def _to(connection: Connection, row: Row[tuple[object, ...]], state: str, tries: int, reason: str) -> None:
    values = {"seq_": row.seq, "state_": state, "attempts_": tries, "reason_": reason}
    connection.execute(_MARK, values)


def _whole(row: Row[tuple[object, ...]]) -> Envelope | None:
    """The row's envelope; None when its bytes are no longer those that were put."""
    try:
        envelope = Envelope.of(row.envelope)
    except ValueError:
        return None
    return envelope if envelope.digest == row.digest else None
