"""A call for a person is said to the council alone: nothing else on the way can say that somebody is coming (S1)."""

import json

import pytest

from kiosk.calling import Call, Heard, Kind
from offline_cache.calls import DeskLine
from offline_cache.delivery.exchange import Line
from tests.offline_cache.servers import RESET, FakeServer, problem, reply

ID = "5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab"
CALL = Call(ID, Kind.ALONE, "By the lifts", "blue-badge", "asking", urgent=True)
KNOWN = {"id": ID, "seen": True, "answered": True, "done": False}


def said(answer):
    with FakeServer(lambda _request: answer) as server:
        heard = DeskLine(server.url, "token", Line(read_timeout=5.0)).say(CALL)
        return heard, server.requests


def as_json(found, status=200):
    return reply(status, json.dumps(found).encode(), Content_Type="application/json")


@pytest.mark.parametrize("status", [200, 201])
def test_it_says_where_and_hears_what_the_desk_knows(status):
    heard, requests = said(as_json(KNOWN, status))
    assert heard == Heard(seen=True, answered=True, done=False)
    (request,) = requests
    assert (request.method, request.path) == ("PUT", f"/v1/help-calls/{ID}")
    told = {"kind": "alone", "place": "By the lifts", "service": "blue-badge", "stage": "asking"}
    assert json.loads(request.body) == told | {"urgent": True, "ended": None}


@pytest.mark.parametrize(
    "answer",
    [
        RESET,
        reply(200, b"<h1>Welcome to our free network</h1>", Content_Type="text/html"),
        as_json(KNOWN | {"id": "another"}),
        as_json(KNOWN, 302),
        as_json([KNOWN]),
        problem(429, "too-much", Retry_After="5"),
        problem(401, "credential-refused"),
        reply(404),
    ],
)
def test_whatever_else_answers_is_nobody(answer):
    assert said(answer)[0] is None


def test_what_it_does_not_know_it_does_not_say():
    assert said(as_json({"id": ID, "answered": "yes"}))[0] == Heard(seen=False, answered=False, done=False)
