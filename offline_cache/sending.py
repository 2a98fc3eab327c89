"""Marking what is about to be sent, before its first byte leaves, and what arrived: several in one transaction."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, select, update

from kiosk.errors import StoreError
from offline_cache import attempts, parts
from offline_cache.events import note
from offline_cache.sealing import Envelope
from offline_cache.tables import submission

ROOM = 4 * 1024 * 1024
"""Bytes of envelopes that are taken into memory together, unless a single one is larger."""

WAITING = ("queued", "uncertain")

_IDS = submission.c.id.in_(bindparam("ids", expanding=True))
_ABOUT = select(submission.c.id, submission.c.size, submission.c.parts, submission.c.state).where(_IDS)
_WHOLE = select(submission).where(_IDS)
_KEPT = select(submission.c.id, submission.c.seq, submission.c.digest).where(_IDS)
_MARK = (
    update(submission)
    .where(submission.c.seq == bindparam("seq_"))
    .values(state="sending", attempts=submission.c.attempts + 1)
)
_HOLD = update(submission).where(submission.c.seq == bindparam("seq_")).values(state="held", reason="damaged")
_SENT = (submission.c.state == "sending") | (submission.c.state == "uncertain")
_ACCEPT = (
    update(submission)
    .where(submission.c.seq == bindparam("seq_"), _SENT)
    .values(
        state="accepted",
        accepted_at=bindparam("now_"),
        purge_after=bindparam("purge_after_"),
        envelope=None,
        reason="",
        remote_id=bindparam("remote_id_"),
    )
)


@dataclass(frozen=True)
class Proof:
    """A destination has the submission ``id``: the ``digest`` that it echoed, and what it calls it, "" for nothing."""

    id: str
    digest: bytes
    remote_id: str = ""


def mark(connection: Connection, ids: Sequence[str], now: float) -> tuple[Envelope | None, ...]:
    """Mark the first of ``ids``, and those after it that go together with it: as many as ROOM has room for.

    One with attachments goes alone. None stands for one whose stored bytes no longer match their digest: it is held.
    Raises StoreError when the first does not wait.
    """
    together = _together(connection, ids)
    rows = {row.id: row for row in connection.execute(_WHOLE, {"ids": together})}
    marked = []
    sending = []
    for row in (rows[id_] for id_ in together):
        envelope = _envelope(row.envelope, row.digest)
        if envelope is None:
            connection.execute(_HOLD, {"seq_": row.seq})
            note(connection, now, "damaged", row.reference)
        else:
            unsent = parts.unsent(connection, row.seq) if row.parts else ()
            envelope = replace(envelope, again=row.state == "uncertain", unsent=unsent)
            sending.append(row.seq)
        marked.append(envelope)
    if sending:
        connection.execute(_MARK, [{"seq_": seq} for seq in sending])
        attempts.begin(connection, sending, now)
    return tuple(marked)


def accept(connection: Connection, proofs: Sequence[Proof], now: float, retention: float) -> None:
    """All of ``proofs`` have arrived. Only now is an envelope let go, in the same transaction.

    ``retention`` is for how many seconds more is kept of each than its reference and digest.

    Raises StoreError, and nothing may be kept of it, when a proof is of other bytes or for one that was not sent.
    """
    rows = {row.id: row for row in connection.execute(_KEPT, {"ids": [proof.id for proof in proofs]})}
    if len(rows) != len(proofs):
        raise StoreError("There is no such submission in this outbox.")
    if not all(hmac.compare_digest(rows[proof.id].digest, proof.digest) for proof in proofs):
        raise StoreError("The council confirmed other bytes than ours, so this submission is kept.")
    when = {"now_": now, "purge_after_": now + retention}
    values = [{"seq_": rows[one.id].seq, "remote_id_": one.remote_id, **when} for one in proofs]
    if connection.execute(_ACCEPT, values).rowcount != len(proofs):
        raise StoreError("This submission is in another state by now, so nothing was changed.")
    attempts.end(connection, [row.seq for row in rows.values()], now, "accepted", "")


def _together(connection: Connection, ids: Sequence[str]) -> list[str]:
    rows = {row.id: row for row in connection.execute(_ABOUT, {"ids": list(ids)})}
    if ids[0] not in rows:
        raise StoreError("There is no such submission in this outbox.")
    if rows[ids[0]].state not in WAITING:
        raise StoreError(f"This submission is {rows[ids[0]].state}, so it is not sent. Nothing was changed.")
    room = ROOM
    taken: list[str] = []
    for row in (rows[id_] for id_ in ids if id_ in rows):
        room -= row.size
        if taken and (row.state not in WAITING or row.parts or room < 0):
            break
        taken.append(row.id)
        if row.parts:
            break
    return taken


def _envelope(data: bytes, digest: bytes) -> Envelope | None:
    """A row's envelope; None when its bytes are no longer those that were put."""
    try:
        envelope = Envelope.of(data)
    except ValueError:
        return None
    return envelope if envelope.digest == digest else None
