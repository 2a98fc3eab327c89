"""Lies that take a server of their own: none is acceptance, at any destination, and none takes long or much memory."""

import hashlib
import threading
import tracemalloc

import pytest

from offline_cache.delivery.outcome import Retry, Uncertain
from tests.offline_cache.servers import FakeServer, proof, reply
from tests.offline_cache.test_every_destination import KINDS

SENDING = {"PUT", "POST"}
CREATED = b"HTTP/1.1 201 Created\r\n"
TAKEN = b'<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="submit_success">full</message>'
ROOM = 24 * 1024 * 1024
"""Bytes of memory that an answer may cost at most, whatever it is."""


def endless(head, piece):
    """Not faster than it is read: who hangs up on a full line is not noticed for a minute."""
    yield head
    while not threading.Event().wait(0.001):
        yield piece


LIES = {
    "a hundred continues, and again": lambda r, whole: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "chunks without end": lambda r, whole: endless(
        CREATED + b"Content-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1000\r\n" + b" " * 4096 + b"\r\n",
    ),
    "one chunk larger than any memory": lambda r, whole: endless(
        CREATED + b"Content-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n",
        b" " * 65536,
    ),
    "fields without end": lambda r, whole: endless(CREATED, b"X-More: yes\r\n" * 500),
    "packed ten thousandfold": lambda r, whole: reply(
        201, b"\x1f\x8b\x08" + bytes(500), Content_Encoding="gzip", Content_Type="text/xml"
    ),
    "our own bytes sent back": lambda r, whole: reply(201, r.body, Content_Type="text/html"),
    "proof of other bytes": lambda r, whole: reply(201, b"{}", **proof(hashlib.sha256(b"other").digest())),
    "proof of nothing": lambda r, whole: reply(201, b"{}", **proof(hashlib.sha256(b"").digest())),
    "proof by another sum": lambda r, whole: reply(
        200, b"{}", **{name: value.replace("sha-256", "sha-512") for name, value in proof(r.digest).items()}
    ),
    "the fields of the request, sent back": lambda r, whole: reply(
        201, b"{}", Repr_Digest=r.headers.get("repr-digest", "")
    ),
    "proof in a refusal": lambda r, whole: reply(500, b"{}", **proof(r.digest)),
    "proof in a redirect": lambda r, whole: reply(307, b"", **proof(r.digest), Location="/v1/elsewhere"),
    "half of the good answer’s body": lambda r, whole: reply(201, TAKEN, Content_Type="text/xml"),
    "less than was announced": lambda r, whole: CREATED + b"Content-Length: 99999\r\n\r\n" + TAKEN,
    "a number that is none": lambda r, whole: reply(
        200, b'[{"service_request_id": "", "token": null}]', Content_Type="application/json"
    ),
    "two numbers for one report": lambda r, whole: reply(
        200, b'[{"service_request_id": 1}, {"service_request_id": 2}]', Content_Type="application/json"
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_no_lie_is_acceptance(name, tried):
    kind = KINDS[name]
    good = kind.good()
    lie = ""

    def answer(request):
        whole = good(request)
        return LIES[lie](request, whole) if request.method in SENDING else whole

    with FakeServer(answer) as server:
        destination = kind.make(server.url, read_timeout=0.2)
        tracemalloc.start()
        for lie in LIES:
            outcome = destination.deliver(kind.envelope)
            assert isinstance(outcome, Retry | Uncertain), (lie, outcome)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    tried(f"lies told to {name}", len(LIES), "0 taken for acceptance")
    assert most < ROOM
