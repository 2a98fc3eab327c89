"""Visits that people have put aside under a code (T3): lent to any kiosk that knows the id, which comes of the code.

What is here opens with the code alone, so there is nothing in it to look at for us: no reference, no service, no name.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from council_api import problems
from council_api.problems import Refusal
from council_api.tables import saved_visit

MOST = 44 * 1024 * 1024
"""Bytes of one: what a kiosk puts aside (kiosk/pausing/saved.py), as sealed."""
LONGEST = timedelta(days=31)
"""For how long it is kept at most: the longest that a kiosk can be set to, and a day for its clock."""
REMEMBERED = timedelta(days=30)
"""For how long it is still known that one was used or is past its time."""
MOST_OF_ONE = 1_000
"""Those of one kiosk that are kept at a time: no queue of people makes as many, and a stolen credential no more."""

_FORMAT = b"handrail-saved-visit/1 "
_HEAD = 100

FREE_MISSES = 60
MISSES_AN_HOUR = 60
"""Ids that nothing lies under which one kiosk may ask for: a true one asks once for each slip of a person's."""


@dataclass(frozen=True)
class Stored:
    """It is on the disk. ``new``: since now."""

    new: bool
    digest: bytes


@dataclass(frozen=True)
class Lent:
    """What lies under an id."""

    digest: bytes
    sealed: bytes = field(repr=False)


class Misses:
    """Ids asked for in vain, by kiosk. ``clock`` gives seconds that never go back. In the memory of one worker."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left: dict[int, tuple[float, float]] = {}

    def refusal(self, kiosk: int) -> Refusal | None:
        """Whether this kiosk has asked in vain too often."""
        left = self._now(kiosk)
        return None if left >= 1 else problems.too_much(int((1 - left) * 3600 / MISSES_AN_HOUR) + 1)

    def count(self, kiosk: int) -> None:
        """It asked for one that is not here."""
        self._left[kiosk] = (self._now(kiosk) - 1, self._clock())

    def _now(self, kiosk: int) -> float:
        left, at = self._left.get(kiosk, (float(FREE_MISSES), self._clock()))
        return min(FREE_MISSES, left + (self._clock() - at) * MISSES_AN_HOUR / 3600)


def keep(engine: Engine, kiosk: int, id_: str, sealed: bytes, now: datetime) -> Stored | Refusal:
    """Store one exactly once, however often it comes."""
    until = _until(sealed, now)
    if isinstance(until, Refusal):
        return until
    digest = hashlib.sha256(sealed).digest()
    row = {
        "id": id_,
        "kiosk_seq": kiosk,
        "kept_at": now.isoformat(),
        "until": until.isoformat(),
        "digest": digest,
        "size": len(sealed),
        "envelope": sealed,
    }
    try:
        with engine.begin() as connection:
            if there := _there(connection, id_):
                return _again(there.digest, there.ended_how, digest)
            live = select(func.count()).where(
                saved_visit.c.kiosk_seq == kiosk, saved_visit.c.ended_how.is_(None)
            )
            if connection.execute(live).scalar_one() >= MOST_OF_ONE:
                return problems.too_much(3600)
            connection.execute(insert(saved_visit), row)
    except IntegrityError:  # it came twice in the same moment
        with engine.connect() as connection:
            there = _there(connection, id_)
        return problems.NOT_FOUND if there is None else _again(there.digest, there.ended_how, digest)
    return Stored(new=True, digest=digest)


def lend(engine: Engine, id_: str, now: datetime) -> Lent | Refusal:
    """What lies under an id; it stays there."""
    with engine.connect() as connection:
        there = _there(connection, id_)
        if there is None:
            return problems.NOT_FOUND
        if there.ended_how is not None or there.until < now.isoformat():
            return problems.saved_visit_gone(there.ended_how or "past")
        sealed = connection.execute(
            select(saved_visit.c.envelope).where(saved_visit.c.id == id_)
        ).scalar_one()
    return Lent(there.digest, sealed)


def end(engine: Engine, id_: str, now: datetime) -> Refusal | None:
    """It was used: what was sealed is deleted, and that it was used is remembered for a while."""
    with engine.begin() as connection:
        if _there(connection, id_) is None:
            return problems.NOT_FOUND
        _blank(connection, now, "used", saved_visit.c.id == id_)
    return None


def purge(connection: Connection, now: datetime) -> int:
    """Delete what is past its time; how many."""
    gone = _blank(connection, now, "past", saved_visit.c.until < now.isoformat())
    connection.execute(delete(saved_visit).where(saved_visit.c.ended_at < (now - REMEMBERED).isoformat()))
    return gone


def _there(connection: Connection, id_: str) -> "_Row | None":
    columns = saved_visit.c
    query = select(columns.digest, columns.ended_how, columns.until).where(columns.id == id_)
    found = connection.execute(query).one_or_none()
    return None if found is None else _Row(found.digest, found.ended_how, found.until)


@dataclass(frozen=True)
class _Row:
    digest: bytes
    ended_how: str | None
    until: str


def _again(there: bytes, ended: str | None, digest: bytes) -> Stored | Refusal:
    if there != digest:
        return problems.OTHER_BYTES
    return Stored(new=False, digest=digest) if ended is None else problems.saved_visit_gone(ended)


def _blank(connection: Connection, now: datetime, how: str, which: object) -> int:
    query = update(saved_visit).where(which, saved_visit.c.ended_how.is_(None))  # type: ignore[arg-type]  # a condition
    return connection.execute(query.values(envelope=b"", ended_at=now.isoformat(), ended_how=how)).rowcount


def _until(sealed: bytes, now: datetime) -> datetime | Refusal:
    """Until when it is to be kept, by its first line, in UTC."""
    line = sealed[:_HEAD].partition(b"\n")[0]
    try:
        until = datetime.fromisoformat(line.removeprefix(_FORMAT).decode("ascii")).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return problems.NOT_A_SAVED_VISIT
    if not line.startswith(_FORMAT) or until > now + LONGEST:
        return problems.NOT_A_SAVED_VISIT
    return problems.saved_visit_gone("past") if until < now else until
