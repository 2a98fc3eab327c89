"""Who read what: a row for every reading by council staff, on the disk before anything is shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from council_api import problems
from council_api.credentials import USER
from council_api.parts import PartsOf
from council_api.problems import RefusedError
from council_api.tables import audit as table

PAGE = 100


class Action(Enum):
    """What was done."""

    LISTED = "listed"
    OPENED = "opened"
    DOWNLOADED = "downloaded"
    ATTACHMENT = "attachment"
    CALL_ANSWERED = "call-answered"
    CALL_DONE = "call-done"
    COMMENTS = "comments"
    INSIGHT = "insight"
    KIOSK_REVOKED = "kiosk-revoked"
    ROLLOUT = "rollout"
    PLACE_MADE = "enrolment-made"
    PLACE_ENDED = "enrolment-ended"
    ENROLLED = "enrolled"


READ = (Action.OPENED.value, Action.DOWNLOADED.value)
"""What shows somebody the answers of a submission."""


@dataclass(frozen=True)
class Reading:
    """One row. ``address`` is the desk's, as far as it can be told; ``submission`` is empty for a list of them."""

    seq: int
    at: datetime
    who: str
    address: str
    action: Action
    submission: str
    number: int | None


_WORDS = {
    Action.LISTED: "Looked at the list",
    Action.OPENED: "Opened it",
    Action.DOWNLOADED: "Downloaded the answers",
    Action.ATTACHMENT: "Downloaded attachment",
    Action.CALL_ANSWERED: "Said they are coming to call",
    Action.CALL_DONE: "Ended call",
    Action.COMMENTS: "Read what people say",
    Action.INSIGHT: "Looked at how services do",
    Action.KIOSK_REVOKED: "Revoked kiosk",
    Action.ROLLOUT: "Decided about roll-out",
    Action.PLACE_MADE: "Made place for a kiosk",
    Action.PLACE_ENDED: "Took back place for a kiosk",
    Action.ENROLLED: "Enrolled a kiosk in place",
}


def in_words(reading: Reading) -> str:
    """What was done, for people."""
    return f"{_WORDS[reading.action]} {reading.number or ''}".strip()


Record = Callable[..., None]
"""Called with an Action and, where it is about one, the submission's id and the attachment's number, or a call's alone.

The row is on the disk when it returns. It raises RefusedError when that cannot be written: then nothing is shown.
"""


def readings(engine: Engine, before: int | None = None) -> tuple[Reading, ...]:
    """The PAGE newest, or those before a ``seq``; newest first."""
    query = select(table).order_by(table.c.seq.desc()).limit(PAGE)
    if before is not None:
        query = query.where(table.c.seq < before)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(
        Reading(
            row.seq,
            datetime.fromisoformat(row.at),
            row.who,
            row.address,
            Action(row.action),
            row.submission_id or "",
            row.number,
        )
        for row in rows
    )


def all_readings(engine: Engine) -> Iterator[Reading]:
    """Every one, newest first, a page in memory at a time."""
    page = readings(engine)
    while page:
        yield from page
        page = readings(engine, page[-1].seq)


async def _recorder(request: Request, parts: PartsOf) -> Record:
    # Async only to be called in place.
    def record(action: Action, submission: str = "", number: int | None = None) -> None:
        row = {
            "at": parts.clock().isoformat(),
            "who": USER,
            "address": request.client.host if request.client else "",
            "action": action.value,
            "submission_id": submission or None,
            "number": number,
        }
        try:
            with parts.engine.begin() as connection:
                connection.execute(insert(table), row)
        except SQLAlchemyError as error:
            raise RefusedError(problems.NOT_RECORDED) from error

    return record


RecordOf = Annotated[Record, Depends(_recorder)]
"""The parameter type with which a route for staff asks for what records its readings."""
