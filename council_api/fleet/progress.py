"""How far a roll-out has come, and the rule by which it goes on or stops by itself."""

import logging
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from council_api import rollout
from council_api.fleet.conditions import TODAY
from council_api.fleet.settings import Fleet
from council_api.rollout import Rollout, State, numbers
from council_api.tables import beat, beat_change, kiosk

REASONS = {
    "": "",
    "staff": "Somebody here stopped it.",
    "back": "A kiosk of this stage went back to the version before.",
    "silent": "A kiosk of this stage is not heard any more.",
    "ill": "More kiosks of this stage have trouble than when it began.",
}
"""Why one stopped, by Rollout.reason."""

_RISE = 0.05
"""The part of a stage that may fall ill: some always do. One more than none is enough where a stage is small."""

_LISTED = 100

_log = logging.getLogger("council_api")


@dataclass(frozen=True)
class Progress:
    """The kiosks of the present stage. ``waiting`` are the names of those that are heard and do not have it yet."""

    chosen: int
    has: int
    silent: int
    ill: int
    back: int
    waiting: tuple[str, ...]
    has_since: datetime | None

    @property
    def all_have_it(self) -> bool:
        """Whether every kiosk of it that is heard has it."""
        return not self.waiting and (self.has > 0 or self.chosen == 0)


def progress(connection: Connection, one: Rollout, rules: Fleet, now: datetime) -> Progress:
    """How far it has come."""
    members = [row for row in _kiosks(connection) if one.chooses(row.seq, row.name)]
    heard = [row for row in members if row.heard_at and now - _at(row.heard_at) <= rules.silent]
    has = [row for row in heard if numbers(getattr(row, one.what)) >= numbers(one.version)]
    gone = [
        row for row in members if row not in heard and row.heard_at and _at(row.heard_at) > one.stage_begun
    ]
    waiting = tuple(sorted(row.name for row in heard if row not in has))
    since = max((_at(getattr(row, f"{one.what}_since")) for row in has), default=None)
    back = _went_back(connection, one, {row.seq for row in members})
    return Progress(len(members), len(has), len(gone), _ill(members), back, waiting[:_LISTED], since)


def ill_at(connection: Connection, one: Rollout, stage: int) -> int:
    """How many kiosks of a stage have trouble now."""
    of_stage = replace(one, stage=stage)
    return _ill(row for row in _kiosks(connection) if of_stage.chooses(row.seq, row.name))


def count_ill(connection: Connection, one: Rollout) -> None:
    """Write down who has trouble now that it starts."""
    rollout.note_ill(connection, one, ill_at(connection, one, one.stage))


def go_on(connection: Connection, one: Rollout, now: datetime) -> bool:
    """To the next stage, whose ill are counted first."""
    ill = 0 if one.last else ill_at(connection, one, one.stage + 1)
    return rollout.go_on(connection, one, now, ill)


def resume(connection: Connection, one: Rollout, now: datetime) -> bool:
    """Go on with what was paused or stopped; who is ill by now does not stop it again."""
    return rollout.resume(connection, one, now, ill_at(connection, one, one.stage))


def tend(engine: Engine, rules: Fleet, now: datetime) -> None:
    """Stop or go on with each that runs, as the rule says. Any worker may do it, at any time."""
    with engine.begin() as connection:
        for one in rollout.newest(connection):
            if one.state is not State.RUNNING:
                continue
            found = progress(connection, one, rules, now)
            if reason := _trouble(one, found):
                if rollout.stop(connection, one, reason):
                    _log.warning("The roll-out of %s %s stopped: %s", one.what, one.version, reason)
            elif _may_go_on(one, found, now):
                go_on(connection, one, now)


def _trouble(one: Rollout, found: Progress) -> str:
    if found.back:
        return "back"
    if found.silent:
        return "silent"
    return "ill" if found.ill - one.ill >= max(math.ceil(_RISE * found.chosen), 1) else ""


def _may_go_on(one: Rollout, found: Progress, now: datetime) -> bool:
    if one.hours is None or not found.all_have_it:
        return False
    begun = max(one.stage_begun, found.has_since or one.stage_begun)
    return found.chosen == 0 or now - begun >= timedelta(hours=one.hours)


def _kiosks(connection: Connection) -> list[Row[Any]]:
    columns = (beat.c.heard_at, beat.c.level, *(beat.c[what] for what in rollout.KINDS))
    since = (beat.c[f"{what}_since"] for what in rollout.KINDS)
    both = kiosk.outerjoin(beat, beat.c.kiosk_seq == kiosk.c.seq)
    query = select(kiosk.c.seq, kiosk.c.name, *columns, *since).select_from(both)
    return list(connection.execute(query.where(kiosk.c.revoked_at.is_(None))))


def _ill(members: Iterable[Row[Any]]) -> int:
    return sum((row.level or 0) >= TODAY for row in members)


def _went_back(connection: Connection, one: Rollout, members: set[int]) -> int:
    """Kiosks of the stage that had it, or tried to, and have an older one again."""
    left = select(beat_change.c.kiosk_seq, beat_change.c.after).where(
        beat_change.c.what == one.what,
        beat_change.c.before == one.version,
        beat_change.c.at >= one.stage_begun.isoformat(),
    )
    older = {row.kiosk_seq for row in connection.execute(left) if numbers(row.after) < numbers(one.version)}
    tried = beat.c.body.contains(f'"{one.what} {one.version}"', autoescape=True)
    failed = select(beat.c.kiosk_seq).where(beat.c.codes.contains(" failed "), tried)
    return len((older | set(connection.scalars(failed))) & members)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
