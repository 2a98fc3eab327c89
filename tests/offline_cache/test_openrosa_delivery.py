import logging
from dataclasses import replace

import pytest

from kiosk.errors import ConfigError
from offline_cache.delivery.multipart import bodies, boundary
from offline_cache.delivery.openrosa import RULES, Means, OpenRosa
from offline_cache.delivery.outcome import Accepted, Held, Paused, Retry, Uncertain
from offline_cache.package import Package
from tests.offline_cache.elsewhere_rig import ELSEWHERE, SECRET, make_answers, make_settings, sealed
from tests.offline_cache.odk_server import Central, Kobo, may_send, parts_of, said
from tests.offline_cache.rig import FakeClock
from tests.offline_cache.servers import RESET, FakeServer, reply

ANSWERS = make_answers()
ENVELOPE = sealed(ANSWERS)
BODY = f"uuid:{ANSWERS.id}"


def deliver(answer, envelope=ENVELOPE, *, times=1, path="/v1/projects/1", **settings):
    with FakeServer(answer) as server:
        made = OpenRosa(make_settings(server.url + path, **settings), SECRET, ELSEWHERE.open, now=FakeClock())
        outcomes = [made.deliver(envelope) for _ in range(times)]
    return outcomes[-1], server.requests


def after_head(answer):
    """A server that lets us send, and then gives this answer."""
    return lambda request: may_send() if request.method == "HEAD" else answer


def test_central_is_asked_first_and_then_sent_the_instance():
    central = Central()
    outcome, (head, post) = deliver(central)
    assert outcome == Accepted(ENVELOPE.digest)
    assert (head.method, head.path) == ("HEAD", "/v1/projects/1/submission")
    assert (post.method, post.path) == ("POST", "/v1/projects/1/submission")
    assert {head.headers["x-openrosa-version"], post.headers["x-openrosa-version"]} == {"1.0"}
    assert central.rows == {BODY: ANSWERS.instance}


def test_a_repeat_has_the_same_bytes_and_is_one_row():
    central = Central()
    outcome, requests = deliver(central, sealed(make_answers(files=[b"a" * 500])), times=2)
    assert isinstance(outcome, Accepted)
    first, second = (r for r in requests if r.method == "POST")
    assert (first.body, first.headers["content-type"]) == (second.body, second.headers["content-type"])
    assert len(central.rows) == 1


def test_kobo_says_202_to_a_true_duplicate():
    kobo = Kobo()
    assert deliver(kobo)[0] == Accepted(ENVELOPE.digest)
    assert deliver(kobo)[0] == Accepted(ENVELOPE.digest)
    assert list(kobo.rows) == [BODY]


def test_attachments_are_split_by_what_the_server_takes():
    files = [b"a" * 3000, b"b" * 3000, b"c" * 3000]
    envelope = sealed(make_answers(files=files))
    central = Central(limit=8000)
    outcome, requests = deliver(central, envelope)
    assert outcome == Accepted(envelope.digest)
    posts = [parts_of(r) for r in requests if r.method == "POST"]
    assert [sorted(post) for post in posts] == [
        ["*isIncomplete*", "photo-1.jpg", "photo-2.jpg", "xml_submission_file"],
        ["photo-3.jpg", "xml_submission_file"],
    ]
    assert [central.files[BODY, f"photo-{n}.jpg"] for n in (1, 2, 3)] == files
    assert all(len(r.body) <= 8000 for r in requests)


def test_when_only_some_parts_arrived_it_is_uncertain():
    answers = iter([said(201, "ok"), said(503, "later")])
    envelope = sealed(make_answers(files=[b"a" * 3000, b"b" * 3000]))
    outcome, _ = deliver(lambda r: may_send(4500) if r.method == "HEAD" else next(answers), envelope)
    assert outcome == Uncertain("busy")


def test_one_file_too_large_for_any_request_is_held_and_nothing_is_sent():
    outcome, requests = deliver(Central(limit=2000), sealed(make_answers(files=[b"a" * 3000])))
    assert outcome == Held("too large")
    assert [r.method for r in requests] == ["HEAD"]


def test_a_boundary_is_in_none_of_the_files():
    package = Package.of(make_answers())
    spoilt = Package.of(make_answers(files=[boundary(package).encode()]))
    assert boundary(spoilt) != boundary(package)
    assert bodies(spoilt, 10_000)[0].count(boundary(spoilt).encode()) == 3


HTML = b"<html><title>Library Wi-Fi</title>Agree to the terms</html>"
NOT_ALLOWED = {
    "captive portal": reply(200, HTML, Content_Type="text/html"),
    "a portal that says 204": reply(204),
    "redirect": reply(302, Location="http://127.0.0.1:9/"),
    "a portal that forbids": reply(403, HTML, Content_Type="text/html"),
    "hang up": b"",
    "reset": RESET,
}


@pytest.mark.parametrize("case", NOT_ALLOWED)
def test_nothing_is_sent_unless_the_server_lets_us(case):
    outcome, requests = deliver(lambda _: NOT_ALLOWED[case])
    assert isinstance(outcome, Retry)
    assert [r.method for r in requests] == ["HEAD"]


ANSWERED = {
    "200 is never acceptance": (said(200, "ok"), Uncertain("status 200")),
    "created": (said(201, "ok"), Accepted(ENVELOPE.digest)),
    "a portal's 201": (reply(201, HTML, Content_Type="text/html"), Uncertain("status 201")),
    "201 without a word": (reply(201, X_OpenRosa_Version="1.0"), Uncertain("no proof")),
    "201 cut short": (
        said(201, "ok").replace(b"Content-Length: ", b"Content-Length: 9"),
        Uncertain("no proof"),
    ),
    "201 of another submission": (
        reply(
            201,
            b'<OpenRosaResponse xmlns="x"><submissionMetadata instanceID="uuid:other"/></OpenRosaResponse>',
        ),
        Uncertain("another submission"),
    ),
    "a document type": (
        reply(201, b'<!DOCTYPE a [<!ENTITY b "c">]><OpenRosaResponse>&b;</OpenRosaResponse>'),
        Uncertain("status 201"),
    ),
    "other XML": (said(409, "exists with this ID, but with different XML."), Held("other bytes")),
    "closed": (said(409, "This form is not currently accepting submissions."), Held("closed")),
    "no such form": (said(404, "Could not find the resource."), Held("no such form")),
    "Kobo does not take it here": (said(405, "Method not allowed"), Held("no such form")),
    "broken": (said(400, "The XML could not be parsed."), Held("not taken as it is")),
    "over quota": (said(402, "Quota"), Held("quota")),
    "being processed": (said(423, "Locked", Retry_After="3"), Retry("busy", 3.0)),
    "credential": (said(403, "no rights"), Paused("credential refused")),
    "Central's refusal before it speaks": (
        reply(401, b'{"message": "no", "code": 401.2}', Content_Type="application/json"),
        Paused("credential refused"),
    ),
    "busy": (said(503, "busy", Retry_After="9"), Retry("busy", 9.0)),
    "broken server": (said(500, "oh"), Uncertain("status 500")),
    "a portal's 404": (reply(404, HTML, Content_Type="text/html"), Retry("status 404 on the way", None)),
    "a gateway": (reply(502, HTML, Content_Type="text/html"), Uncertain("status 502")),
    "redirect": (reply(307, Location="http://127.0.0.1:9/"), Uncertain("status 307")),
    "reset": (RESET, Uncertain("cut off")),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_every_answer_has_its_line_in_the_table(case):
    answer, expected = ANSWERED[case]
    outcome, requests = deliver(after_head(answer))
    assert outcome == expected
    assert [r.method for r in requests] == ["HEAD", "POST"]


@pytest.mark.parametrize(
    ("answer", "times", "reason"),
    [
        (said(409, "This submission has been deleted. You may not resubmit it."), 2, "deleted there"),
        (said(400, "Data is possibly corrupted, try later"), 3, "spoilt on the way"),
    ],
)
def test_some_refusals_are_believed_only_after_a_few_tries(answer, times, reason):
    assert deliver(after_head(answer), times=times - 1)[0] == Uncertain(reason)
    assert deliver(after_head(answer), times=times)[0] == Held(reason)


def test_after_a_race_the_next_try_is_accepted():
    central = Central()
    answers = iter([said(409, "This submission has been deleted.")])
    outcome, _ = deliver(
        lambda r: central(r) if r.method == "HEAD" else next(answers, None) or central(r), times=2
    )
    assert outcome == Accepted(ENVELOPE.digest)


@pytest.mark.parametrize(
    ("stored", "readable", "expected"),
    [
        (ANSWERS.instance, True, Accepted(ENVELOPE.digest)),
        (b"<other/>", True, Held("closed, may have arrived")),
        (None, True, Held("closed, may have arrived")),
        (ANSWERS.instance, False, Held("closed, may have arrived")),
    ],
)
def test_a_form_closed_after_an_uncertain_attempt_is_looked_into(stored, readable, expected):
    central = Central(closed=True, readable=readable, rows={BODY: stored} if stored else {})
    outcome, requests = deliver(central, replace(ENVELOPE, again=True))
    assert outcome == expected
    assert requests[-1].path == f"/v1/projects/1/forms/blue-badge/submissions/{BODY}.xml"


def test_what_this_kiosk_cannot_open_is_held():
    other = ENVELOPE.__class__.of(ENVELOPE.data[:-1] + bytes([ENVELOPE.data[-1] ^ 1]))
    assert deliver(Central(), other)[0] == Held("cannot be opened")


def test_the_app_users_token_is_part_of_the_address_and_of_no_text(caplog):
    caplog.set_level(logging.DEBUG)
    settings = make_settings("http://127.0.0.1:9/v1/key/{secret}/projects/1", auth="url")
    made = OpenRosa(settings, SECRET, ELSEWHERE.open)
    assert made.deliver(ENVELOPE) == Retry("no connection")
    _, requests = deliver(Central(), path="/v1/key/{secret}/projects/1", auth="url")
    assert {r.path for r in requests} == {f"/v1/key/{SECRET}/projects/1/submission"}
    assert SECRET not in caplog.text + repr(settings) + repr(made) + repr(vars(settings))


@pytest.mark.parametrize(
    ("auth", "field"),
    [("basic", "Basic a2lvc2s6VG9rM24tdGhhdC1ub2JvZHktbWF5LXNlZQ=="), ("token", f"Token {SECRET}")],
)
def test_basic_and_token_go_with_every_request(auth, field):
    _, requests = deliver(Central(), auth=auth, user="kiosk")
    assert {r.headers["authorization"] for r in requests} == {field}


def test_digest_is_answered_and_the_password_never_sent():
    kobo = Kobo(password=SECRET)
    outcome, requests = deliver(kobo, auth="digest", user="kiosk")
    assert outcome == Accepted(ENVELOPE.digest)
    assert [r.method for r in requests] == ["HEAD", "HEAD", "POST"]
    assert all(SECRET not in str(r.headers) for r in requests)


def test_a_wrong_password_pauses_the_destination():
    outcome, requests = deliver(Kobo(password="another"), auth="digest", user="kiosk")
    assert outcome == Paused("credential refused")
    assert len(requests) == 2


def test_an_endless_refusal_is_read_only_so_far():
    def endless(_request):
        yield b'HTTP/1.1 401 No\r\nConnection: close\r\nWWW-Authenticate: Digest nonce="1"\r\n\r\n'
        while True:
            yield b"x" * 65536

    assert isinstance(deliver(endless, auth="digest", user="kiosk")[0], Retry)


def test_only_encryption_or_this_machine_is_a_way_for_credentials():
    with pytest.raises(ConfigError, match="begins with https://"):
        OpenRosa(make_settings("http://central.example/v1/projects/1"), SECRET, ELSEWHERE.open)


def test_the_table_has_no_line_that_is_never_reached():
    seen = []
    for rule in RULES:
        assert not any(e.status == rule.status and e.says in rule.says for e in seen), rule
        seen.append(rule)
    assert [rule.status for rule in RULES if rule.means is Means.ACCEPTED] == [201, 202]
