"""The calls of people at kiosks who want a person (S1): made and ended by kiosks, answered at the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from council_api import problems
from council_api.problems import Refusal
from council_api.tables import help_call, kiosk

LAPSE = timedelta(hours=12)
"""After this nobody stands there any more, whatever was heard of the call."""

QUIET = timedelta(minutes=2)
"""Of a kiosk that speaks of its call every few seconds: after this it has stopped, or has no network."""

_NOTED = timedelta(seconds=20)


class Act(Enum):
    """What became of a call, as the metrics count it."""

    MADE = "made"
    URGENT = "urgent"
    ANSWERED = "answered"
    DONE = "done"
    CALLED_OFF = "called-off"
    OVER = "over"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Told:
    """What a kiosk says of its call. ``ended`` is "called-off" or "over" (with the visit), "" while it is open."""

    id: str
    kind: str
    place: str
    service: str
    stage: str
    urgent: bool
    ended: str


@dataclass(frozen=True)
class Known:
    """What the council says of it. ``seen``: on a desk page that somebody looked at; ``acts`` are what this did."""

    new: bool
    seen: bool
    answered: bool
    done: bool
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class OpenCall:
    """One line of the desk page. ``minutes`` is for how long it waits; ``quiet``: the kiosk is not heard any more."""

    seq: int
    id: str
    kiosk: str
    place: str
    kind: str
    service: str
    stage: str
    minutes: int
    urgent: bool
    answered: bool
    quiet: bool


def tell(
    engine: Engine, seq: int, told: Told, now: datetime, admit: Callable[[], Refusal | None]
) -> Known | Refusal:
    """Take what a kiosk says of its call; any number of times the same. ``seq`` is the kiosk's number.

    A kiosk has one open call: a new one ends the one before. ``admit`` is asked for each new one.
    """
    try:
        return _tell(engine, seq, told, now, admit)
    except IntegrityError:  # the same words came twice at one moment, and the other was first
        return _tell(engine, seq, told, now, admit)


def _tell(
    engine: Engine, seq: int, told: Told, now: datetime, admit: Callable[[], Refusal | None]
) -> Known | Refusal:
    with engine.begin() as connection:
        row = connection.execute(select(help_call).where(help_call.c.id == told.id)).one_or_none()
        if row is None:
            return admit() or _begin(connection, seq, told, now)
        if row.kiosk_seq != seq:
            return problems.NOT_FOUND
        changes, acts = _changes(row, told, now)
        if changes:
            connection.execute(update(help_call).where(help_call.c.seq == row.seq).values(**changes))
    return Known(
        new=False,
        seen=row.seen_at is not None,
        answered=row.answered_at is not None,
        done=row.ended_how == Act.DONE.value,
        acts=acts,
    )


def _begin(connection: Connection, seq: int, told: Told, now: datetime) -> Known:
    replaced = (help_call.c.kiosk_seq == seq) & help_call.c.ended_at.is_(None)
    ended = {"ended_at": now.isoformat(), "ended_how": Act.REPLACED.value}
    before = connection.execute(update(help_call).where(replaced).values(**ended)).rowcount
    row = {"id": told.id, "kiosk_seq": seq, "kind": told.kind, "place": told.place, "service": told.service}
    row |= {"stage": told.stage, "made_at": now.isoformat(), "heard_at": now.isoformat()}
    acts = [Act.MADE, *[Act.REPLACED] * before]
    if told.urgent:
        row["urgent_at"] = now.isoformat()
        acts.append(Act.URGENT)
    if told.ended:
        row |= {"ended_at": now.isoformat(), "ended_how": told.ended}
        acts.append(Act(told.ended))
    connection.execute(insert(help_call), row)
    return Known(new=True, seen=False, answered=False, done=False, acts=tuple(acts))


def _changes(row: Row[Any], told: Told, now: datetime) -> tuple[dict[str, str], tuple[Act, ...]]:
    """What is to be written, and what was done."""
    if row.ended_at is not None:
        return {}, ()
    said, changes, acts = now.isoformat(), {}, []
    if told.urgent and row.urgent_at is None and row.answered_at is None:
        changes["urgent_at"] = said
        acts.append(Act.URGENT)
    if told.kind != row.kind:
        changes["kind"] = told.kind
    if told.ended:
        changes |= {"ended_at": said, "ended_how": told.ended}
        acts.append(Act(told.ended))
    if changes or now - datetime.fromisoformat(row.heard_at) > _NOTED:
        changes["heard_at"] = said
    return changes, tuple(acts)


def open_calls(engine: Engine, now: datetime, *, seen: bool) -> tuple[OpenCall, ...]:
    """All that are open: those that nobody answered first, the urgent before the others, each from the oldest.

    ``seen``: somebody looks at them now, which their kiosks are told.
    """
    with engine.begin() as connection:
        if seen:
            unseen = and_(_open(now), help_call.c.seen_at.is_(None))
            connection.execute(update(help_call).where(unseen).values(seen_at=now.isoformat()))
        query: Select[Any] = select(help_call, kiosk.c.name).join(kiosk).where(_open(now))
        rows = connection.execute(query.order_by(help_call.c.made_at, help_call.c.seq)).all()
    lines = (
        OpenCall(
            row.seq,
            row.id,
            row.name,
            row.place,
            row.kind,
            row.service,
            row.stage,
            minutes=int((now - datetime.fromisoformat(row.made_at)).total_seconds() // 60),
            urgent=row.urgent_at is not None,
            answered=row.answered_at is not None,
            quiet=now - datetime.fromisoformat(row.heard_at) > QUIET,
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda line: (line.answered, not line.urgent)))


def find(engine: Engine, id_: str, now: datetime) -> OpenCall | None:
    """The open call with this id."""
    return next((call for call in open_calls(engine, now, seen=False) if call.id == id_), None)


def answer(engine: Engine, id_: str, who: str, now: datetime) -> float | None:
    """Somebody at the desk goes there. For how many seconds it waited; None when somebody had answered, or it ended."""
    with engine.begin() as connection:
        still = and_(help_call.c.id == id_, _open(now), help_call.c.answered_at.is_(None))
        made = connection.scalar(select(help_call.c.made_at).where(still))
        said = {"answered_at": now.isoformat(), "answered_by": who}
        unseen = func.coalesce(help_call.c.seen_at, now.isoformat())
        done = connection.execute(update(help_call).where(still).values(**said, seen_at=unseen))
    return (now - datetime.fromisoformat(made)).total_seconds() if made and done.rowcount else None


def finish(engine: Engine, id_: str, now: datetime) -> bool:
    """Somebody at the desk has been there. Whether it was open until now."""
    with engine.begin() as connection:
        ended = {"ended_at": now.isoformat(), "ended_how": Act.DONE.value}
        still = and_(help_call.c.id == id_, _open(now))
        return connection.execute(update(help_call).where(still).values(**ended)).rowcount > 0


def waiting(connection: Connection, now: datetime) -> tuple[int, float]:
    """How many nobody has answered, and for how many seconds the oldest of them waits."""
    query = select(func.count(), func.min(help_call.c.made_at))
    count, oldest = connection.execute(query.where(_open(now), help_call.c.answered_at.is_(None))).one()
    return count, (now - datetime.fromisoformat(oldest)).total_seconds() if oldest else 0.0


def _open(now: datetime) -> Any:
    return and_(help_call.c.ended_at.is_(None), help_call.c.made_at > (now - LAPSE).isoformat())
