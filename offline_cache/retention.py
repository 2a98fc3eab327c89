"""When all but the reference and the digest of what was accepted is blanked, whatever the wall clock did meanwhile."""

import math

from sqlalchemy import Connection, delete, insert, select, update

from offline_cache.tables import attempt, meta, submission

RETENTION = 30 * 24 * 3600.0
"""Seconds from acceptance until all but the reference and the digest is blanked."""

LEAP = 90 * 24 * 3600.0
"""Seconds. A clock that moves by more between two looks was put right or wrong: that much time has not gone by.

More than RETENTION, so that a kiosk that was off for some weeks purges what is due.
"""

LOOK = 3600.0
"""Seconds between two looks at the clock that are written down."""

_CLOCK = "clock"


def purge(connection: Connection, now: float) -> int:
    """Blank what is past its retention; returns how many. ``now`` is in wall clock seconds."""
    _look(connection, now)
    old = (submission.c.state == "accepted") & (submission.c.purge_after <= now)
    rows = select(submission.c.seq).where(old)
    connection.execute(delete(attempt).where(attempt.c.submission_seq.in_(rows)))
    blank = dict.fromkeys(("form_id", "form_version", "created", "remote_id"), "") | {"state": "purged"}
    return connection.execute(update(submission).where(old).values(blank)).rowcount


def _look(connection: Connection, now: float) -> None:
    """Write the time down, and take a leap out of the times of what was accepted before it."""
    text = connection.scalar(select(meta.c.value).where(meta.c.name == _CLOCK))
    last = _seconds(text or "")
    if text is None:
        connection.execute(insert(meta), {"name": _CLOCK, "value": repr(now)})
    elif last is None or abs(now - last) > LOOK:
        connection.execute(update(meta).where(meta.c.name == _CLOCK).values(value=repr(now)))
    if last is not None and abs(now - last) > LEAP:
        _shift(connection, last, now)


def _shift(connection: Connection, last: float, now: float) -> None:
    middle = (last + now) / 2
    accepted = submission.c.accepted_at
    before = accepted < middle if now > last else accepted > middle
    leap = now - last
    moved = {"accepted_at": accepted + leap, "purge_after": submission.c.purge_after + leap}
    connection.execute(update(submission).where(submission.c.state == "accepted", before).values(moved))


def _seconds(text: str) -> float | None:
    try:
        return float(text) if math.isfinite(float(text)) else None
    except ValueError:
        return None
