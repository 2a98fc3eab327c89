"""Delivery to a council's own API: ``PUT /v1/submissions/{id}``."""

import base64
import contextlib
import json
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, MaxRetryError, NameResolutionError, NewConnectionError

from kiosk.errors import ConfigError
from kiosk.submission import MEDIA_TYPE
from offline_cache.delivery.outcome import Accepted, Held, Outcome, Paused, Retry, Uncertain
from offline_cache.sealing import Envelope
from offline_cache.settings import Settings

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 30.0
SLOWEST = 16 * 1024
"""Bytes a second of the slowest line that a council has: longer envelopes get longer to be answered."""

MAX_REPLY = 64 * 1024
HEALTHY = 200
MAX_WAIT = 3600.0
"""Seconds: no server can ask a kiosk to be silent for longer."""

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

Reading = Callable[[str, float | None], Outcome]


def _retry(reason: str, after: float | None) -> Outcome:
    return Retry(reason, after)


def _uncertain(reason: str, after: float | None) -> Outcome:
    return Uncertain(reason, after)


def _held(reason: str, _after: float | None) -> Outcome:
    return Held(reason)


def _paused(reason: str, _after: float | None) -> Outcome:
    return Paused(reason)


BY_STATUS: Mapping[int, Reading] = {
    400: _held,
    401: _paused,
    403: _paused,
    404: _paused,  # the council is there, but not at this address
    408: _retry,
    409: _uncertain,  # another copy of the same request is being stored
    410: _held,  # the form is closed
    413: _held,
    415: _held,
    422: _held,  # the id is used, with other bytes
    425: _retry,
    429: _retry,
    503: _retry,
}
"""What an answer means that is no acceptance; any other status is uncertain."""

PROBLEM = "urn:handrail:problem:"
BY_TYPE: Mapping[str, Reading] = {
    "busy": _retry,
    "cannot-open": _held,
    "changed-on-the-way": _retry,
    "credential-missing": _paused,
    "credential-refused": _paused,
    "id-mismatch": _held,
    "not-a-submission": _held,
    "not-an-envelope": _held,
    "not-found": _paused,
    "other-bytes": _held,
    "too-large": _held,
    "unknown-key": _held,
}
"""The types of the council's own problem documents (RFC 9457); they say more than the status."""


class Council:
    """Sends envelopes to one council.

    ``url`` is the root of its API; ``token`` this kiosk's write-only credential; ``authority`` a file of certificates
    to trust instead of the usual ones; ``proxy`` the council's web proxy. ``now`` gives wall clock seconds. Nothing is
    taken from the environment: no proxy, no netrc, no certificates (psf/requests#3829).
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        authority: Path | None = None,
        proxy: str = "",
        read_timeout: float = READ_TIMEOUT,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Raise ConfigError for an address that would send the credential in the clear."""
        self._root = checked(url)
        self._read_timeout = read_timeout
        self._now = now
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.verify = str(authority) if authority else True
        if proxy:
            self._session.proxies = {"http": proxy, "https": proxy}
        for scheme in ("http://", "https://"):
            # The queue on disk does the retrying.
            self._session.mount(scheme, HTTPAdapter(max_retries=0))
        self._session.headers.update(
            {
                "Authorization": f"Bearer {token}",
                "Content-Type": MEDIA_TYPE,
                "Accept": "application/problem+json, application/json",
                "Accept-Encoding": "identity",
            }
        )

    @classmethod
    def of(cls, settings: Settings) -> "Council":
        """The council that kiosk.toml names."""
        return cls(settings.url, settings.token, authority=settings.authority, proxy=settings.proxy)

    def reachable(self) -> bool:
        """Whether the council's own health page answers. A portal's page or a redirect is not it."""
        try:
            with self._session.get(
                f"{self._root}/healthz", timeout=CONNECT_TIMEOUT, allow_redirects=False, stream=True
            ) as reply:
                return (
                    reply.status_code == HEALTHY and reply.headers.get("Content-Type") == "application/json"
                )
        except (requests.RequestException, HTTPError, OSError):
            return False

    def deliver(self, envelope: Envelope) -> Outcome:
        """Try once. Only an answer that echoes the digest of what was sent is acceptance."""
        id_ = envelope.header.id
        try:
            with self._session.put(
                f"{self._root}/v1/submissions/{id_}",
                data=BytesIO(envelope.data),  # sent block by block, so the time limit is a block's
                headers={"Idempotency-Key": f'"{id_}"', "Repr-Digest": digest_field(envelope.digest)},
                timeout=(CONNECT_TIMEOUT, self._read_timeout + len(envelope.data) / SLOWEST),
                allow_redirects=False,
                stream=True,
            ) as answer:
                return self._read(answer, envelope)
        except (requests.ConnectTimeout, requests.exceptions.SSLError):
            return Retry("no connection")
        except requests.ConnectionError as error:
            return Retry("no connection") if _never_connected(error) else Uncertain("cut off")
        except (requests.RequestException, HTTPError, OSError):
            return Uncertain("cut off")

    def _read(self, answer: requests.Response, envelope: Envelope) -> Outcome:
        body = self._body(answer)
        status = answer.status_code
        if status in {200, 201}:
            echoed = digest_of(answer.headers.get("Repr-Digest", ""))
            if echoed == envelope.digest:
                return Accepted(echoed)
            return Uncertain("other digest" if echoed else "no digest")
        if status < 400:  # noqa: PLR2004  # the line that HTTP draws
            return Uncertain(f"status {status}")
        return read_refusal(status, problem_type(answer.headers, body), self._retry_after(answer.headers))

    def _body(self, answer: requests.Response) -> bytes:
        """The reply as far as it comes, in bounded time and room; read to its end, its connection is used again."""
        body = b""
        deadline = self._now() + self._read_timeout
        with contextlib.suppress(HTTPError, OSError):  # the status and the fields are here already
            while len(body) < MAX_REPLY and self._now() < deadline:
                chunk = answer.raw.read1(MAX_REPLY)
                if not chunk:
                    break
                body += chunk
        return body

    def _retry_after(self, headers: Mapping[str, str]) -> float | None:
        return retry_after(headers.get("Retry-After", ""), headers.get("Date", ""), self._now())


def read_refusal(status: int, type_: str | None, after: float | None) -> Outcome:
    """What an answer from 400 on means. ``type_`` is its RFC 9457 type, None when it is no problem document.

    A refusal for good is believed only from the council itself, which sends problem documents: a proxy or a captive
    portal on the way may say 404 to everything.
    """
    name = (type_ or "").removeprefix(PROBLEM)
    if name in BY_TYPE:
        return BY_TYPE[name](name, after)
    if type_ is None and BY_STATUS.get(status) in {_held, _paused}:
        return Retry(f"status {status} on the way", after)
    return BY_STATUS.get(status, _uncertain)(f"status {status}", after)


def problem_type(headers: Mapping[str, str], body: bytes) -> str | None:
    """The type of RFC 9457 problem details ("about:blank" when they name none); None for any other reply."""
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/problem+json":
        return None
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    return str(document.get("type", "about:blank"))


def retry_after(value: str, date: str, now: float) -> float | None:
    """Seconds to wait by a Retry-After field (RFC 9110 10.2.3), from 0 to MAX_WAIT; None when it says nothing.

    A date is read against the server's own ``date`` when it sent one, because a kiosk's clock may be wrong.
    """
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return min(float(value), MAX_WAIT)
    until = _moment(value)
    if until is None:
        return None
    since = _moment(date)
    return min(max(until - (now if since is None else since), 0.0), MAX_WAIT)


def digest_field(digest: bytes) -> str:
    """A SHA-256 as a Repr-Digest field (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(digest).decode()}:"


def digest_of(field: str) -> bytes:
    """The SHA-256 in a Repr-Digest field; empty when there is none."""
    found = re.search(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):", field)
    return base64.b64decode(found[1]) if found else b""


def checked(url: str) -> str:
    """The root of an API without its last slash. Raises ConfigError unless it is https, or http on this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url.rstrip("/")
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return url.rstrip("/")
    raise ConfigError(
        f"The council’s address {url!r} cannot be used. Write one that begins with https:// in kiosk.toml."
    )


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def _never_connected(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | NameResolutionError)
