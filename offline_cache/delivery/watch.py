"""Ending a request that goes on for too long: a server that sends a byte a minute keeps every shorter limit."""

import contextlib
import math
import socket
import threading
import time
from collections.abc import Iterator

from urllib3.connection import HTTPConnection


class Watch:
    """Watches over one line's requests, one at a time, in a thread that lives only while there are any.

    ``connection`` is the one in use; ``asked``: the request has begun, which behind TLS is after the certificate was
    checked.
    """

    def __init__(self) -> None:
        self.connection: HTTPConnection | None = None
        self.asked = False
        self._changed = threading.Condition()
        self._until = math.inf
        self._wakes: float | None = None

    @contextlib.contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """What is done within ends after so many seconds, as if the line had broken."""
        self.connection = None
        self.asked = False
        with self._changed:
            self._until = time.monotonic() + seconds
            if self._wakes is None:
                self._wakes = self._until
                # Kept for the requests after this one: a thread for each would cost more than the request.
                threading.Thread(target=self._run, name="watch", daemon=True).start()
            elif self._until < self._wakes:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._until = math.inf

    def _run(self) -> None:
        with self._changed:
            while self._until < math.inf:
                self._wakes = self._until
                if not self._changed.wait(self._until - time.monotonic()) and time.monotonic() >= self._until:
                    self._end()
                    break
            self._wakes = None

    def _end(self) -> None:
        line = self.connection.sock if self.connection else None
        if line is not None:
            with contextlib.suppress(OSError):
                # The plain one of both shutdowns: the one for TLS would take the line apart under its reader.
                socket.socket.shutdown(line, socket.SHUT_RDWR)
