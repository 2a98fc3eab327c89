"""What every destination must keep to, whatever it speaks: only its own proof is acceptance."""

import contextlib
import itertools
import logging
import os
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.destinations import DestinationSettings
from offline_cache.delivery import DESTINATIONS
from offline_cache.delivery.council import Council, read_refusal
from offline_cache.delivery.exchange import Answer
from offline_cache.delivery.open311 import Open311, is_acceptance, records
from offline_cache.delivery.openrosa import OpenRosa, message
from offline_cache.delivery.outcome import Accepted, Held, Retry, Uncertain
from offline_cache.sealing import Envelope, seal
from tests.offline_cache.elsewhere_rig import ELSEWHERE, SECRET, make_answers, make_settings, sealed
from tests.offline_cache.odk_server import Central
from tests.offline_cache.open311_server import Open311Server
from tests.offline_cache.rig import make_private, make_submission, public_of
from tests.offline_cache.servers import RESET, FakeServer, proof, reply
from tests.tls import TlsServer, certify

HTML = b"<html><title>Library Wi-Fi</title>Agree to the terms</html>"


@dataclass(frozen=True)
class Kind:
    """``make(url, **options)`` gives the destination, ``good()`` a server that takes everything."""

    make: Callable
    good: Callable
    envelope: Envelope


def council(request):
    if request.method == "GET":
        return reply(200, b'{"status":"ok"}', Content_Type="application/json")
    return reply(201, b"{}", **proof(request.digest))


KINDS = {
    "council": Kind(
        lambda url, **options: Council(url, SECRET, **options),
        lambda: council,
        seal(make_submission(), public_of(make_private())),
    ),
    "openrosa": Kind(
        lambda url, **options: OpenRosa(make_settings(url, auth="token"), SECRET, ELSEWHERE.open, **options),
        Central,
        sealed(make_answers()),
    ),
    "open311": Kind(
        lambda url, **options: Open311(
            make_settings(url, "open311", auth="key"), SECRET, ELSEWHERE.open, **options
        ),
        Open311Server,
        sealed(make_answers(kind="open311")),
    ),
}


def endless(head):
    return lambda: itertools.chain([head], itertools.repeat(b"x" * 65536))


HOSTILE = {
    "captive portal": lambda: reply(200, HTML, Content_Type="text/html"),
    "a portal that says created": lambda: reply(201, HTML, Content_Type="text/html"),
    "redirect": lambda: reply(302, Location="http://127.0.0.1:9/login"),
    "redirect that keeps the method": lambda: reply(308, Location="http://127.0.0.1:9/"),
    "nothing to say": lambda: reply(200),
    "no content": lambda: reply(204),
    "wrong JSON": lambda: reply(200, b'{"ok": true}', Content_Type="application/json"),
    "wrong XML": lambda: reply(201, b"<ok/>", Content_Type="text/xml"),
    "a bomb of brackets": lambda: reply(200, b"[" * 60_000, Content_Type="application/json"),
    "an unknown encoding": lambda: reply(
        200, b'<?xml version="1.0" encoding="x"?><a/>', Content_Type="text/xml"
    ),
    "hang up": lambda: b"",
    "half a head": lambda: b"HTTP/1.1 201 Crea",
    "no HTTP": lambda: b"220 mail.example ESMTP\r\n",
    "reset": lambda: RESET,
    "endless body": endless(b"HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n"),
    "endless head": endless(b"HTTP/1.1 201 Created\r\nX: "),
}


def test_every_destination_is_tried():
    assert set(KINDS) == set(DESTINATIONS)


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


def test_a_good_server_has_it_for_sure(kind):
    with FakeServer(kind.good()) as server:
        destination = kind.make(server.url)
        assert destination.reachable()
        assert destination.deliver(kind.envelope) == Accepted(kind.envelope.digest)


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_else_counts_as_acceptance(kind, case):
    with FakeServer(lambda _: HOSTILE[case]()) as server:
        destination = kind.make(server.url)
        assert isinstance(destination.deliver(kind.envelope), Retry | Uncertain)
        assert not destination.reachable()


@pytest.mark.parametrize("case", HOSTILE)
def test_nor_when_it_is_said_of_the_submission_itself(kind, case):
    good = kind.good()
    with FakeServer(lambda r: HOSTILE[case]() if r.method in {"PUT", "POST"} else good(r)) as server:
        assert isinstance(kind.make(server.url).deliver(kind.envelope), Uncertain | Retry)
    assert [r.method for r in server.requests if r.method in {"PUT", "POST"}] in (["PUT"], ["POST"])


@pytest.mark.parametrize("status", range(300, 600, 7))
def test_no_other_status_of_something_on_the_way_is_acceptance_or_the_end(kind, status):
    answer = reply(status, HTML, Content_Type="text/html")
    good = kind.good()
    with FakeServer(lambda r: answer if r.method in {"PUT", "POST"} else good(r)) as server:
        assert isinstance(kind.make(server.url).deliver(kind.envelope), Uncertain | Retry)


def test_nobody_there_is_a_retry(kind):
    assert kind.make("http://127.0.0.1:9").deliver(kind.envelope) == Retry("no connection")


def test_a_certificate_that_is_none_is_a_retry(kind):
    with FakeServer(lambda _: b"") as server:
        outcome = kind.make(server.url.replace("http:", "https:")).deliver(kind.envelope)
    assert outcome == Retry("no connection")
    assert server.requests == []


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_left_after_a_while(kind, head):
    gone = threading.Event()

    def drip(_request):
        yield head or b"HTTP/1.1 200 OK\r\nX: "
        try:
            while not gone.wait(0.01):
                yield b"x"
        finally:
            gone.set()

    with FakeServer(drip) as server:
        outcome = kind.make(server.url, read_timeout=0.1).deliver(kind.envelope)
        assert isinstance(outcome, Retry | Uncertain)
        assert gone.wait(30)


def test_what_was_sealed_for_another_is_held_or_refused_by_the_council(kind):
    other = seal(make_submission(5), public_of(make_private(9)))
    good = kind.good()
    with FakeServer(lambda r: reply(500) if r.method == "PUT" else good(r)) as server:
        assert isinstance(kind.make(server.url).deliver(other), Held | Uncertain)
    assert all(r.method != "POST" for r in server.requests)


def test_a_credential_is_in_no_text(kind, caplog):
    caplog.set_level(logging.DEBUG)
    with FakeServer(kind.good()) as server:
        destination = kind.make(server.url)
        destination.deliver(kind.envelope)
    assert SECRET not in caplog.text + repr(destination)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A folder with a certificate for this machine that signs itself, and its key."""
    return certify(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("name", KINDS)
def test_a_certificate_that_was_pinned_is_trusted_and_no_other(name, certificate, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate / "cert.pem"))
    good = KINDS[name].good()
    settings = DestinationSettings("there", name, "")
    with TlsServer(good, certificate) as server:
        pinned = replace(settings, url=server.url, authority=certificate / "cert.pem")
        unpinned = replace(settings, url=server.url)
        outcomes = [
            DESTINATIONS[name](one, SECRET, ELSEWHERE.open).deliver(KINDS[name].envelope)
            for one in (unpinned, pinned)
        ]
    assert outcomes == [Retry("no connection"), Accepted(KINDS[name].envelope.digest)]


class SpoiltTlsServer(TlsServer):
    """Takes a submission, and answers it with bytes that are no TLS."""

    def _one(self, peer):
        plain = socket.socket(fileno=os.dup(peer.fileno()))
        with (
            plain,
            contextlib.suppress(ssl.SSLError),
            self._context.wrap_socket(peer, server_side=True) as line,
        ):
            FakeServer._one(self, line)
            if self.requests[-1].method in {"PUT", "POST"}:
                plain.sendall(b"garbage " * 9)


@pytest.mark.parametrize("name", KINDS)
def test_a_line_that_is_spoilt_after_the_bytes_have_left_is_uncertain(name, certificate):
    good = KINDS[name].good()
    with SpoiltTlsServer(lambda r: b"" if r.method in {"PUT", "POST"} else good(r), certificate) as server:
        settings = DestinationSettings("there", name, server.url, authority=certificate / "cert.pem")
        made = DESTINATIONS[name](settings, SECRET, ELSEWHERE.open)
        assert made.deliver(KINDS[name].envelope) == Uncertain("cut off")


MEDIA_TYPES = ("text/xml", "application/json", "application/problem+json", "text/html", "")
PIECES = b'< > </ [ ] { } " : , token service_code code description message OpenRosaResponse &#0; \xff null 1e999 NaN'


@given(
    st.lists(st.sampled_from(PIECES.split()) | st.binary(max_size=5), max_size=30),
    st.sampled_from(MEDIA_TYPES),
    st.integers(100, 599),
)
def test_whatever_comes_back_can_be_read(pieces, media_type, status):
    answer = Answer(status, {"Content-Type": media_type}, b"".join(pieces), whole=True)
    read_refusal(status, answer.problem, None)
    assert isinstance(message(answer), str)
    found = records(answer)
    assert found is None or is_acceptance(found) in {True, False}
