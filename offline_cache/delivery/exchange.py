"""One request and its answer, in bounded time and room, whatever is at the other end of the line."""

import contextlib
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import default_headers
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError, NameResolutionError, NewConnectionError

from kiosk.errors import ConfigError
from offline_cache.delivery.watch import Watch

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 30.0
SLOWEST = 16 * 1024
"""Bytes a second of the slowest line that a council has: more bytes get longer to be answered."""

STRETCH = 8 * 1024 * 1024
"""Bytes: for as many of an answer it is waited twice as long."""

MAX_REPLY = 64 * 1024
MAX_WAIT = 3600.0
"""Seconds: no server can ask a kiosk to be silent for longer."""

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

# At its finest level the library below writes addresses, and some addresses hold a credential.
logging.getLogger("urllib3").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Answer:
    """What came back. ``whole``: the body ended where it should, within the room that it was given.

    ``after`` is the wait in seconds that the server asked for, None when it did not.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    whole: bool
    after: float | None = None

    @property
    def media_type(self) -> str:
        """Without its parameters, in small letters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def json_object(self) -> dict[str, object]:
        """The body as an object of JSON; empty for any other."""
        return self._object("application/json") or {}

    @property
    def problem(self) -> str | None:
        """The type of RFC 9457 problem details ("about:blank" when they name none); None for any other reply."""
        document = self._object("application/problem+json")
        return None if document is None else str(document.get("type", "about:blank"))

    def _object(self, media_type: str) -> dict[str, object] | None:
        if self.media_type != media_type:
            return None
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


@dataclass(frozen=True)
class Unreached:
    """Nobody was reached: no byte of the request can have been taken."""


@dataclass(frozen=True)
class CutOff:
    """The line broke while it was in use: the request may have been taken."""


class Line:
    """Asks one server, one request at a time. Follows no redirect and keeps no cookie.

    ``authority`` is a file of certificates to trust instead of the usual ones; ``proxy`` the council's web proxy;
    ``headers`` go with every request. ``now`` gives wall clock seconds. Nothing is taken from the environment: no
    proxy, no netrc, no certificates (psf/requests#3829). Times are in seconds.
    """

    def __init__(
        self,
        *,
        authority: Path | None = None,
        proxy: str = "",
        headers: Mapping[str, str] | None = None,
        read_timeout: float = READ_TIMEOUT,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._read_timeout = read_timeout
        self._now = now
        self._verify = str(authority) if authority else True
        self._proxies = {"http": proxy, "https": proxy} if proxy else {}
        self._watch = Watch()
        self._adapter = _WatchedAdapter(self._watch)
        # An answer is read as it comes: nothing is unpacked, so no small reply can fill the memory.
        self._headers = {**default_headers(), "Accept-Encoding": "identity", **(headers or {})}

    def ask(
        self,
        method: str,
        url: str,
        *,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        room: int = MAX_REPLY,
    ) -> Answer | Unreached | CutOff:
        """Ask once. ``room`` is how many bytes of the body are read at most."""
        size = len(data or b"")
        patience = self._read_timeout * (1 + room / STRETCH) + size / SLOWEST
        try:
            with (
                self._watch.limited(3 * patience),
                self._adapter.send(
                    self._request(method, url, data, headers or {}),
                    timeout=(CONNECT_TIMEOUT, patience),
                    verify=self._verify,
                    proxies=self._proxies,
                    stream=True,
                ) as reply,
            ):
                return self._read(reply, room, patience)
        except requests.ConnectTimeout:
            return Unreached()
        except requests.exceptions.SSLError:
            # A certificate that is none, or a line that was spoilt when the request was on its way already.
            return CutOff() if self._watch.asked else Unreached()
        except requests.ConnectionError as error:
            return Unreached() if _never_connected(error) else CutOff()
        except (requests.RequestException, HTTPError, OSError):
            return CutOff()

    def _request(
        self, method: str, url: str, data: bytes | None, headers: Mapping[str, str]
    ) -> requests.PreparedRequest:
        """Made by hand: a session would look for what we never have (cookies, redirects), and take longer than TLS."""
        made = requests.PreparedRequest()
        made.method = method
        made.prepare_url(url, None)
        made.headers = CaseInsensitiveDict({**self._headers, **headers})
        if data is not None:
            made.headers["Content-Length"] = str(len(data))
            made.body = BytesIO(data)  # type: ignore[assignment]  # sent block by block, so the time limit is a block's
        return made

    def _read(self, reply: requests.Response, room: int, patience: float) -> Answer:
        """The reply as far as it comes; read to its end, its connection is used again."""
        body = bytearray()
        whole = False
        deadline = self._now() + patience
        with contextlib.suppress(HTTPError, OSError):  # the status and the fields are here already
            while len(body) <= room and self._now() < deadline:
                chunk = reply.raw.read1(MAX_REPLY)
                if not chunk:
                    whole = True
                    break
                body += chunk
        announced = reply.headers.get("Content-Length", "")
        if announced.isdecimal() and reply.request.method != "HEAD":
            whole = whole and len(body) == int(announced)
        after = retry_after(reply.headers.get("Retry-After", ""), reply.headers.get("Date", ""), self._now())
        return Answer(reply.status_code, reply.headers, bytes(body[:room]), whole, after)


class _WatchedAdapter(HTTPAdapter):
    """Connections that tell the watch when they are used. The queue on disk does the retrying."""

    def __init__(self, watch: Watch) -> None:
        self._pools = _watched_pools(watch)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: object, **options: object) -> None:
        super().init_poolmanager(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **options: object) -> object:
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _watched_pools(watch: Watch) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            watch.connection = self
            super().connect()

        def request(self, *args: object, **options: object) -> None:
            watch.connection = self
            watch.asked = True
            super().request(*args, **options)  # type: ignore[arg-type]  # handed on as they came

    class Secure(Plain, HTTPSConnection):
        """The same over TLS."""

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


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


def checked(url: str) -> str:
    """The root of an API without its last slash. Raises ConfigError unless it is https, or http on this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url.rstrip("/")
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return url.rstrip("/")
    raise ConfigError(
        f"The address {url!r} cannot be used: write one that begins with https:// in council.toml, or in kiosk.toml "
        "if it is a destination’s."
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
