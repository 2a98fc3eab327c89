"""Which kiosks may have a new bundle, image or program already: a few first, then more, then all.

Without a roll-out whatever is published is for every kiosk. With one, a kiosk is in or out by a digest of its number
and of the version, so that it never flips, and each version goes to others first.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from council_api.tables import kiosk, rollout
from kiosk.errors import CouncilError

KINDS = ("bundle", "image", "program")
"""What is rolled out."""

STAGES = (5, 25, 100)
"""Percents, where nobody says others."""

_ALL = 100
_OF_ALL = 2**32


class State(Enum):
    """Of a roll-out. RUNNING goes on; PAUSED stays with its stage; STOPPED and OVERTAKEN give it to nobody any more."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    OVERTAKEN = "overtaken"
    DONE = "done"


LIVE = (State.RUNNING, State.PAUSED, State.STOPPED)
"""Those that somebody may still decide about."""


@dataclass(frozen=True)
class Rollout:
    """One roll-out. ``shares`` are percents by stage; 0 is the kiosks of the names in ``first`` alone.

    ``hours``: it goes on by itself when all of the stage have been well for so long; None: by staff alone. ``ill`` is
    how many kiosks of the stage were not well when it began; ``reason`` a code for why it stopped, or "".
    """

    seq: int
    what: str
    version: str
    state: State
    shares: tuple[int, ...]
    first: tuple[str, ...]
    stage: int
    hours: int | None
    begun: datetime
    stage_begun: datetime
    ill: int = 0
    reason: str = ""

    @property
    def share(self) -> int:
        """Of this stage, in percent."""
        return self.shares[self.stage]

    @property
    def last(self) -> bool:
        """Whether no stage comes after this one."""
        return self.stage == len(self.shares) - 1

    def chooses(self, kiosk_seq: int, name: str = "") -> bool:
        """Whether the kiosk is in the present stage, whatever the state."""
        return drawn(self.what, self.version, kiosk_seq) < self.share or (bool(name) and name in self.first)


def drawn(what: str, version: str, kiosk_seq: int) -> float:
    """Where the kiosk stands among all for this version, from 0 to below 100: always the same."""
    digest = hashlib.sha256(f"{what} {version} {kiosk_seq}".encode()).digest()
    return int.from_bytes(digest[:4]) * _ALL / _OF_ALL


def admitted(connection: Connection, kiosk_seq: int, what: str, version: str) -> bool:
    """Whether this kiosk may have that version of ``what`` (one of KINDS) already."""
    found = of_version(connection, what, version)
    if found is None or found.state is State.DONE:
        return True
    if found.state in {State.STOPPED, State.OVERTAKEN}:
        return False
    if found.chooses(kiosk_seq) or not found.first:
        return found.chooses(kiosk_seq)
    name = connection.scalar(select(kiosk.c.name).where(kiosk.c.seq == kiosk_seq))
    return found.chooses(kiosk_seq, name or "")


def numbers(version: str) -> tuple[int, ...]:
    """A version as it is compared: none at all is older than every other."""
    return tuple(int(part) if part.isdigit() else 0 for part in version.split(".")) if version else ()


def of_version(connection: Connection, what: str, version: str) -> Rollout | None:
    """The last roll-out of that version; None when it is for all."""
    of = (rollout.c.what == what) & (rollout.c.version == version)
    row = connection.execute(select(rollout).where(of).order_by(rollout.c.seq.desc()).limit(1)).first()
    return _read(row) if row else None


def find(connection: Connection, seq: int) -> Rollout | None:
    """The roll-out of that number."""
    row = connection.execute(select(rollout).where(rollout.c.seq == seq)).first()
    return _read(row) if row else None


def newest(connection: Connection, most: int = 50) -> tuple[Rollout, ...]:
    """The last ones, the newest first."""
    rows = connection.execute(select(rollout).order_by(rollout.c.seq.desc()).limit(most))
    return tuple(_read(row) for row in rows)


def start(
    connection: Connection,
    what: str,
    version: str,
    *,
    now: datetime,
    shares: Sequence[int] = STAGES,
    first: Sequence[str] = (),
    hours: int | None = None,
) -> Rollout:
    """Begin one: before the version is published, or it is everywhere already.

    One of an older version of the same kind is overtaken: it goes to no more kiosks. Raises CouncilError.
    """
    if what not in KINDS:
        raise CouncilError(f"What is rolled out is one of {', '.join(KINDS)}, not {what}.")
    stages = _stages(shares, first)
    known = set(connection.scalars(select(kiosk.c.name).where(kiosk.c.name.in_(first))))
    if strange := [name for name in first if name not in known]:
        raise CouncilError(f"No kiosk with the name {strange[0]} is enrolled.")
    if hours is not None and hours < 1:
        raise CouncilError("The hours after which it goes on are a whole number from 1 on.")
    before = of_version(connection, what, version)
    if before is not None and before.state in LIVE:
        raise CouncilError(f"{what} {version} is being rolled out already: stop it or go on with that one.")
    live = (rollout.c.what == what) & rollout.c.state.in_([state.value for state in LIVE])
    connection.execute(update(rollout).where(live).values(state=State.OVERTAKEN.value))
    row = {
        "what": what,
        "version": version,
        "state": State.RUNNING.value,
        "shares": ",".join(map(str, stages)),
        "named": json.dumps(list(first)),
        "stage": 0,
        "hours": hours,
        "begun_at": now.isoformat(),
        "stage_at": now.isoformat(),
        "ill": 0,
        "reason": "",
    }
    connection.execute(insert(rollout), row)
    made = of_version(connection, what, version)
    assert made is not None  # noqa: S101  it was inserted just now
    return made


def go_on(connection: Connection, one: Rollout, now: datetime, ill: int = 0) -> bool:
    """To the next stage, or to its end; False when another has moved it meanwhile. ``ill`` as in Rollout."""
    last = {"state": State.DONE.value}
    following = {"stage": one.stage + 1, "ill": ill, "state": State.RUNNING.value}
    values = (last if one.last else following) | {"stage_at": now.isoformat(), "reason": ""}
    return _change(connection, one, values)


def note_ill(connection: Connection, one: Rollout, ill: int) -> bool:
    """How many kiosks of its stage were not well when it began."""
    return _change(connection, one, {"ill": ill})


def pause(connection: Connection, one: Rollout) -> bool:
    """Its stage may have it, and no rule leads further."""
    return _change(connection, one, {"state": State.PAUSED.value})


def stop(connection: Connection, one: Rollout, reason: str = "staff") -> bool:
    """No kiosk is given it any more; those that have it keep it."""
    return _change(connection, one, {"state": State.STOPPED.value, "reason": reason})


def resume(connection: Connection, one: Rollout, now: datetime, ill: int = 0) -> bool:
    """Go on with the stage that was paused or stopped; its hours are counted anew."""
    values = {"state": State.RUNNING.value, "stage_at": now.isoformat(), "reason": "", "ill": ill}
    return _change(connection, one, values)


def _change(connection: Connection, one: Rollout, values: dict[str, Any]) -> bool:
    same = (
        (rollout.c.seq == one.seq)
        & (rollout.c.stage == one.stage)
        & (rollout.c.state == one.state.value)
        & rollout.c.state.in_([state.value for state in LIVE])
    )
    return connection.execute(update(rollout).where(same).values(**values)).rowcount == 1


def _stages(shares: Sequence[int], first: Sequence[str]) -> tuple[int, ...]:
    stages = (0, *shares) if first and 0 not in shares else tuple(shares)
    rising = all(low < high for low, high in pairwise(stages))
    if not stages or not rising or stages[0] < 0 or stages[-1] != _ALL or (stages[0] == 0 and not first):
        raise CouncilError("The stages are rising percents that end with 100, as in 5,25,100.")
    return stages


def _read(row: Row[Any]) -> Rollout:
    return Rollout(
        row.seq,
        row.what,
        row.version,
        State(row.state),
        tuple(map(int, row.shares.split(","))),
        tuple(json.loads(row.named)),
        row.stage,
        row.hours,
        datetime.fromisoformat(row.begun_at),
        datetime.fromisoformat(row.stage_at),
        row.ill,
        row.reason,
    )
