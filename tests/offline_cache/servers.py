"""A server on loopback whose every reply is a function of the request, down to the bytes and the hang-up."""

import base64
import contextlib
import hashlib
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.body).digest()


RESET = None
Reply = bytes | Iterable[bytes] | None
"""Bytes to send before hanging up, an endless stream of them, or RESET."""


def reply(status: int, body: bytes = b"", **headers: str) -> bytes:
    """An HTTP/1.1 reply; ``Retry_After="5"`` makes the field Retry-After."""
    fields = {"Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + body


def proof(digest: bytes) -> dict[str, str]:
    """The fields with which the council says that it has stored what has this digest."""
    return {"Repr_Digest": f"sha-256=:{base64.b64encode(digest).decode()}:", "ETag": f'"{digest.hex()}"'}


def problem(status: int, type_: str = "", **headers: str) -> bytes:
    body = (
        b'{"type": "urn:handrail:problem:%s", "title": "No"}' % type_.encode()
        if type_
        else b'{"title": "No"}'
    )
    return reply(status, body, Content_Type="application/problem+json", **headers)


class FakeServer:
    """``with FakeServer(answer) as server``: ``server.url``, and ``server.requests`` as they came."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        self._answer = answer
        self.requests: list[Request] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            # Some tests ask for a client that goes away, or one that does not speak HTTP.
            with peer, contextlib.suppress(ConnectionError, ValueError):
                self._one(peer)

    def _one(self, peer: socket.socket) -> None:
        with peer.makefile("rb") as stream:
            method, path, _ = stream.readline().decode().split(" ")
            headers = {}
            while (line := stream.readline().decode().strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", "0")))
        request = Request(method, path, headers, body)
        self.requests.append(request)
        answer = self._answer(request)
        if answer is RESET:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif isinstance(answer, bytes):
            peer.sendall(answer)
        else:
            for piece in answer:
                peer.sendall(piece)
