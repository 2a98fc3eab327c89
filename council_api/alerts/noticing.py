"""What begins to be wrong, and what is over: a row for each, however many workers look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from council_api import rollout
from council_api.alerts.settings import ROLLOUT, Alerts
from council_api.fleet import listing, progress
from council_api.fleet.listing import WRONG, Asked
from council_api.fleet.settings import Fleet
from council_api.rollout import State
from council_api.tables import alert, alert_message

BEGUN, STILL, OVER = "begun", "still", "over"
"""What a message says of an alert."""

AGAIN = timedelta(days=1)
"""Between two reminders of what goes on."""

_LOCK = 0x416C6572746E6F77
"""Names, among a PostgreSQL server's advisory locks, the one of whoever looks."""


@dataclass(frozen=True)
class Look:
    """One look: who is told of what it finds, and from when on they may be told."""

    receivers: Sequence[str]
    now: datetime
    told_at: datetime


@dataclass(frozen=True)
class Trouble:
    """What is wrong now. ``name`` is the kiosk's or what is rolled out; ``words`` say what is wrong and what to do."""

    name: str
    words: str


def notice(
    connection: Connection, rules: Fleet, alerts: Alerts, receivers: Sequence[str], now: datetime
) -> None:
    """Write down what changed since the last look, and whom to tell. Does nothing where another is looking."""
    if connection.dialect.name == "postgresql" and not connection.scalar(
        select(func.pg_try_advisory_xact_lock(_LOCK))
    ):
        return
    found = _found(connection, rules, alerts, now)
    known = {(row.code, row.subject): row for row in connection.execute(_open())}
    look = Look(receivers, now, alerts.told_at(now))
    for key in sorted(found.keys() - known.keys()):
        _say(connection, _begin(connection, key, found[key], now), BEGUN, look)
    for key, row in known.items():
        if key not in found:
            _end(connection, row, look)
        elif now - datetime.fromisoformat(row.told_at) >= AGAIN:
            _again(connection, row, found[key], now)
            _say(connection, row.seq, STILL, look)


def purge(connection: Connection, days: int, now: datetime) -> None:
    """Forget what was over more than ``days`` ago."""
    old = select(alert.c.seq).where(alert.c.ended_at < (now - timedelta(days=days)).isoformat())
    connection.execute(delete(alert_message).where(alert_message.c.alert_seq.in_(old)))
    connection.execute(delete(alert).where(alert.c.seq.in_(old)))


def _found(
    connection: Connection, rules: Fleet, alerts: Alerts, now: datetime
) -> Mapping[tuple[str, str], Trouble]:
    found = {}
    for line in listing.every(connection, rules, now, Asked(show=WRONG)):
        for one in line.wrong:
            if one.code in alerts.what:
                found[one.code, f"kiosk:{line.seq}"] = Trouble(line.name, f"{one.sentence} {one.kind.do}")
    for each in rollout.newest(connection) if ROLLOUT in alerts.what else ():
        if each.state is State.STOPPED and each.reason != "staff":
            words = f"{progress.REASONS[each.reason]} Nobody is given it any more: look at its page."
            found[ROLLOUT, f"rollout:{each.seq}"] = Trouble(
                f"The roll-out of {each.what} {each.version}", words
            )
    return found


def _open() -> Select[Any]:
    return select(alert).where(alert.c.ended_at.is_(None))


def _begin(connection: Connection, key: tuple[str, str], trouble: Trouble, now: datetime) -> int:
    moment = now.isoformat()
    row = {"code": key[0], "subject": key[1], "name": trouble.name, "words": trouble.words}
    made = connection.execute(insert(alert).values(**row, begun_at=moment, told_at=moment))
    return int(made.inserted_primary_key[0])  # type: ignore[index]  # it has one


def _again(connection: Connection, row: Row[Any], trouble: Trouble, now: datetime) -> None:
    words = {"words": trouble.words, "told_at": now.isoformat()}
    connection.execute(update(alert).where(alert.c.seq == row.seq).values(**words))


def _end(connection: Connection, row: Row[Any], look: Look) -> None:
    over = update(alert).where(alert.c.seq == row.seq)
    connection.execute(over.values(ended_at=look.now.isoformat()))
    mine = alert_message.c.alert_seq == row.seq
    # Who was not told that it began, in quiet hours say, need not be told that it is over.
    connection.execute(delete(alert_message).where(mine, alert_message.c.tries == 0))
    told = set(connection.scalars(select(alert_message.c.receiver).where(mine)))
    _say(connection, row.seq, OVER, replace(look, receivers=[one for one in look.receivers if one in told]))


def _say(connection: Connection, seq: int, kind: str, look: Look) -> None:
    times = {"made_at": look.now.isoformat(), "next_at": look.told_at.isoformat()}
    said = {"alert_seq": seq, "kind": kind, "tries": 0, **times}
    if look.receivers:
        connection.execute(insert(alert_message), [said | {"receiver": one} for one in look.receivers])
