"""Who may do what: a kiosk may only send, and council staff may only read."""

import secrets
from collections.abc import Iterator
from functools import partial
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBasic, HTTPBasicCredentials, HTTPBearer
from sqlalchemy import Engine

from council_api import problems
from council_api.batches import Batches
from council_api.kiosks import kiosk_with, kiosks_with, token_hash
from council_api.limits import let_in
from council_api.parts import PartsOf

USER = "council"
_bearer = HTTPBearer(scheme_name="kiosk", description="The token of an enrolled kiosk.", auto_error=False)
_basic = HTTPBasic(
    scheme_name="council", description="User name council and the inbox password.", auto_error=False
)


def _kiosk(
    request: Request,
    parts: PartsOf,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Iterator[int]:
    if given is None:
        raise problems.RefusedError(problems.CREDENTIAL_MISSING)
    kiosk = kiosk_with(parts.engine, given.credentials)
    if kiosk is None:
        raise problems.RefusedError(problems.CREDENTIAL_REFUSED)
    with let_in(request, kiosk):
        yield kiosk


class Known:
    """The credentials that one worker has seen: who has one of them is let in without asking the database.

    A kiosk may be revoked since. So it only opens the door, and whoever stores asks again (submissions.store).
    """

    def __init__(self, engine: Engine) -> None:
        # After an outage all kiosks come at once, and those whom no worker has seen yet are asked for together.
        self._asked: Batches[bytes, int | None] = Batches(partial(kiosks_with, engine))
        self._kiosks: dict[bytes, int] = {}

    async def kiosk(self, authorization: str) -> int:
        """The number of the kiosk with this header field, which is empty when there is none. Raises RefusedError."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise problems.RefusedError(problems.CREDENTIAL_MISSING)
        digest = token_hash(token)
        seen = self._kiosks.get(digest)
        if seen is not None:
            return seen
        found = await self._asked.put(digest)
        if found is None:
            raise problems.RefusedError(problems.CREDENTIAL_REFUSED)
        self._kiosks[digest] = found
        return found

    def close(self) -> None:
        """Nobody is asked for any more."""
        self._asked.close()

    def forget(self, kiosk: int) -> None:
        """Its credential is refused from now on."""
        self._kiosks = {digest: seq for digest, seq in self._kiosks.items() if seq != kiosk}


def _staff(parts: PartsOf, given: Annotated[HTTPBasicCredentials | None, Depends(_basic)]) -> None:
    expected = f"{USER}:{parts.password}".encode()
    said = f"{given.username}:{given.password}".encode() if given else b""
    if not secrets.compare_digest(said, expected):
        raise problems.RefusedError(problems.INBOX_CLOSED)


KioskOf = Annotated[int, Depends(_kiosk)]
"""The parameter type of a route for kiosks: the number of the one that asks."""

STAFF_ONLY = Depends(_staff)
"""The dependency of a route for council staff."""
