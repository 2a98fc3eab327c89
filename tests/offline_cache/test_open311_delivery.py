from dataclasses import replace

import pytest

from offline_cache.delivery.open311 import LOOKS, Open311
from offline_cache.delivery.outcome import Accepted, Held, Paused, Retry, Uncertain
from tests.offline_cache.elsewhere_rig import ELSEWHERE, SECRET, make_answers, make_settings, sealed
from tests.offline_cache.open311_server import Open311Server, as_json, as_xml, refusal, told_of
from tests.offline_cache.rig import FakeClock
from tests.offline_cache.servers import RESET, FakeServer, reply

ANSWERS = make_answers(kind="open311", answer="A hole & a half")
ENVELOPE = sealed(ANSWERS)
AGAIN = replace(ENVELOPE, again=True)
HTML = b"<html><title>Library Wi-Fi</title>Agree to the terms</html>"


def deliver(answer, envelope=ENVELOPE, *, times=1, **settings):
    with FakeServer(answer) as server:
        fields = make_settings(server.url + "/v2", "open311", **settings)
        made = Open311(fields, SECRET if fields.auth == "key" else "", ELSEWHERE.open, now=FakeClock())
        outcomes = [made.deliver(envelope) for _ in range(times)]
    return outcomes[-1], server.requests


@pytest.mark.parametrize("kind", ["json", "xml"])
@pytest.mark.parametrize("token", [True, False])
def test_a_number_or_a_token_for_our_report_is_acceptance(kind, token):
    server = Open311Server(key=SECRET, token=token)
    outcome, (services, post) = deliver(server, format=kind, auth="key", jurisdiction="merrow.example")
    assert outcome == Accepted(ENVELOPE.digest)
    assert services.path == f"/v2/services.{kind}?jurisdiction_id=merrow.example"
    assert (post.method, post.path) == ("POST", f"/v2/requests.{kind}")
    assert told_of(post) == [
        ("service_code", "pothole"),
        ("address_string", "1 High Street"),
        ("description", f"A hole & a half\n\nReference: {ANSWERS.reference}"),
        ("attribute[kiosk_reference]", ANSWERS.reference),
        ("jurisdiction_id", "merrow.example"),
        ("api_key", SECRET),
    ]


def test_names_and_choices_of_the_form_go_back_to_those_of_the_service():
    attributes = "<attribute><SIZE-CM-1>big-one</SIZE-CM-1><seen>a b-c</seen><note>n</note></attribute>"
    xml = ANSWERS.instance.replace(b"<first_name/>", attributes.encode())
    _, requests = deliver(Open311Server(), sealed(replace(ANSWERS, instance=xml)))
    assert [pair for pair in told_of(requests[-1]) if pair[0].startswith("attribute")] == [
        ("attribute[SIZE/CM 1]", "big one"),
        ("attribute[seen][]", "a"),
        ("attribute[seen][]", "b c"),
        ("attribute[note]", "n"),
        ("attribute[kiosk_reference]", ANSWERS.reference),
    ]


def test_two_reports_would_be_two_so_an_ambiguous_one_is_looked_up_and_never_sent_again():
    server = Open311Server(swallow=True)
    assert deliver(server)[0] == Uncertain("cut off")
    outcome, requests = deliver(server, AGAIN, jurisdiction="merrow.example")
    assert outcome == Accepted(ENVELOPE.digest)
    assert [r.method for r in requests] == ["GET"]
    assert len(server.reports) == 1
    assert server.queries == [
        {
            "service_code": ["pothole"],
            "start_date": ["2026-11-19T10:30:00Z"],
            "end_date": ["2027-01-17T08:00:00Z"],
            "jurisdiction_id": ["merrow.example"],
        }
    ]
    assert ANSWERS.reference not in requests[0].path


def test_what_is_not_found_is_looked_for_a_few_times_and_then_held():
    server = Open311Server(hide=True)
    assert deliver(server, AGAIN, times=LOOKS - 1)[0] == Uncertain("not found yet")
    assert deliver(server, AGAIN, times=LOOKS)[0] == Held("not found there")
    assert server.reports == []


@pytest.mark.parametrize("answer", [RESET, b"", reply(200, HTML, Content_Type="text/html"), reply(502, HTML)])
def test_while_it_cannot_be_asked_it_stays_uncertain(answer):
    outcome, requests = deliver(lambda _: answer, AGAIN, times=LOOKS + 1)
    assert isinstance(outcome, Uncertain)
    assert {r.method for r in requests} == {"GET"}


def test_a_server_that_shows_no_reports_makes_it_held():
    assert deliver(lambda _: refusal(404), AGAIN)[0] == Held("cannot be looked up")


def test_an_attribute_names_us_too():
    listed = [{"service_request_id": "1", "extended_attributes": {"kiosk_reference": ANSWERS.reference}}]
    assert deliver(lambda _: as_json(listed), AGAIN)[0] == Accepted(ENVELOPE.digest)


def test_another_report_that_speaks_of_ours_is_not_ours():
    spoken = f"I wrote before. Reference: {ANSWERS.reference}\n\nReference: BBBBBBBBB"
    listed = [{"service_request_id": "1", "description": spoken}]
    assert deliver(lambda _: as_json(listed), AGAIN, times=LOOKS)[0] == Held("not found there")


NOT_ALLOWED = {
    "captive portal": reply(200, HTML, Content_Type="text/html"),
    "an empty list": as_json([]),
    "redirect": reply(302, Location="http://127.0.0.1:9/"),
    "reset": RESET,
    "cut short": as_json([{"service_code": "pothole"}]).replace(b"Length: ", b"Length: 9"),
}


@pytest.mark.parametrize("case", NOT_ALLOWED)
def test_nothing_is_sent_to_what_does_not_list_its_services(case):
    outcome, requests = deliver(lambda _: NOT_ALLOWED[case])
    assert isinstance(outcome, Retry)
    assert {r.method for r in requests} == {"GET"}


ANSWERED = {
    "200 with a number": (as_json([{"service_request_id": 7}]), Accepted(ENVELOPE.digest)),
    "201 as FixMyStreet says it": (as_json([{"service_request_id": "7"}], 201), Accepted(ENVELOPE.digest)),
    "in an object": (as_json({"service_requests": [{"token": "x"}]}), Accepted(ENVELOPE.digest)),
    "in XML": (
        as_xml("service_requests", "request", [{"service_request_id": 7}]),
        Accepted(ENVELOPE.digest),
    ),
    "no number": (as_json([{"service_request_id": ""}]), Uncertain("no proof")),
    "a number that is none": (as_json([{"service_request_id": None, "token": True}]), Uncertain("no proof")),
    "two numbers": (as_json([{"token": "x"}, {"token": "y"}]), Uncertain("no proof")),
    "captive portal": (reply(200, HTML, Content_Type="text/html"), Uncertain("no proof")),
    "cut short": (as_json([{"token": "x"}]).replace(b"Length: ", b"Length: 9"), Uncertain("no proof")),
    "a document type": (
        reply(200, b'<!DOCTYPE a [<!ENTITY b "c">]><service_requests/>', Content_Type="text/xml"),
        Uncertain("no proof"),
    ),
    "its system is down": (refusal(400), Uncertain("refused, or its system is down")),
    "credential": (refusal(403), Paused("credential refused")),
    "credential, from a portal": (reply(403, HTML, Content_Type="text/html"), Uncertain("status 403")),
    "no such service": (refusal(404), Held("no such service")),
    "busy": (refusal(503), Uncertain("status 503")),
    "too many": (refusal(429), Uncertain("status 429")),
    "redirect": (reply(307, Location="http://127.0.0.1:9/"), Uncertain("status 307")),
    "reset": (RESET, Uncertain("cut off")),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_every_answer_has_its_line_in_the_table(case):
    answer, expected = ANSWERED[case]
    server = Open311Server()
    outcome, requests = deliver(lambda r: answer if r.method == "POST" else server(r))
    assert outcome == expected
    assert [r.method for r in requests] == ["GET", "POST"]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (replace(ANSWERS, instance=b"<data><other>1</other></data>"), "cannot be told"),
        (make_answers(kind="open311", answer="x" * 4000), "too large"),
        (make_answers(kind="open311", files=[b"photo"]), "has files"),
    ],
)
def test_what_a_report_cannot_tell_is_held_and_never_cut(answers, reason):
    outcome, requests = deliver(Open311Server(), sealed(answers))
    assert outcome == Held(reason)
    assert {r.method for r in requests} <= {"GET"}
