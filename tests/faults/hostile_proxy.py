"""A proxy that does to requests and answers whatever a bad network does, as dice fall."""

import contextlib
import socket
import struct
import threading
from collections import Counter

FAULTS = (
    "pass",
    "hang up",
    "reset in the body",
    "swallow the answer",
    "cut the answer",
    "black hole",
    "slow",
    "captive portal",
    "redirect",
    "busy",
    "garbage",
)
PORTAL = b"<html><title>Library Wi-Fi</title>Agree to the terms</html>"
SAID = {
    "captive portal": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
    % (len(PORTAL), PORTAL),
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
    "busy": b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
    "garbage": b"220 mail.example ESMTP\r\n" * 3,
}


class HostileProxy:
    """``with HostileProxy(dice) as proxy``: at ``proxy.port``, before the port ``proxy.to``; ``done`` counts faults.

    ``parcels`` counts requests with many submissions. ``away()`` and ``back()`` make it refuse connections for a while.
    """

    def __init__(self, dice):
        self.to = 0
        self.done = Counter()
        self.parcels = 0
        self._dice = dice
        self._gone = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def __enter__(self):
        self._accept()
        return self

    def __exit__(self, *_):
        self._gone.set()
        self.away()

    def away(self):
        """Refuse connections."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def back(self):
        """Take them again, at the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._accept()

    def _accept(self):
        threading.Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def _serve(self, listener):
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._peer, args=(peer,), daemon=True).start()

    def _peer(self, peer):
        with peer, peer.makefile("rb") as stream, contextlib.suppress(OSError, ValueError, EOFError):
            while not self._gone.is_set():
                fault = "pass" if self._dice.random() < 0.3 else self._dice.choice(FAULTS)
                if not self._one(peer, stream, fault):
                    return

    def _one(self, peer, stream, fault):
        """One request and what becomes of it; whether the line can be used for another."""
        if fault == "hang up":
            stream.read(1)
            self.done[fault] += 1
            return _reset(peer)
        head = _head(stream)
        size = _length(head)
        self.done[fault] += 1
        self.parcels += head.startswith(b"POST")
        if fault == "reset in the body":
            part = stream.read(self._dice.randrange(size + 1))
            with socket.create_connection(("127.0.0.1", self.to)) as server:
                server.sendall(head + part)
            return _reset(peer)
        body = stream.read(size)
        if fault == "black hole":
            self._gone.wait(1.0)
            return _reset(peer)
        if fault in SAID:
            peer.sendall(SAID[fault])
            return fault != "garbage"
        return self._pass_on(peer, fault, self._asked(head + body))

    def _pass_on(self, peer, fault, answer):
        if fault == "swallow the answer":
            return _reset(peer)
        if fault == "cut the answer":
            peer.sendall(answer[: self._dice.randrange(len(answer))])
            return _reset(peer)
        if fault == "slow":
            for at in range(0, len(answer), 64):
                peer.sendall(answer[at : at + 64])
                self._gone.wait(0.01)
            return True
        peer.sendall(answer)
        return True

    def _asked(self, request):
        with (
            socket.create_connection(("127.0.0.1", self.to), timeout=30) as server,
            server.makefile("rb") as stream,
        ):
            server.sendall(request)
            head = _head(stream)
            return head + stream.read(_length(head))


def _head(stream):
    lines = []
    while not lines or lines[-1] != b"\r\n":
        line = stream.readline()
        if not line:
            raise EOFError
        lines.append(line)
    return b"".join(lines)


def _length(head):
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _reset(peer):
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False
