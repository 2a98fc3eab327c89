"""What is no request at all, has endless headers or never ends them is refused before any of it reaches the app."""

import asyncio
from itertools import chain

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from council_api import problems
from council_api.outside import HEADERS, LOCKED
from council_api.problems import Refusal

MOST_HEAD = 32 * 1024
"""Bytes of the request line and the headers, as problems.HEAD_TOO_LARGE says; a browser sends some 2,000."""

HEAD_PATIENCE = 30.0
"""Seconds in which they have to come."""


class _HeadTooLargeError(Exception):
    pass


class Wire(HttpToolsProtocol):
    """The server's protocol, with limits on the head of a request (uvicorn's own has none) and RFC 9457 refusals."""

    _head = 0
    _in_head = True
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the class above
        """Of the server."""
        super().connection_made(transport)
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """Of the server."""
        self._in_time()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of the peer."""
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            # A header that goes on for ever is not told to anybody before its end.
            self._head += len(data)
            if self._head > MOST_HEAD:
                self.send_400_response("")
            self._hurry()

    def on_message_begin(self) -> None:
        """Of the parser."""
        self._head = 0
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Of the parser."""
        self._in_head = False
        self._in_time()
        self._head = len(self.url) + sum(map(len, chain.from_iterable(self.headers)))
        if self._head > MOST_HEAD:
            raise _HeadTooLargeError  # the parser's error leads to the answer below
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  the name and the words of the class above
        """Refuse, and close."""
        self._refuse(problems.HEAD_TOO_LARGE if self._head > MOST_HEAD else problems.NO_REQUEST)

    def _refuse(self, refusal: Refusal) -> None:
        response = refusal.response()
        response.headers.update({**HEADERS, **dict([LOCKED]), "Connection": "close"})
        fields = (
            b"%b: %b\r\n" % pair for pair in (*self.server_state.default_headers, *response.raw_headers)
        )
        self.transport.write(STATUS_LINE[refusal.status] + b"".join(fields) + b"\r\n" + bytes(response.body))
        self.transport.close()

    def _hurry(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(HEAD_PATIENCE, self._refuse, problems.TOO_SLOW)

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
