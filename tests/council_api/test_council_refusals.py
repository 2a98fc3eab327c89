"""Whatever is refused, by us, by the framework or by the server below it, is an RFC 9457 problem document."""

import asyncio
import json

import pytest
import uvicorn
from uvicorn.server import ServerState

from council_api.wire import MOST_HEAD, Wire


@pytest.fixture
def database():
    """What is refused here never comes to it."""


@pytest.mark.parametrize(
    ("request_", "status", "name"),
    [
        (("GET", "/nothing"), 404, "not-found"),
        (("GET", "/healthz/"), 404, "not-found"),
        (("GET", "/v1/inbox/"), 404, "not-found"),
        (("OPTIONS", "/v1/inbox"), 405, "method-not-allowed"),
        (("TRACE", "/healthz"), 405, "method-not-allowed"),
        (("HEAD", "/v1/bundle"), 405, "method-not-allowed"),
        (("POST", "/v1/submissions/x"), 405, "method-not-allowed"),
    ],
)
def test_what_the_framework_refuses_is_a_problem_document(council, request_, status, name):
    answer = council.client.request(*request_)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    if request_[0] != "HEAD":
        assert answer.json()["type"] == f"urn:handrail:problem:{name}"
    if status == 405:
        assert answer.headers["allow"] in {"GET", "PUT"}


class Transport(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self):
        super().__init__()
        self.written = b""
        self.closed = False

    def get_extra_info(self, name, default=None):
        return default

    def pause_reading(self):
        pass

    def resume_reading(self):
        pass

    def write(self, data):
        self.written += data

    def close(self):
        self.closed = True

    def is_closing(self):
        return self.closed


def answered(app, *blocks):
    """What the server itself answers to these bytes."""

    async def exchange():
        state = ServerState()
        wire = Wire(uvicorn.Config(app, log_config=None), state, {})
        transport = Transport()
        wire.connection_made(transport)
        for block in blocks:
            if not transport.closed:
                wire.data_received(block)
        await asyncio.gather(*state.tasks)
        wire.connection_lost(None)
        return transport

    done = asyncio.run(exchange())
    head, _, body = done.written.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode().lower(), body, done.closed


@pytest.mark.parametrize(
    ("blocks", "status", "name"),
    [
        ([b"garbage\r\n\r\n"], 400, "no-request"),
        ([b"BREW /healthz HTTP/1.1\r\n\r\n"], 400, "no-request"),
        ([b"PUT /v1/submissions/x HTTP/1.1\r\nContent-Length: -4\r\n\r\n"], 400, "no-request"),
        ([b"GET /" + b"a" * MOST_HEAD + b" HTTP/1.1\r\n\r\n"], 431, "head-too-large"),
        ([b"GET / HTTP/1.1\r\nX: " + b"a" * MOST_HEAD + b"\r\n\r\n"], 431, "head-too-large"),
        ([b"GET / HTTP/1.1\r\nX: ", *[b"a" * 1024] * 64], 431, "head-too-large"),
        ([b"GET / HTTP/1.1\r\n", *[b"X: y\r\n" * 1000] * 64], 431, "head-too-large"),
    ],
)
def test_what_is_no_request_is_refused_before_the_app(blocks, status, name):
    asked = []

    async def app(scope, receive, send):
        asked.append(scope)

    code, head, body, closed = answered(app, *blocks)
    assert (code, json.loads(body)["type"]) == (status, f"urn:handrail:problem:{name}")
    assert "content-type: application/problem+json" in head
    assert "content-security-policy: default-src 'none'" in head
    assert "cache-control: no-store" in head
    assert closed
    assert asked == []


def test_a_large_body_is_no_large_head():
    bodies = []

    async def app(scope, receive, send):
        body = b""
        while (message := await receive())["type"] == "http.request":
            body += message["body"]
            if not message["more_body"]:
                break
        bodies.append(len(body))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    size = 4 * MOST_HEAD
    head = f"PUT /x HTTP/1.1\r\nContent-Length: {size}\r\n\r\n".encode()
    code, *_ = answered(app, head, b"a" * (size // 2), b"a" * (size // 2))
    assert (code, bodies) == (204, [size])
