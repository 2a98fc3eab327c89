"""Bundles by the network: fetched in pieces, gone on with, never twice, and nothing a server says does harm."""

import random
import re

import pytest

from kiosk.bundle.limits import MAX_BUNDLE
from offline_cache import bundle_link
from offline_cache.bundle_link import MEDIA_TYPE, BundleLink
from offline_cache.delivery.exchange import Line
from offline_cache.in_pieces import Fetched
from tests.offline_cache.servers import RESET, FakeServer, problem, reply

DATA = random.Random(1).randbytes(3500)
TAG = '"0000000000000001-aaaaaaaaaaaaaaaa"'


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(bundle_link, "PIECE", 1000)


def honest(request, data=DATA, tag=TAG):
    """As the council answers."""
    if request.headers.get("if-none-match") == tag:
        return reply(304, ETag=tag)
    first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers["range"]).groups())
    if request.headers.get("if-range", tag) != tag:
        return reply(200, data, ETag=tag, Content_Type=MEDIA_TYPE)
    piece = data[first : last + 1]
    where = f"bytes {first}-{first + len(piece) - 1}/{len(data)}"
    return reply(206, piece, ETag=tag, Content_Type=MEDIA_TYPE, Content_Range=where)


def link(server, folder):
    return BundleLink(server.url, "secret", Line(read_timeout=5.0), folder)


def test_a_new_bundle_comes_in_pieces_and_only_once(tmp_path):
    with FakeServer(honest) as server:
        assert link(server, tmp_path).fetch() is Fetched.NEW
        assert link(server, tmp_path).fetch() is Fetched.SAME
    assert (tmp_path / "offered.bundle").read_bytes() == DATA
    assert [request.headers["range"] for request in server.requests[:4]] == [
        f"bytes={start}-{start + 999}" for start in (0, 1000, 2000, 3000)
    ]
    assert len(server.requests) == 5
    assert all(request.headers["authorization"] == "Bearer secret" for request in server.requests)


def test_a_fetch_that_was_cut_off_is_gone_on_with(tmp_path):
    broken = []

    def breaks(request):
        if not broken and "bytes=2000-" in request.headers["range"]:
            broken.append(request)
            return RESET
        return honest(request)

    with FakeServer(breaks) as server:
        assert link(server, tmp_path).fetch() is Fetched.CUT_OFF
        assert link(server, tmp_path).fetch() is Fetched.NEW
    assert server.requests[3].headers["range"] == "bytes=2000-2999"
    assert server.requests[3].headers["if-range"] == TAG
    assert (tmp_path / "offered.bundle").read_bytes() == DATA


def test_a_bundle_that_changed_meanwhile_is_begun_anew(tmp_path):
    other, tag = DATA[::-1], '"other"'

    def changes(request):
        if len(server.requests) < 3:
            return honest(request)
        return honest(request, other, tag)

    with FakeServer(changes) as server:
        assert link(server, tmp_path).fetch() is Fetched.NEW
    assert (tmp_path / "offered.bundle").read_bytes() == other


@pytest.mark.parametrize(
    ("answer", "came_to"),
    [
        (reply(200, b"<html>Log in</html>", Content_Type="text/html", ETag=TAG), Fetched.REFUSED),
        (reply(302, Location="https://example.org/"), Fetched.REFUSED),
        (reply(200, DATA, Content_Type=MEDIA_TYPE), Fetched.REFUSED),
        (reply(200, DATA, Content_Type=MEDIA_TYPE, ETag='"a\x01"'), Fetched.REFUSED),
        (reply(206, DATA, Content_Type=MEDIA_TYPE, ETag=TAG), Fetched.REFUSED),
        (reply(206, b"x", Content_Type=MEDIA_TYPE, ETag=TAG, Content_Range="bytes 5-5/9"), Fetched.REFUSED),
        (reply(206, b"xyz", Content_Type=MEDIA_TYPE, ETag=TAG, Content_Range="bytes 0-2/2"), Fetched.REFUSED),
        (
            reply(206, b"x", Content_Type=MEDIA_TYPE, ETag=TAG, Content_Range=f"bytes 0-0/{MAX_BUNDLE + 1}"),
            Fetched.REFUSED,
        ),
        (problem(404, "not-found"), Fetched.NONE),
        (problem(401, "credential-refused"), Fetched.REFUSED),
        (problem(503, "busy", Retry_After="5"), Fetched.CUT_OFF),
        (RESET, Fetched.UNREACHABLE),
        (b"nonsense\r\n\r\n", Fetched.UNREACHABLE),
    ],
)
def test_what_is_no_bundle_leaves_no_file(tmp_path, answer, came_to):
    with FakeServer(lambda _request: answer) as server:
        assert link(server, tmp_path).fetch() is came_to
    assert not (tmp_path / "offered.bundle").exists()


def test_an_endless_answer_is_left_after_one_piece(tmp_path):
    def endless(_request):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: " + MEDIA_TYPE.encode() + b"\r\nETag: " + TAG.encode()
        yield b"\r\nContent-Length: 9999999\r\n\r\n"
        while True:
            yield b"x" * 65536

    with FakeServer(endless) as server:
        assert link(server, tmp_path).fetch() is Fetched.REFUSED
    assert len(server.requests) == 2
    assert (tmp_path / "offered.part").stat().st_size <= 1000


def test_a_server_that_changes_its_mind_with_every_piece_is_left(tmp_path):
    def fickle(_request):
        tag = f'"{len(server.requests)}"'
        return reply(200, DATA, ETag=tag, Content_Type=MEDIA_TYPE)

    with FakeServer(fickle) as server:
        assert link(server, tmp_path).fetch() is Fetched.REFUSED
    assert len(server.requests) < 300


def test_nobody_there_is_no_exception(tmp_path):
    with FakeServer(honest) as server:
        gone = link(server, tmp_path)
    assert gone.fetch() is Fetched.UNREACHABLE
