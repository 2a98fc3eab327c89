"""Who may do what: a kiosk may only send, and council staff may only read."""

import secrets
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBasic, HTTPBasicCredentials, HTTPBearer

from council_api import problems
from council_api.kiosks import kiosk_with
from council_api.parts import PartsOf

USER = "council"
_bearer = HTTPBearer(scheme_name="kiosk", description="The token of an enrolled kiosk.", auto_error=False)
_basic = HTTPBasic(
    scheme_name="council", description="User name council and the inbox password.", auto_error=False
)


def _kiosk(parts: PartsOf, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> int:
    if given is None:
        raise problems.RefusedError(problems.CREDENTIAL_MISSING)
    kiosk = kiosk_with(parts.engine, given.credentials)
    if kiosk is None:
        raise problems.RefusedError(problems.CREDENTIAL_REFUSED)
    return kiosk


def _staff(parts: PartsOf, given: Annotated[HTTPBasicCredentials | None, Depends(_basic)]) -> None:
    expected = f"{USER}:{parts.password}".encode()
    said = f"{given.username}:{given.password}".encode() if given else b""
    if not secrets.compare_digest(said, expected):
        raise problems.RefusedError(problems.INBOX_CLOSED)


KioskOf = Annotated[int, Depends(_kiosk)]
"""The parameter type of a route for kiosks: the number of the one that asks."""

STAFF_ONLY = Depends(_staff)
"""The dependency of a route for council staff."""
