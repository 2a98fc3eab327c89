"""Whether this worker can do its work: what load balancers, monitors and kiosks ask."""

from collections.abc import Callable

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import SQLAlchemyError

from council_api import problems
from council_api.keys import Keys
from council_api.problems import Refusal
from council_api.tables import meta, recipient_key

_FRESH = 5.0
"""Seconds for which an answer holds: ten thousand kiosks ask, and the database has other things to do."""


class Healthy(BaseModel):
    """All is well."""

    status: str


class Health:
    """The state of one worker's database and keys. ``clock`` gives seconds that never go back."""

    def __init__(self, engine: Engine, keys: Keys, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._keys = keys
        self._clock = clock
        self._asked_at: float | None = None
        self._found: Refusal | None = None

    def trouble(self) -> Refusal | None:
        """What is wrong; None when the database can be written to and every key can be read."""
        now = self._clock()
        if self._asked_at is None or now >= self._asked_at + _FRESH:
            self._found = self._look()
            self._asked_at = now
        return self._found

    def _look(self) -> Refusal | None:
        try:
            with self._engine.connect() as connection:
                # Written, and then taken back: reading says nothing of a disk that has become read-only.
                connection.execute(update(meta).where(meta.c.k == "version").values(v=meta.c.v))
                known = list(connection.execute(select(recipient_key.c.key_id)).scalars())
                connection.rollback()
        except SQLAlchemyError:
            return problems.NO_DATABASE
        return None if all(key_id in self._keys for key_id in known) else problems.NO_KEY


def healthz(request: Request) -> Response:
    """Whether the database can be written to and every private key is here."""
    health: Health = request.app.state.health
    trouble = health.trouble()
    return trouble.response() if trouble else JSONResponse(Healthy(status="ok").model_dump())
