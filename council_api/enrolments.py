"""Places for kiosks: made by staff, and each taken once, by the kiosk that has its code or that staff approved.

Of a code its hash alone is kept, and of a kiosk that of its credential.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from council_api import problems
from council_api.audit import Action
from council_api.problems import Refusal
from council_api.tables import audit, enrolment, kiosk
from kiosk.enrolment import codes
from kiosk.errors import CouncilError

HOURS = 24
MOST_HOURS = 31 * 24
MOST_NAME = 60
GRACE = timedelta(days=1)
"""For so long the kiosk that took a place is told the same again: its first answer may have been lost."""


@dataclass(frozen=True)
class Place:
    """Where a kiosk is to stand. ``name`` is the kiosk's at the council, ``location`` what it says of itself.

    ``settings`` is the text of a kiosk.toml. ``replaces``: the kiosk that has the name now is revoked when this one is
    taken, and until then goes on.
    """

    name: str
    location: str = ""
    settings: str = ""
    hours: int = HOURS
    replaces: bool = False


@dataclass(frozen=True)
class By:
    """Who does it, for the audit: "council" at a page, "command" at the computer, "kiosk" for a code; from where."""

    who: str
    address: str = ""


@dataclass(frozen=True)
class OpenPlace:
    """One that no kiosk has taken yet. ``past``: its time is over."""

    seq: int
    name: str
    location: str
    until: datetime
    past: bool


@dataclass(frozen=True)
class Taken:
    """A kiosk has it. ``new``: since now."""

    new: bool
    name: str
    location: str
    settings: str


def make(engine: Engine, place: Place, now: datetime, digit: Callable[[int], int], by: By) -> str:
    """Make a place and give its code: the only time that it can be seen. An open place of that name ends.

    ``digit(10)`` gives one random digit. Raises CouncilError when the name cannot be used.
    """
    code = codes.new_code(digit)
    with engine.begin() as connection:
        _check(connection, place)
        _end(connection, place.name, now)
        seq = _insert(connection, place, now, code_hash(code))
        _record(connection, Action.PLACE_MADE, seq, now, by)
    return code


def take(engine: Engine, code: str, digest: bytes, now: datetime, address: str = "") -> Taken | Refusal:
    """Give the place with this code to the kiosk with this digest, once; to the same kiosk again for GRACE."""
    try:
        with engine.begin() as connection:
            query = select(enrolment).where(enrolment.c.code_hash == code_hash(code)).with_for_update()
            row = connection.execute(query).one_or_none()
            if row is None or row.cancelled_at is not None:
                return problems.ENROLMENT_UNKNOWN
            if row.used_at is not None:
                return _again(connection, row, digest, now)
            if row.until < now.isoformat():
                return problems.ENROLMENT_PAST
            refusal = _give(connection, row, digest, now, By("kiosk", address))
            return refusal or _taken(row, new=True)
    except IntegrityError:  # another kiosk took the name in the same moment
        return problems.ENROLMENT_NAME


def approve(engine: Engine, place: Place, digest: bytes, now: datetime, by: By) -> Taken:
    """Give a place to a kiosk that staff have compared by eye. Raises CouncilError when it cannot have it."""
    mine = (kiosk.c.token_hash == digest) & kiosk.c.revoked_at.is_(None) & (kiosk.c.name == place.name)
    with engine.begin() as connection:
        query = select(enrolment).join(kiosk, enrolment.c.kiosk_seq == kiosk.c.seq).where(mine)
        row = connection.execute(query.order_by(enrolment.c.seq.desc())).first()
        if row is not None:
            return _taken(row, new=False)
        _check(connection, place)
        _end(connection, place.name, now)
        seq = _insert(connection, place, now, None)
        made = connection.execute(select(enrolment).where(enrolment.c.seq == seq)).one()
        refusal = _give(connection, made, digest, now, by)
        if refusal is not None:
            raise CouncilError(refusal.detail)
        return _taken(made, new=True)


def open_places(engine: Engine, now: datetime) -> Sequence[OpenPlace]:
    """Those that no kiosk has taken, by name."""
    query = select(enrolment).where(enrolment.c.used_at.is_(None), enrolment.c.cancelled_at.is_(None))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(enrolment.c.name)).all()
    return tuple(
        OpenPlace(
            row.seq, row.name, row.location, datetime.fromisoformat(row.until), row.until < now.isoformat()
        )
        for row in rows
    )


def end(engine: Engine, name: str, now: datetime, by: By) -> None:
    """Take an open place back: its code opens nothing any more. Raises CouncilError when there is none."""
    with engine.begin() as connection:
        seq = _end(connection, name, now)
        if seq is None:
            raise CouncilError(f"No place with the name {name} is open.")
        _record(connection, Action.PLACE_ENDED, seq, now, by)


def code_hash(code: str) -> bytes:
    """All that is kept of a code."""
    return hashlib.sha256(b"handrail-enrolment/1 " + code.encode()).digest()


def check_name(name: str) -> None:
    """Raises CouncilError when a kiosk cannot be called that."""
    if not name.strip() or name != name.strip() or not name.isprintable() or len(name) > MOST_NAME:
        raise CouncilError(f"A kiosk's name has 1 to {MOST_NAME} letters and no others: choose another.")


def _check(connection: Connection, place: Place) -> None:
    check_name(place.name)
    if not place.location.isprintable() or len(place.location) > MOST_NAME:
        raise CouncilError(f"A location has {MOST_NAME} letters at most: write a shorter one.")
    if not 0 < place.hours <= MOST_HOURS:
        raise CouncilError(f"A code lives for 1 to {MOST_HOURS} hours.")
    if not place.replaces and _live(connection, place.name) is not None:
        raise CouncilError(
            f"A kiosk with the name {place.name} is enrolled: choose another name, revoke it, or give its place "
            "to the new one with --replaces."
        )


def _insert(connection: Connection, place: Place, now: datetime, hashed: bytes | None) -> int:
    row = {
        "name": place.name,
        "location": place.location,
        "code_hash": hashed,
        "settings": place.settings,
        "replaces": place.replaces,
        "made_at": now.isoformat(),
        "until": (now + timedelta(hours=place.hours)).isoformat(),
    }
    made: int = connection.execute(insert(enrolment).values(row).returning(enrolment.c.seq)).scalar_one()
    return made


def _end(connection: Connection, name: str, now: datetime) -> int | None:
    """The last of those that were open and are so no more; None when there was none."""
    columns = enrolment.c
    still = (columns.name == name) & columns.used_at.is_(None) & columns.cancelled_at.is_(None)
    open_ = connection.scalars(select(columns.seq).where(still).order_by(columns.seq)).all()
    connection.execute(update(enrolment).where(still).values(cancelled_at=now.isoformat()))
    return open_[-1] if open_ else None


def _live(connection: Connection, name: str) -> "Row[Any, Any] | None":
    query = select(kiosk.c.seq, kiosk.c.token_hash).where(kiosk.c.name == name, kiosk.c.revoked_at.is_(None))
    return connection.execute(query).one_or_none()


def _give(
    connection: Connection, row: "Row[Any, Any]", digest: bytes, now: datetime, by: By
) -> Refusal | None:
    same = connection.execute(
        select(kiosk.c.seq, kiosk.c.revoked_at).where(kiosk.c.token_hash == digest)
    ).one_or_none()
    if same is not None and same.revoked_at is not None:
        return problems.ENROLMENT_REVOKED
    before = _live(connection, row.name)
    if before is not None and before.token_hash != digest:
        if not row.replaces:
            return problems.ENROLMENT_NAME
        connection.execute(update(kiosk).where(kiosk.c.seq == before.seq).values(revoked_at=now.isoformat()))
    if same is not None:  # the answer to another code of its own was lost
        seq = same.seq
        connection.execute(update(kiosk).where(kiosk.c.seq == seq).values(name=row.name))
    else:
        made = {"name": row.name, "token_hash": digest, "enrolled_at": now.isoformat()}
        seq = connection.execute(insert(kiosk).values(made).returning(kiosk.c.seq)).scalar_one()
    taken = {"used_at": now.isoformat(), "kiosk_seq": seq}
    connection.execute(update(enrolment).where(enrolment.c.seq == row.seq).values(taken))
    _record(connection, Action.ENROLLED, row.seq, now, by)
    return None


def _again(connection: Connection, row: "Row[Any, Any]", digest: bytes, now: datetime) -> Taken | Refusal:
    query = select(kiosk.c.token_hash).where(kiosk.c.seq == row.kiosk_seq, kiosk.c.revoked_at.is_(None))
    late = datetime.fromisoformat(row.used_at) + GRACE < now
    if late or connection.scalar(query) != digest:
        return problems.ENROLMENT_USED
    return _taken(row, new=False)


def _taken(row: "Row[Any, Any]", *, new: bool) -> Taken:
    return Taken(new, row.name, row.location, row.settings)


def _record(connection: Connection, action: Action, seq: int, now: datetime, by: By) -> None:
    """In the same transaction: nothing of this is done that is not written down."""
    row = {"at": now.isoformat(), "who": by.who, "address": by.address, "action": action.value, "number": seq}
    connection.execute(insert(audit), row)
