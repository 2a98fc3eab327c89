import itertools
import socket

import pytest

from kiosk.errors import ConfigError
from kiosk.submission import MEDIA_TYPE
from offline_cache.delivery.council import Council, digest_of
from offline_cache.delivery.exchange import MAX_REPLY, MAX_WAIT, checked, retry_after
from offline_cache.delivery.outcome import Accepted, Held, Paused, Retry, Uncertain
from offline_cache.sealing import seal
from tests.offline_cache.rig import FakeClock, make_private, make_submission, public_of
from tests.offline_cache.servers import RESET, FakeServer, problem, proof, reply

ENVELOPE = seal(make_submission(), public_of(make_private()))
HTML = b"<html><title>Library Wi-Fi</title>Agree to the terms</html>"
DATE = "Sat, 21 Nov 2026 10:00:00 GMT"
LATER = "Sat, 21 Nov 2026 10:02:00 GMT"


def deliver(answer, **options):
    with FakeServer(answer) as server:
        outcome = Council(server.url, "secret-token", now=FakeClock(), **options).deliver(ENVELOPE)
    return outcome, server.requests


@pytest.mark.parametrize("status", [200, 201])
def test_acceptance_is_our_digest_echoed(status):
    outcome, requests = deliver(lambda r: reply(status, b"{}", **proof(r.digest)))
    assert outcome == Accepted(ENVELOPE.digest)
    (request,) = requests
    assert (request.method, request.path) == ("PUT", f"/v1/submissions/{ENVELOPE.header.id}")
    assert request.body == ENVELOPE.data
    assert request.headers["content-type"] == MEDIA_TYPE
    assert request.headers["authorization"] == "Bearer secret-token"
    assert request.headers["idempotency-key"] == f'"{ENVELOPE.header.id}"'
    assert digest_of(request.headers["repr-digest"]) == ENVELOPE.digest


def test_a_mirror_has_stored_nothing():
    """What we sent comes back: every field of the request, and its body."""
    outcome, _ = deliver(lambda r: reply(200, r.body, Repr_Digest=r.headers["repr-digest"]))
    assert outcome == Uncertain("no entity tag")


def cut_after_the_head(request):
    return reply(201, b"{}", **proof(request.digest)).replace(b"Length: 2", b"Length: 900")


def test_a_proof_counts_although_the_rest_of_the_reply_is_lost():
    assert deliver(cut_after_the_head)[0] == Accepted(ENVELOPE.digest)


ENDLESS = itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"x" * 65536))
ENDLESS_FIELD = itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], itertools.repeat(b"x" * 65536))

CASES = {
    "captive portal": (reply(200, HTML, Content_Type="text/html"), Uncertain("no digest")),
    "captive portal that redirects": (
        reply(302, b"", Location="http://127.0.0.1:9/login"),
        Uncertain("status 302"),
    ),
    "redirect that keeps the method": (
        reply(307, b"", Location="http://127.0.0.1:9/v1"),
        Uncertain("status 307"),
    ),
    "other digest": (reply(201, b"{}", **proof(b"\0" * 32)), Uncertain("other digest")),
    "digest that is none": (reply(201, b"{}", Repr_Digest="sha-256=:AAAA:"), Uncertain("no digest")),
    "no content": (reply(204), Uncertain("status 204")),
    "hang up before a word": (b"", Uncertain("cut off")),
    "hang up within the head": (b"HTTP/1.1 201 Crea", Uncertain("no digest")),
    "no HTTP at all": (b"220 mail.example ESMTP\r\n", Uncertain("cut off")),
    "reset": (RESET, Uncertain("cut off")),
    "truncated body": (
        b"HTTP/1.1 503 Busy\r\nContent-Length: 900\r\n\r\n{",
        Retry("status 503"),
    ),
    "broken chunks": (
        b"HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        Retry("status 503"),
    ),
    "endless body": (ENDLESS, Uncertain("no digest")),
    "endless head": (ENDLESS_FIELD, Uncertain("cut off")),
    "busy": (problem(503, "busy", Retry_After="17"), Retry("busy", 17.0, appointed=True)),
    "too much": (problem(429, "too-much", Retry_After="60"), Retry("too-much", 60.0, appointed=True)),
    "busy proxy": (reply(503, HTML, Retry_After="17"), Retry("status 503", 17.0)),
    "busy until a date": (reply(429, b"", Date=DATE, Retry_After=LATER), Retry("status 429", 120.0)),
    "broken server": (problem(500, "broken"), Uncertain("status 500")),
    "gateway": (reply(502, HTML), Uncertain("status 502")),
    "unknown credential": (problem(401, "credential-refused"), Paused("credential-refused")),
    "forbidden": (problem(403), Paused("status 403")),
    "forbidden by a portal": (reply(403, HTML), Retry("status 403 on the way")),
    "other bytes": (problem(422, "other-bytes"), Held("other-bytes")),
    "no such form": (problem(410), Held("status 410")),
    "too large": (problem(413, "too-large"), Held("too-large")),
    "a portal's 404": (reply(404, HTML), Retry("status 404 on the way")),
    "a problem that is a list": (
        reply(422, b"[]", Content_Type="application/problem+json"),
        Retry("status 422 on the way"),
    ),
    "a problem that is no JSON": (
        reply(422, b"{" * 50_000, Content_Type="application/problem+json"),
        Retry("status 422 on the way"),
    ),
    "a type says more than a status": (
        problem(400, "busy", Retry_After="3"),
        Retry("busy", 3.0, appointed=True),
    ),
    "being stored": (problem(409, "", Retry_After="2"), Uncertain("status 409", 2.0)),
}


@pytest.mark.parametrize("case", CASES)
def test_nothing_else_is_acceptance(case):
    """Invariant 9: a redirect is followed as little as any other answer is believed."""
    answer, expected = CASES[case]
    outcome, requests = deliver(lambda _: answer)
    assert outcome == expected
    assert len(requests) == 1


def test_an_endless_reply_is_read_only_so_far():
    given = []

    def pieces(_request):
        yield b"HTTP/1.1 500 Broken\r\n\r\n"
        while True:
            given.append(MAX_REPLY)
            yield b"x" * MAX_REPLY

    assert deliver(pieces)[0] == Uncertain("status 500")
    assert sum(given) < 256 * MAX_REPLY  # what the loopback's own buffers take in is beyond us


def test_a_server_that_never_answers_is_uncertain():
    silence = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{silence.getsockname()[1]}"
    council = Council(url, "t", read_timeout=0.01)
    assert council.deliver(ENVELOPE) == Uncertain("cut off")
    silence.close()


def test_nobody_there_is_a_retry():
    closed = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    closed.close()
    assert Council(url, "t").deliver(ENVELOPE) == Retry("no connection")


def test_no_such_name_is_a_retry():
    assert Council("https://council.invalid", "t").deliver(ENVELOPE) == Retry("no connection")


def test_a_certificate_that_is_none_is_a_retry():
    with FakeServer(lambda _: b"") as server:
        outcome = Council(server.url.replace("http:", "https:"), "t").deliver(ENVELOPE)
    assert outcome == Retry("no connection")
    assert server.requests == []


def test_nothing_is_taken_from_the_environment(monkeypatch, tmp_path):
    """Invariant 9."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    outcome, requests = deliver(lambda r: reply(201, b"{}", **proof(r.digest)))
    assert outcome == Accepted(ENVELOPE.digest)
    assert requests[0].headers["authorization"] == "Bearer secret-token"


def test_a_proxy_is_used_when_it_was_configured():
    with FakeServer(lambda r: reply(201, b"{}", **proof(r.digest))) as proxy:
        outcome = Council("http://localhost:9", "t", proxy=proxy.url).deliver(ENVELOPE)
    assert outcome == Accepted(ENVELOPE.digest)
    assert proxy.requests[0].path == f"http://localhost:9/v1/submissions/{ENVELOPE.header.id}"


def test_no_cookie_of_a_portal_is_kept():
    with FakeServer(lambda _: reply(200, HTML, Set_Cookie="seen=you; Path=/")) as server:
        council = Council(server.url, "t")
        council.deliver(ENVELOPE)
        council.deliver(ENVELOPE)
    assert ["cookie" in request.headers for request in server.requests] == [False, False]


def test_no_text_of_a_server_is_kept():
    outcome, _ = deliver(
        lambda _: reply(
            422, b'{"type": "urn:handrail:problem:<b>x"}', Content_Type="application/problem+json"
        )
    )
    assert outcome == Held("status 422")


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("0", "", 0.0),
        (" 120 ", "", 120.0),
        ("999999999", "", MAX_WAIT),
        ("9" * 400, "", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("", "", None),
        ("soon", "", None),
        (LATER, DATE, 120.0),
        (DATE, LATER, 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DATE, MAX_WAIT),
        ("Sat, 99 Nov 2026 10:00:00 GMT", DATE, None),
        (LATER, "rubbish", 60.0),
    ],
)
def test_retry_after_is_seconds_or_a_date_by_the_servers_clock(value, date, seconds):
    assert retry_after(value, date, 1795255260.0) == seconds


@pytest.mark.parametrize(
    ("field", "size"),
    [
        ("", 0),
        ("sha-512=:AAAA:", 0),
        (f"sha-512=:AA==:, {proof(b'1' * 32)['Repr_Digest']}", 32),
        (f"x-{proof(b'1' * 32)['Repr_Digest']}", 0),
    ],
)
def test_the_digest_field_is_read_strictly(field, size):
    assert len(digest_of(field)) == size


@pytest.mark.parametrize("url", ["http://council.example", "council.example", "", "ftp://x", "https://"])
def test_an_address_that_would_send_the_credential_in_the_clear_is_refused(url):
    with pytest.raises(ConfigError, match="begins with https://"):
        checked(url)


@pytest.mark.parametrize(
    ("answer", "there"),
    [
        (reply(200, b'{"status":"ok"}', Content_Type="application/json"), True),
        (reply(200, HTML, Content_Type="text/html"), False),
        (reply(302, Location="http://127.0.0.1:1/"), False),
        (reply(503, b"{}", Content_Type="application/json"), False),
        (RESET, False),
    ],
)
def test_the_council_is_there_when_its_own_health_page_answers(answer, there):
    with FakeServer(lambda _: answer) as server:
        assert Council(server.url, "secret-token").reachable() is there
    assert server.requests[0].path == "/healthz"


def test_a_council_that_is_away_is_not_there():
    assert not Council("http://127.0.0.1:9", "secret-token").reachable()
