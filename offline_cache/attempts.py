"""What is kept of each attempt to send: when, and how it ended. Nothing of what was sent."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from offline_cache.tables import KEPT_ATTEMPTS, attempt

_BEGIN = insert(attempt)
_OLD = delete(attempt).where(
    attempt.c.seq <= select(func.max(attempt.c.seq)).scalar_subquery() - KEPT_ATTEMPTS
)
_END = (
    update(attempt)
    .where(attempt.c.submission_seq == bindparam("of"), attempt.c.ended.is_(None))
    .values(ended=bindparam("ended_"), outcome=bindparam("outcome_"), reason=bindparam("reason_"))
)


def begin(connection: Connection, submissions: Sequence[int], now: float) -> None:
    """One more of each of these (their seq) begins; the oldest of all give way."""
    connection.execute(_BEGIN, [{"submission_seq": seq, "started": now} for seq in submissions])
    connection.execute(_OLD)


def end(connection: Connection, submissions: Sequence[int], now: float, outcome: str, reason: str) -> None:
    """The ones under way for these (their seq) have ended."""
    how = {"ended_": now, "outcome_": outcome, "reason_": reason}
    connection.execute(_END, [{"of": seq, **how} for seq in submissions])


def unmake(connection: Connection, submission_seq: int) -> None:
    """The one under way never was: not a byte of it left."""
    of_it = attempt.c.submission_seq == submission_seq
    connection.execute(delete(attempt).where(of_it, attempt.c.ended.is_(None)))


def stopped(connection: Connection, now: float) -> None:
    """All that were under way were cut off."""
    ended = {"ended": now, "outcome": "uncertain", "reason": "stopped"}
    connection.execute(update(attempt).where(attempt.c.ended.is_(None)).values(ended))
