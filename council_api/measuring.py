"""The layer of the app that counts requests and measures how long they take."""

import re
import time
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from council_api.line import Line
from council_api.metrics import Metrics

_TYPE = re.compile(rb'"type":"urn:handrail:problem:([a-z-]+)"')
_KIND = re.compile(
    r"(?P<attachment>/v1/submissions/[^/]+/attachments/[^/]+)|(?P<submission>/v1/submissions/[^/]+)"
    r"|(?P<parcel>/v1/submissions)|(?P<call>/v1/help-calls/[^/]+)|(?P<bundle>/v1/bundle)"
    r"|(?P<saved_visit>/v1/saved-visits/[^/]+)|(?P<events>/v1/events)|(?P<heartbeat>/v1/heartbeat)"
    r"|(?P<inbox>(?:/v1)?/inbox(?:/.*)?)|(?P<fleet>/fleet(?:/.*)?)|(?P<monitor>/healthz|/metrics)"
)


class Measuring:
    """Tells ``metrics`` of every request, and how long the ``line`` is."""

    def __init__(self, app: ASGIApp, metrics: Metrics, line: Line) -> None:
        self._app = app
        self._metrics = metrics
        self._line = line

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.monotonic()
        status, outcome = 0, "none"

        async def watched(message: Message) -> None:
            nonlocal status, outcome
            if message["type"] == "http.response.start":
                status = message["status"]
                outcome = _outcome(scope["method"], status)
            elif status >= HTTPStatus.BAD_REQUEST and (found := _TYPE.search(message.get("body", b""))):
                outcome = found[1].decode()
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            size = _size(scope) if outcome in {"new", "repeat"} else 0
            self._metrics.answered(_what(scope["path"]), outcome, time.monotonic() - begin, size)
            self._metrics.in_line(self._line.waiting)


def _outcome(method: str, status: int) -> str:
    if status >= HTTPStatus.BAD_REQUEST:
        return f"status-{status}"
    return (
        {HTTPStatus.CREATED: "new", HTTPStatus.OK: "repeat"}[HTTPStatus(status)] if method == "PUT" else "ok"
    )


def _what(path: str) -> str:
    kind = _KIND.fullmatch(path)
    return (kind and kind.lastgroup) or "other"


def _size(scope: Scope) -> int:
    announced: bytes = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(announced) if announced.isdigit() else 0
