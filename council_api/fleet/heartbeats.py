"""What kiosks say of themselves: the last word of each, and a row whenever something changed.

Many are stored in one transaction: 5,000 kiosks are 17 a second, and after an outage they come together.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from council_api import kiosks, problems
from council_api.batches import Batches
from council_api.fleet import conditions
from council_api.fleet.conditions import Condition
from council_api.fleet.settings import Fleet
from council_api.problems import Refusal
from council_api.rollout import KINDS
from council_api.tables import beat as table
from council_api.tables import beat_change, kiosk
from kiosk import heartbeat
from kiosk.heartbeat import Heartbeat

STARTED, SILENCE = "started", "silence"
"""What may have changed, beside a version (KINDS) and what is wrong (conditions.KINDS)."""

BEGUN = "begun"

HISTORY = 200
"""Changes that are shown of one kiosk."""


@dataclass(frozen=True)
class Told:
    """One heartbeat of the kiosk with the number ``seq``; ``clock``: seconds that its clock is ahead of ours."""

    seq: int
    beat: Heartbeat
    clock: int
    at: datetime


@dataclass(frozen=True)
class Change:
    """Something of a kiosk was ``before`` and is ``after``; of what is wrong, "" and BEGUN, or the other way."""

    at: datetime
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Last:
    """The last word of a kiosk, and what was wrong by it. ``since`` when it has had the versions that it has."""

    beat: Heartbeat
    heard: datetime
    clock: int
    wrong: tuple[Condition, ...]
    since: Mapping[str, datetime]


class Heartbeats:
    """Takes them for one worker. Lives as long as the app."""

    def __init__(self, engine: Engine, rules: Fleet) -> None:
        self._batches: Batches[Told, Refusal | None] = Batches(partial(keep, engine, rules))

    async def take(self, told: Told) -> Refusal | None:
        """Keep one; committed when this returns. The refusal is of a kiosk that is revoked by now."""
        return await self._batches.put(told)

    def close(self) -> None:
        """No more are taken."""
        self._batches.close()


def keep(engine: Engine, rules: Fleet, told: Sequence[Told]) -> list[Refusal | None]:
    """Keep many, the last of each kiosk; for each what it is answered."""
    latest = {one.seq: one for one in sorted(told, key=lambda one: one.at)}
    with engine.begin() as connection:
        live = kiosks.live(connection, latest)
        known = select(table).where(table.c.kiosk_seq.in_(live))
        before = {row.kiosk_seq: row for row in connection.execute(known)}
        # In the order of their numbers: two workers would otherwise wait for each other for ever.
        mine = [latest[seq] for seq in sorted(live)]
        rows = [_row(one, before.get(one.seq), rules) for one in mine]
        changes = [
            {"kiosk_seq": one.seq, "at": one.at.isoformat(), "what": what, "before": was, "after": now}
            for one, row in zip(mine, rows, strict=True)
            for what, was, now in _changes(one, row, before.get(one.seq), rules)
        ]
        if rows:
            _put(connection, rows)
        if changes:
            connection.execute(insert(beat_change), changes)
    return [None if one.seq in live else problems.CREDENTIAL_REFUSED for one in told]


def last(connection: Connection, seq: int) -> Last | None:
    """What the kiosk said last; None when it never has."""
    row = connection.execute(select(table).where(table.c.kiosk_seq == seq)).first()
    return read(row) if row else None


def read(row: Row[Any]) -> Last:
    """A row with the columns of the table."""
    body = json.loads(row.body)
    since = {what: datetime.fromisoformat(getattr(row, f"{what}_since")) for what in KINDS}
    wrong = tuple(Condition(code, about) for code, about in body["wrong"])
    heard = datetime.fromisoformat(row.heard_at)
    return Last(heartbeat.stored(body["beat"]), heard, body["clock"], wrong, since)


def history(connection: Connection, seq: int) -> tuple[Change, ...]:
    """What changed, the newest first."""
    mine = select(beat_change).where(beat_change.c.kiosk_seq == seq)
    rows = connection.execute(mine.order_by(beat_change.c.seq.desc()).limit(HISTORY))
    return tuple(Change(datetime.fromisoformat(row.at), row.what, row.before, row.after) for row in rows)


def purge(connection: Connection, days: int, now: datetime) -> int:
    """Delete what changed more than ``days`` ago, and all of kiosks that are revoked; how many changes."""
    old = (now - timedelta(days=days)).isoformat()
    gone = select(kiosk.c.seq).where(kiosk.c.revoked_at.is_not(None))
    connection.execute(delete(table).where(table.c.kiosk_seq.in_(gone)))
    past = (beat_change.c.at < old) | beat_change.c.kiosk_seq.in_(gone)
    return connection.execute(delete(beat_change).where(past)).rowcount


def _put(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    make: Callable[..., Any] = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table)
    others = {name: statement.excluded[name] for name in rows[0] if name != "kiosk_seq"}
    connection.execute(statement.on_conflict_do_update(index_elements=["kiosk_seq"], set_=others), rows)


def _row(told: Told, before: Row[Any] | None, rules: Fleet) -> dict[str, Any]:
    beat, now = told.beat, told.at.isoformat()
    wrong = conditions.of(beat, rules, told.clock, told.at.date())
    body = {
        "beat": heartbeat.kept(replace(beat, started=False)),
        "clock": told.clock,
        "wrong": [[one.code, one.about] for one in wrong],
    }
    row = {
        "kiosk_seq": told.seq,
        "heard_at": now,
        "level": conditions.level(wrong),
        "held": beat.held,
        "queued": beat.queued + beat.uncertain,
        "place": beat.place,
        "codes": "".join(f" {code} " for code in sorted({one.code for one in wrong})),
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    }
    for what in KINDS:
        same = before is not None and getattr(before, what) == getattr(beat, what)
        row[what] = getattr(beat, what)
        row[f"{what}_since"] = getattr(before, f"{what}_since") if same else now
    return row


def _changes(
    told: Told, row: dict[str, Any], before: Row[Any] | None, rules: Fleet
) -> Iterator[tuple[str, str, str]]:
    if told.beat.started:
        yield STARTED, "", ""
    if before is None:
        return
    if told.at - datetime.fromisoformat(before.heard_at) > rules.quiet:
        yield SILENCE, before.heard_at, told.at.isoformat()
    for what in KINDS:
        if getattr(before, what) != row[what]:
            yield what, getattr(before, what), row[what]
    was, now = set(before.codes.split()), set(row["codes"].split())
    for code in sorted(now - was):
        yield code, "", BEGUN
    for code in sorted(was - now):
        yield code, BEGUN, ""
