"""Saved visits at the council, so that any of its kiosks can open them: ``/v1/saved-visits/{id}``. All of it sealed."""

import hashlib
from dataclasses import dataclass, field
from enum import Enum

from kiosk.pausing.cupboard import Why
from offline_cache.delivery.council import PROBLEM, digest_field
from offline_cache.delivery.exchange import Answer, Line

MEDIA_TYPE = "application/vnd.handrail.saved-visit"
ROOM = 48 * 1024 * 1024
"""Bytes of the largest that is fetched."""

_OK, _CREATED, _NO_CONTENT, _SAME = 200, 201, 204, 304
_NOT_FOUND = f"{PROBLEM}not-found"
_GONE = {f"{PROBLEM}used": Why.USED, f"{PROBLEM}past": Why.PAST}
_FOR_GOOD = {f"{PROBLEM}{name}" for name in ("too-large", "not-a-saved-visit", "other-bytes", "used", "past")}


class Put(Enum):
    """What became of sending one."""

    TAKEN = "taken"
    REFUSED = "refused"
    """For good: it stays at this kiosk alone."""
    LATER = "later"


@dataclass(frozen=True)
class Fetched:
    """It is there. ``sealed`` is empty when it is what the kiosk has already."""

    sealed: bytes = field(repr=False)


class SavedVisitLink:
    """Asks one council. ``root`` is its API's, ``token`` the kiosk's credential."""

    def __init__(self, root: str, token: str, line: Line) -> None:
        self._root = f"{root}/v1/saved-visits"
        self._token = token
        self._line = line

    def put(self, id_: str, sealed: bytes) -> Put:
        """Send one; as often as it takes, with the same bytes."""
        digest = hashlib.sha256(sealed).digest()
        headers = {"Content-Type": MEDIA_TYPE, "Repr-Digest": digest_field(digest)}
        answer = self._ask("PUT", id_, headers, sealed)
        if not isinstance(answer, Answer):
            return Put.LATER
        if answer.status in {_OK, _CREATED}:
            # Believed only with the digest, which no mere portal in between could answer in this field.
            return Put.TAKEN if answer.headers.get("ETag") == f'"{digest.hex()}"' else Put.LATER
        return Put.REFUSED if answer.problem in _FOR_GOOD else Put.LATER

    def get(self, id_: str, have: bytes = b"") -> Fetched | Why:
        """What lies there under ``id_``, or why nothing does; ``have`` is what the kiosk has."""
        known = {"If-None-Match": f'"{hashlib.sha256(have).hexdigest()}"'} if have else {}
        answer = self._ask("GET", id_, {"Accept": MEDIA_TYPE, **known}, room=ROOM)
        if not isinstance(answer, Answer):
            return Why.AWAY
        if have and answer.status == _SAME:
            return Fetched(b"")
        if answer.status == _OK and answer.media_type == MEDIA_TYPE and answer.whole:
            return Fetched(answer.body)
        if answer.problem == _NOT_FOUND:
            return Why.NONE
        return _GONE.get(answer.problem or "", Why.AWAY)

    def delete(self, id_: str) -> bool:
        """It is not needed any more. Whether the council knows that now."""
        answer = self._ask("DELETE", id_, {})
        if not isinstance(answer, Answer):
            return False
        return answer.status == _NO_CONTENT or answer.problem in {_NOT_FOUND, *_GONE}

    def _ask(
        self, method: str, id_: str, headers: dict[str, str], data: bytes | None = None, room: int = 0
    ) -> object:
        said = {"Authorization": f"Bearer {self._token}", **headers}
        more = {"room": room} if room else {}
        return self._line.ask(method, f"{self._root}/{id_}", data=data, headers=said, **more)
