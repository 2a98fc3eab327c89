"""Whose turn it is to be told, and what became of it: on the disk before a message is sent, and after.

A submission that asks has a row from its first try on. Nothing is sent but by who has just made that row SENDING, so
that two workers never send the same message; and who dies between sending and writing down leaves it SENDING, which
becomes UNCERTAIN: it is not sent again, unless somebody says so.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, exists, func, literal, or_, select, update

from council_api.confirmations.senders.sender import REASONS, Outcome, Result
from council_api.storing import insert_once
from council_api.tables import confirmation, submission

AT_ONCE = 500
"""Candidates that are looked at in one run."""

GIVE_UP = timedelta(days=3)
"""After it was received: a message that comes later says nothing that anybody still waits for."""

LISTED = 20
_NEWS = timedelta(days=14)

_LOST = timedelta(minutes=15)
"""Longer than any sender takes."""
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)


class State(Enum):
    """As the table has it."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


_BECOMES = {
    Outcome.SENT: State.SENT,
    Outcome.LATER: State.WAITING,
    Outcome.REFUSED: State.FAILED,
    Outcome.UNCERTAIN: State.UNCERTAIN,
}
_NONE_YET = ~exists().where(confirmation.c.submission_id == submission.c.id)
_TURN = (submission.c.id, submission.c.kiosk_seq, submission.c.confirm)
_ASKS = and_(submission.c.confirm.is_not(None), submission.c.deleted_at.is_(None))


@dataclass(frozen=True)
class Turn:
    """A submission whose message is due. ``tries`` counts those before; ``new``: it has no row yet."""

    id: str
    kiosk: int
    by: str
    tries: int
    new: bool


@dataclass(frozen=True)
class Told:
    """What became of one; ``reason`` is a key of REASONS."""

    state: State
    by: str
    changed: datetime | None
    reason: str = ""

    @property
    def in_words(self) -> str:
        """For council staff. When it changed is for the page to say."""
        words = f"{'Email' if self.by == 'email' else 'Text message'}: {_WORDS[self.state]}"
        return f"{words} {REASONS[self.reason]}." if REASONS.get(self.reason) else words


_WORDS = {
    State.WAITING: "waits to be sent.",
    State.SENDING: "is being sent.",
    State.SENT: "sent.",
    State.FAILED: "not sent.",
    State.UNCERTAIN: "may have been sent, or not.",
}


def due(engine: Engine, by: Collection[str], now: datetime, spent: Collection[int] = ()) -> tuple[Turn, ...]:
    """Those whose turn it is, the oldest first; none of the kiosks ``spent``, which would take every place."""
    again = (
        select(*_TURN, confirmation.c.tries)
        .join(confirmation, confirmation.c.submission_id == submission.c.id)
        .where(confirmation.c.state == State.WAITING.value, confirmation.c.next_at <= now.isoformat())
    )
    fresh = select(*_TURN, literal(0).label("tries")).where(_NONE_YET)
    with engine.connect() as connection:
        found = [(row, False) for row in connection.execute(_oldest(again, by, spent))]
        found += [(row, True) for row in connection.execute(_oldest(fresh, by, spent))]
    turns = (Turn(row.id, row.kiosk_seq, row.confirm, row.tries, new) for row, new in found)
    return tuple(turns)[:AT_ONCE]


def _oldest(query: Select[Any], by: Collection[str], spent: Collection[int]) -> Select[Any]:
    mine = query.where(_ASKS, submission.c.confirm.in_(by), submission.c.kiosk_seq.not_in(spent))
    return mine.order_by(submission.c.received_at).limit(AT_ONCE)


def claim(engine: Engine, turn: Turn, now: datetime) -> bool:
    """Make it SENDING, committed before this returns; False when another has it."""
    with engine.begin() as connection:
        if turn.new:
            return bool(_insert(connection, [turn.id], State.SENDING, now, tries=1))
        mine = update(confirmation).where(
            confirmation.c.submission_id == turn.id,
            confirmation.c.state == State.WAITING.value,
            confirmation.c.next_at <= now.isoformat(),
        )
        values = {"state": State.SENDING.value, "changed_at": now.isoformat(), "tries": turn.tries + 1}
        return connection.execute(mine.values(**values)).rowcount == 1


def settle(engine: Engine, turn: Turn, result: Result, now: datetime) -> None:
    """Write down what became of the message that was claimed."""
    wait = min(_FIRST_WAIT * 2 ** min(turn.tries, 10), _LONGEST_WAIT)
    values = {
        "state": _BECOMES[result.outcome].value,
        "reason": result.reason,
        "changed_at": now.isoformat(),
        "next_at": (now + wait).isoformat() if result.outcome is Outcome.LATER else None,
    }
    ours = (State.SENDING.value, State.UNCERTAIN.value)  # the latter when it took longer than anybody thought
    mine = update(confirmation).where(
        confirmation.c.submission_id == turn.id,
        confirmation.c.state.in_(ours),
        confirmation.c.tries == turn.tries + 1,
    )
    with engine.begin() as connection:
        connection.execute(mine.values(**values))


def give_up(engine: Engine, now: datetime) -> None:
    """What was lost while it was sent becomes UNCERTAIN; what has waited too long FAILED."""
    lost, late = (now - _LOST).isoformat(), (now - GIVE_UP).isoformat()
    old = select(submission.c.id).where(_ASKS, submission.c.received_at < late)
    with engine.begin() as connection:
        sending = update(confirmation).where(
            confirmation.c.state == State.SENDING.value, confirmation.c.changed_at < lost
        )
        connection.execute(sending.values(state=State.UNCERTAIN.value, reason="cut"))
        waiting = update(confirmation).where(
            confirmation.c.state == State.WAITING.value,
            confirmation.c.reason != "again",
            confirmation.c.submission_id.in_(old),
        )
        gone = {"state": State.FAILED.value, "reason": "late", "changed_at": now.isoformat(), "next_at": None}
        connection.execute(waiting.values(**gone))
        ids = list(connection.execute(old.where(_NONE_YET).limit(AT_ONCE)).scalars())
        if ids:
            _insert(connection, ids, State.FAILED, now, reason="late")


def again(engine: Engine, reference: str, now: datetime) -> bool:
    """Somebody wants one that failed, or that may have gone, to be sent once more. Whether there was such a one."""
    ended = (State.FAILED.value, State.UNCERTAIN.value)
    named = select(submission.c.id).where(submission.c.reference == "".join(reference.split()).upper(), _ASKS)
    mine = update(confirmation).where(
        confirmation.c.submission_id.in_(named), confirmation.c.state.in_(ended)
    )
    values = {"state": State.WAITING.value, "reason": "again", "next_at": now.isoformat()}
    with engine.begin() as connection:
        return connection.execute(mine.values(**values, changed_at=now.isoformat())).rowcount > 0


def sent_within(engine: Engine, period: timedelta, now: datetime) -> Counter[int]:
    """How many messages were handed to a sender in it until now, by the kiosk that they were asked for at.

    What was done while the clock was ahead is not counted: else nothing would be sent until that time comes.
    """
    query = (
        select(submission.c.kiosk_seq, func.count().label("handed"))
        .join(confirmation, confirmation.c.submission_id == submission.c.id)
        .where(
            confirmation.c.changed_at > (now - period).isoformat(),
            confirmation.c.changed_at <= now.isoformat(),
            or_(confirmation.c.state != State.WAITING.value, confirmation.c.reason == "busy"),
            confirmation.c.reason.not_in(("late", "kiosk")),
        )
        .group_by(submission.c.kiosk_seq)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return Counter({row.kiosk_seq: row.handed for row in rows})


def told(engine: Engine, submission_id: str) -> Told | None:
    """What became of the message of one submission; None when nobody asked for one."""
    query = select(submission.c.confirm, confirmation).outerjoin(
        confirmation, confirmation.c.submission_id == submission.c.id
    )
    with engine.connect() as connection:
        row = connection.execute(query.where(submission.c.id == submission_id)).one_or_none()
    if row is None or row.confirm is None:
        return None
    if row.state is None:
        return Told(State.WAITING, row.confirm, None)
    return Told(State(row.state), row.confirm, datetime.fromisoformat(row.changed_at), row.reason)


def counts(connection: Connection) -> Mapping[State, int]:
    """How many are in each state; who has no row yet waits."""
    query = select(confirmation.c.state, func.count()).group_by(confirmation.c.state)
    found = {State(state): count for state, count in connection.execute(query)}
    fresh = connection.execute(
        select(func.count()).select_from(submission).where(_ASKS, _NONE_YET)
    ).scalar_one()
    found[State.WAITING] = found.get(State.WAITING, 0) + fresh
    return {state: found.get(state, 0) for state in State}


@dataclass(frozen=True)
class NotTold:
    """A submission whose person was not told, or may not have been."""

    id: str
    reference: str
    told: Told


def not_told(engine: Engine, now: datetime) -> tuple[NotTold, ...]:
    """The newest of the last weeks, LISTED at most: later nobody would do anything about it."""
    ended = (State.FAILED.value, State.UNCERTAIN.value)
    query = (
        select(submission.c.id, submission.c.reference, submission.c.confirm, confirmation)
        .join(confirmation, confirmation.c.submission_id == submission.c.id)
        .where(confirmation.c.state.in_(ended), _ASKS, confirmation.c.changed_at > (now - _NEWS).isoformat())
        .order_by(confirmation.c.changed_at.desc())
        .limit(LISTED)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(
        NotTold(
            row[0],
            row.reference,
            Told(State(row.state), row.confirm, datetime.fromisoformat(row.changed_at), row.reason),
        )
        for row in rows
    )


def _insert(
    connection: Connection,
    ids: Collection[str],
    state: State,
    now: datetime,
    *,
    tries: int = 0,
    reason: str = "",
) -> set[tuple[str]]:
    rows = [
        {
            "submission_id": each,
            "state": state.value,
            "tries": tries,
            "changed_at": now.isoformat(),
            "next_at": None,
            "reason": reason,
        }
        for each in ids
    ]
    return insert_once(connection, confirmation, rows, ("submission_id",))
