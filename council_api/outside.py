"""The outermost layer of the app: what holds for every answer, whatever went on inside."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from council_api import problems

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer."""

LOCKED = (
    "Content-Security-Policy",
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
)
"""Of every answer that has no policy of its own."""

_RAW = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_RAW_LOCKED = (LOCKED[0].lower().encode(), LOCKED[1].encode())

_log = logging.getLogger("council_api")


class Outside:
    """Adds the headers of every answer, and turns a defect into a problem document.

    A defect is logged by kind and place only: the message of an exception may hold answers (promise 2).
    ``new_event`` gives the id under which it is logged.
    """

    def __init__(self, app: ASGIApp, new_event: Callable[[], str]) -> None:
        self._app = app
        self._new_event = new_event

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = message["headers"]
                headers += _RAW
                if _RAW_LOCKED[0] not in [name for name, _ in headers]:
                    headers.append(_RAW_LOCKED)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:  # noqa: BLE001, the last resort: whatever it is, its words stay here
            self._note(error)
            if started:
                raise ConnectionError from None
            await problems.BROKEN.response()(scope, receive, send_with_headers)

    def _note(self, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-6:]))
        _log.error("event %s: %s at %s", self._new_event(), type(error).__name__, place)
