"""Many in one request to the council: each is acceptance by its own line alone, with the digest of its own bytes."""

import itertools
import random
from dataclasses import replace

import pytest

from kiosk import parcel
from kiosk.parcel import ANSWERS, MAX_PARCEL, Word, unpack
from offline_cache.delivery.council import PROBLEM, SINGLY, Council
from offline_cache.delivery.exchange import MAX_REPLY, MAX_WAIT
from offline_cache.delivery.outcome import Accepted, Held, Paused, Retry, Uncertain
from offline_cache.sealing import seal
from tests.faults.wire import spoil
from tests.offline_cache.rig import FakeClock, make_private, make_submission, public_of
from tests.offline_cache.servers import RESET, FakeServer, problem, proof, reply

KEY = public_of(make_private())
ENVELOPES = [seal(make_submission(number), KEY) for number in range(1, 5)]
HTML = b"<html><title>Library Wi-Fi</title>Agree to the terms</html>"
ALL = [Accepted(one.digest) for one in ENVELOPES]


def accepted(envelope):
    return Word(envelope.header.id, 201, envelope.digest.hex())


def lines(*words, status=200):
    body = b"".join(word.line() for word in words)
    return reply(status, body, Content_Type=ANSWERS)


WORDS = [accepted(one) for one in ENVELOPES]
GOOD = lines(*WORDS)


def deliver(answer, **options):
    with FakeServer(lambda _: answer) as server:
        outcomes = Council(server.url, "secret-token", now=FakeClock(), **options).deliver_together(ENVELOPES)
    return outcomes, server.requests


def test_all_go_in_one_request_and_each_is_accepted_by_its_line():
    envelopes = [replace(one, sent=n, waiting=9 - n) for n, one in enumerate(ENVELOPES)]
    with FakeServer(lambda _: GOOD) as server:
        assert Council(server.url, "secret-token").deliver_together(envelopes) == ALL
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/submissions")
    assert unpack(request.body) == [one.data for one in ENVELOPES]
    assert request.headers["content-type"] == parcel.MEDIA_TYPE
    assert request.headers["authorization"] == "Bearer secret-token"
    assert request.headers["handrail-queue"] == "sent=0, waiting=9"


def other(number, **changes):
    return [replace(word, **changes) if n == number else word for n, word in enumerate(WORDS)]


def expected(number, outcome):
    return [outcome if n == number else one for n, one in enumerate(ALL)]


def refused(status, name, **more):
    return {"status": status, "type": PROBLEM + name, **more}


LINES = {
    "a repeat": ({"status": 200}, ALL[1]),
    "other digest": ({"digest": "00" * 32}, Uncertain("other digest")),
    "no digest": ({"digest": ""}, Uncertain("other digest")),
    "another one's digest": ({"digest": WORDS[2].digest}, Uncertain("other digest")),
    "another one's id": ({"id": WORDS[2].id}, Uncertain("no answer")),
    "accepted without an id": ({"id": ""}, Uncertain("no answer")),
    "refused, but other bytes": (refused(422, "other-bytes", digest="00" * 32), Uncertain("other digest")),
    "refused": (refused(422, "other-bytes"), Held("other-bytes")),
    "refused without an id": (refused(422, "not-an-envelope", id=""), Held("not-an-envelope")),
    "a refusal that is unknown": (refused(422, "newer"), Held("status 422")),
    "too much": (refused(429, "too-much", retry_after=60), Retry("too-much", 60.0, appointed=True)),
    "too long a wait": (
        refused(429, "too-much", retry_after=10**9),
        Retry("too-much", MAX_WAIT, appointed=True),
    ),
    "revoked": (refused(401, "credential-refused"), Paused("credential-refused")),
    "a defect": (refused(500, "broken"), Uncertain("status 500")),
    "neither yes nor no": ({"status": 302}, Uncertain("status 302")),
}


@pytest.mark.parametrize("case", LINES)
def test_a_line_says_something_of_its_own_envelope_alone(case):
    changes, outcome = LINES[case]
    assert deliver(lines(*other(1, **changes)))[0] == expected(1, outcome)


UNSAID = Uncertain("no answer")
ENDLESS = itertools.chain(
    [b"HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\n\r\n"], itertools.repeat(b"x" * 65536)
)

ANSWERED = {
    "captive portal": (reply(200, HTML, Content_Type="text/html"), Uncertain("status 200")),
    "a mirror": (reply(200, b"junk", Content_Type=parcel.MEDIA_TYPE), Uncertain("status 200")),
    "created": (lines(*WORDS, status=201), Uncertain("status 201")),
    "redirect": (reply(307, b"", Location="http://127.0.0.1:9/v1"), Uncertain("status 307")),
    "no content": (reply(204), Uncertain("status 204")),
    "no lines": (lines(), UNSAID),
    "lines of something else": (reply(200, HTML + b"\n" * 9, Content_Type=ANSWERS), UNSAID),
    "endless line": (ENDLESS, UNSAID),
    "hang up before a word": (b"", Uncertain("cut off")),
    "reset": (RESET, Uncertain("cut off")),
    "no HTTP at all": (b"220 mail.example ESMTP\r\n", Uncertain("cut off")),
    "broken server": (problem(500, "broken"), Uncertain("status 500")),
    "gateway": (reply(502, HTML), Uncertain("status 502")),
    "busy": (problem(503, "busy", Retry_After="17"), Retry("busy", 17.0, appointed=True)),
    "busy proxy": (reply(503, HTML, Retry_After="17"), Retry("status 503", 17.0)),
    "too much": (problem(429, "too-much", Retry_After="60"), Retry("too-much", 60.0, appointed=True)),
    "unknown credential": (problem(401, "credential-refused"), Paused("credential-refused")),
    "a portal's 401": (reply(401, HTML), Retry("status 401 on the way")),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_nothing_else_is_acceptance_of_any(case):
    """Invariant 9."""
    answer, outcome = ANSWERED[case]
    outcomes, requests = deliver(answer)
    assert outcomes == [outcome] * len(ENVELOPES)
    assert len(requests) == 1


REFUSED = {
    "an older council": problem(404, "not-found"),
    "another method": problem(405, "method-not-allowed"),
    "a portal's 404": reply(404, HTML),
    "a proxy's limit": reply(413, HTML),
    "too large": problem(413, "too-large"),
    "another type": problem(415, "media-type"),
    "not understood": problem(422, "not-a-parcel"),
    "spoilt on the way": problem(400, "changed-on-the-way"),
    "forbidden": problem(403),
    "what is said of one alone": problem(503, "cannot-open"),
    "what is said of files": problem(500, "attachments-missing"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_as_a_parcel_goes_one_by_one_for_a_while(case):
    """None is held for it: each by itself may well be taken."""
    with FakeServer(
        lambda r: REFUSED[case] if r.method == "POST" else reply(201, b"{}", **proof(r.digest))
    ) as server:
        council = Council(server.url, "secret-token")
        assert [council.deliver_together(ENVELOPES) for _ in range(1 + SINGLY)] == [None] * (1 + SINGLY)
        assert [request.method for request in server.requests] == ["POST"]
        assert council.deliver(ENVELOPES[0]) == ALL[0]
        council.deliver_together(ENVELOPES)
    assert [request.method for request in server.requests] == ["POST", "PUT", "POST"]


def test_when_parcels_are_not_answered_the_next_go_one_by_one():
    """Somebody on the way may be unable to bear them."""
    with FakeServer(lambda r: RESET) as server:
        council = Council(server.url, "secret-token")
        assert council.deliver_together(ENVELOPES) == [Uncertain("cut off")] * len(ENVELOPES)
        assert council.deliver_together(ENVELOPES) is None


@pytest.mark.parametrize(
    "answer", [problem(503, "busy", Retry_After="1"), problem(401, "credential-refused")]
)
def test_a_council_that_is_busy_is_sent_a_parcel_again(answer):
    with FakeServer(lambda r: answer) as server:
        council = Council(server.url, "secret-token")
        assert None not in (council.deliver_together(ENVELOPES), council.deliver_together(ENVELOPES))


def test_nobody_there_is_a_retry_of_each():
    outcomes = Council("http://127.0.0.1:9", "t").deliver_together(ENVELOPES)
    assert outcomes == [Retry("no connection")] * len(ENVELOPES)


def test_what_is_large_gains_nothing_by_sharing():
    large = [replace(one, data=bytes(MAX_PARCEL // 2)) for one in ENVELOPES[:2]]
    with FakeServer(lambda r: GOOD) as server:
        assert Council(server.url, "t").deliver_together(large) is None
    assert server.requests == []


@pytest.mark.parametrize("cut", range(0, len(GOOD) + 1, 23))
def test_an_answer_that_is_cut_off_proves_those_whose_lines_came(cut):
    came = GOOD[:cut].partition(b"\r\n\r\n")[2].count(b"\n")
    outcomes, _ = deliver(GOOD[:cut])
    assert outcomes[:came] == ALL[:came]
    assert all(isinstance(one, Uncertain) for one in outcomes[came:])


@pytest.mark.parametrize("seed", range(40))
def test_a_spoilt_answer_is_acceptance_only_where_the_proof_is_whole(seed):
    dice = random.Random(seed)
    _, said = spoil(GOOD, dice)
    outcomes, _ = deliver(said, read_timeout=0.5)
    for envelope, outcome in zip(ENVELOPES, outcomes or (), strict=False):
        if isinstance(outcome, Accepted):
            assert envelope.digest.hex().encode() in said
            assert envelope.header.id.encode() in said


def test_no_more_is_read_than_the_longest_good_answer():
    assert len(Word("x" * 36, 429, "x" * 64, PROBLEM + "x" * 40, 10**9).line()) * parcel.MOST < MAX_REPLY
