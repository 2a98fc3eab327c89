"""Whatever is refused, by us, by the framework or by the server below it, is an RFC 9457 problem document."""

import asyncio
import json

import pytest
import uvicorn
from uvicorn.server import ServerState

from council_api import problems
from council_api.hurry import PATIENCE
from council_api.line import Line
from council_api.problems import RefusedError
from council_api.waiting import Waiting
from council_api.wire import HEAD_PATIENCE, MOST_HEAD, Wire
from kiosk import parcel
from kiosk.submission import MEDIA_TYPE


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


class Later(asyncio.SelectorEventLoop):
    """Its time goes on by itself to whatever is to happen next."""

    def __init__(self):
        super().__init__()
        self.ahead = 0.0

    def time(self):
        return super().time() + self.ahead

    def _run_once(self):
        following = [one.when() for one in self._scheduled if not one.cancelled()]
        if following and not self._ready:
            self.ahead += max(min(following) - self.time(), 0.0)
        super()._run_once()


async def until(seconds):
    """So many seconds later, by that time."""
    loop = asyncio.get_running_loop()
    come = loop.create_future()
    handle = loop.call_later(seconds, come.set_result, None)
    try:
        await come
    finally:
        handle.cancel()


def later(exchange):
    with asyncio.Runner(loop_factory=Later) as runner:
        return runner.run(exchange)


@pytest.mark.parametrize(
    "blocks", [[], [b"GET / HTTP/1.1\r\nX: "], [b"GET /healthz HTTP/1.1\r\n\r\n", b"GET /"]]
)
def test_a_head_that_does_not_end_is_refused_after_a_while(blocks):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def exchange():
        state = ServerState()
        wire = Wire(uvicorn.Config(app, log_config=None), state, {})
        transport = Transport()
        wire.connection_made(transport)
        for block in blocks:
            wire.data_received(block)
            await asyncio.gather(*state.tasks)
        await until(HEAD_PATIENCE - 1)
        assert not transport.closed
        await until(2)
        assert transport.closed
        wire.connection_lost(None)
        return transport.written

    head, _, body = later(exchange()).rpartition(b"\r\n\r\n")
    assert b"HTTP/1.1 408 " in head
    assert json.loads(body)["type"] == "urn:handrail:problem:too-slow"


def sender(size, each, pause):
    """A client that sends ``size`` bytes, ``each`` at a time with ``pause`` seconds before."""
    left = [each] * (size // each)

    async def receive():
        if not left:
            return {"type": "http.disconnect"}
        await until(pause)
        return {"type": "http.request", "body": b"x" * left.pop(), "more_body": bool(left)}

    return receive


SPEEDS = [
    (sender(100, 1, 1.0), False),  # a byte a second
    (sender(100, 1, 0.5), True),  # as slow, but done before anybody minds
    (sender(10_000_000, 200_000, 18.0), True),
    (sender(10_000_000, 200_000, 22.0), False),
    (sender(10_000_000, 10_000_000, PATIENCE * 2), False),
]


@pytest.mark.parametrize(("receive", "whole"), SPEEDS)
def test_a_body_that_does_not_come_gives_its_place_to_another(receive, whole):
    """Nobody can hold a place for longer than the slowest line would."""
    line = Line(lambda: 0.0)
    ends = []

    async def app(scope, hurried, send):
        try:
            while (await hurried())["more_body"]:
                pass
        except RefusedError as error:
            ends.append(error.refusal)
        else:
            ends.append((await hurried())["type"])

    scope = {"type": "http", "method": "PUT", "path": "/v1/submissions/x", "headers": []}
    later(Waiting(app, line)(scope, receive, None))
    assert ends == ["http.disconnect" if whole else problems.TOO_SLOW]
    assert line.serving == 0


@pytest.mark.parametrize(
    ("method", "path", "media_type"),
    [
        ("PUT", "/v1/submissions/x", MEDIA_TYPE),
        ("POST", "/v1/submissions", parcel.MEDIA_TYPE),
        ("PUT", "/v1/submissions/x/attachments/1", MEDIA_TYPE),
    ],
)
def test_a_client_that_is_too_slow_is_told_and_its_line_is_closed(council, method, path, media_type):
    said = []

    async def send(message):
        said.append(message)

    fields = {"authorization": f"Bearer {council.token}", "content-type": media_type, "content-length": "9"}
    headers = [(name.encode(), value.encode()) for name, value in fields.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}
    later(council.client.app(scope, sender(9, 1, 90), send))
    start, body = said
    assert (start["status"], json.loads(body["body"])["type"]) == (408, "urn:handrail:problem:too-slow")
    assert (b"connection", b"close") in start["headers"]
