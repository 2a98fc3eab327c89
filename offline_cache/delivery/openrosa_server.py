"""One project of an OpenRosa server, asked in the way that its settings say: for forms, and with submissions."""

import base64
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from kiosk.destinations import PLACE, DestinationSettings
from offline_cache.delivery.digest_auth import Digest
from offline_cache.delivery.exchange import (
    MAX_REPLY,
    READ_TIMEOUT,
    Answer,
    CutOff,
    Line,
    Unreached,
    checked,
)

HEADERS = {"X-OpenRosa-Version": "1.0"}
UNAUTHORIZED = 401


class OpenRosaServer:
    """Knows the address and the credential, and tells neither. Times are in seconds."""

    def __init__(
        self,
        settings: DestinationSettings,
        secret: str,
        *,
        read_timeout: float = READ_TIMEOUT,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Raise ConfigError for an address that would send the credential in the clear."""
        self._root = checked(settings.url).replace(PLACE, secret if settings.auth == "url" else PLACE)
        self._digest = Digest(settings.user, secret) if settings.auth == "digest" else None
        self._line = Line(
            authority=settings.authority,
            proxy=settings.proxy,
            headers=HEADERS | authorization(settings, secret),
            read_timeout=read_timeout,
            now=now,
        )

    def ask(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
        room: int = MAX_REPLY,
    ) -> Answer | Unreached | CutOff:
        """Ask once, and once more when the server first asks who we are.

        ``path`` begins with a stroke, or is an address that :meth:`owns`; ``room`` is how much of the body is read.
        """
        answer = self._once(method, path, data, headers, room)
        if isinstance(answer, Answer) and answer.status == UNAUTHORIZED and self._challenged(answer):
            return self._once(method, path, data, headers, room)
        return answer

    def _once(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str] | None, room: int
    ) -> Answer | Unreached | CutOff:
        url = path if self.owns(path) else f"{self._root}{path}"
        fields = dict(headers or {})
        if self._digest and (proof := self._digest.answer(method, url)):
            fields["Authorization"] = proof
        return self._line.ask(method, url, data=data, headers=fields, room=room)

    def _challenged(self, answer: Answer) -> bool:
        """Whether a refusal is a question that can be answered: nothing was taken, so it may be asked again."""
        return self._digest is not None and self._digest.take(answer.headers.get("WWW-Authenticate", ""))

    def owns(self, url: str) -> bool:
        """Whether this is an address of the very same server: no other may be told the credential."""
        return _origin(url) == _origin(self._root)


def authorization(settings: DestinationSettings, secret: str) -> dict[str, str]:
    """The Authorization field of the ways that need no challenge."""
    if settings.auth == "basic":
        pair = f"{settings.user}:{secret}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {"Authorization": f"Token {secret}"} if settings.auth == "token" else {}


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
