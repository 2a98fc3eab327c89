"""What people said after they had sent something: read by staff, apart from what they sent, and kept for a while."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, select, update

from council_api.answers import read_answers
from council_api.envelopes import opened
from council_api.keys import Keys
from council_api.problems import Refusal
from council_api.tables import submission as table
from kiosk.rating import LEVELS, SERVICE

PAGE = 50
_LEVEL_WORDS = dict(
    zip(LEVELS, ("Very bad", "Bad", "Neither good nor bad", "Good", "Very good"), strict=True)
)


@dataclass(frozen=True)
class Comment:
    """One comment. ``how`` is in words; neither a time nor a kiosk, which could tell whose it is."""

    day: date
    service: str
    how: str
    language: str
    text: str


@dataclass(frozen=True)
class Comments:
    """One page of them. ``older`` is the ``before`` of the next, None on the last; ``unread`` could not be opened."""

    each: tuple[Comment, ...]
    unread: int
    older: int | None


def page(engine: Engine, keys: Keys, before: int | None) -> Comments:
    """The newest, or those before ``before``: by day, and within one in an order that tells nothing."""
    query = select(table.c.seq, table.c.id, table.c.envelope).where(
        table.c.service == SERVICE, table.c.deleted_at.is_(None)
    )
    if before is not None:
        query = query.where(table.c.seq < before)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(table.c.seq.desc()).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    found = [(comment, row.id) for row in shown if (comment := _comment(row.id, row.envelope, keys))]
    found.sort(key=lambda one: (one[0].day, one[1]), reverse=True)
    older = shown[-1].seq if len(rows) > PAGE else None
    return Comments(tuple(comment for comment, _ in found), len(shown) - len(found), older)


def purge(connection: Connection, days: int, now: datetime) -> int:
    """Empty those that are older, read or not: nobody waits for an answer to them. How many."""
    old = table.c.received_at < (now - timedelta(days=days)).isoformat()
    gone = update(table).where(table.c.service == SERVICE, table.c.deleted_at.is_(None), old)
    # The name of the service stays: it is how the inbox knows that it is none of its own.
    return connection.execute(
        gone.values(envelope=b"", language="", confirm=None, deleted_at=now.isoformat())
    ).rowcount


def _comment(name: str, envelope: bytes, keys: Keys) -> Comment | None:
    result = opened(name, envelope, keys)
    if isinstance(result, Refusal):
        return None
    _, submission = result
    answers = read_answers(submission.instance)
    said = {
        answer.name: answer.text
        for section in (answers.sections if answers else ())
        for answer in section.answers
    }
    how = _LEVEL_WORDS.get(said.get("How", ""), "")
    text = said.get("Comment", "")
    return Comment(submission.created.date(), said.get("Service", ""), how, submission.language, text)
