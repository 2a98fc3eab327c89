"""What holds for every answer, and the document that describes them."""

import logging

import pytest


def test_every_answer_has_its_headers(council):
    for path in ("/inbox", "/v1/inbox", "/nothing", "/healthz", "/openapi.json", "/inbox/nothing"):
        headers = council.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (("GET", "/nothing"), (404, "not-found")),
        (("GET", "/docs"), (404, "not-found")),
        (("POST", "/v1/inbox"), (405, "method-not-allowed")),
        (("DELETE", "/v1/submissions/x"), (405, "method-not-allowed")),
    ],
)
def test_what_the_framework_refuses_is_a_problem_document_too(council, problem, request_, expected):
    answer = council.client.request(*request_)
    assert (answer.status_code, problem(answer)) == expected


def test_the_bare_address_leads_to_the_inbox(council):
    answer = council.client.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/inbox")


def test_a_monitor_is_told_that_all_is_well(council):
    assert council.client.get("/healthz").json() == {"status": "ok"}


def test_a_defect_is_answered_and_logged_without_its_words(council, problem, caplog, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("Ada Lovelace")

    monkeypatch.setattr("council_api.submissions.read", broken)
    submission = council.submission()
    with caplog.at_level(logging.DEBUG):
        answer = council.put(submission.id, council.sealed(submission))
    assert (answer.status_code, problem(answer)) == (500, "broken")
    assert "event event-1: RuntimeError at test_council_app.py:" in caplog.text
    for words in ("Lovelace", council.token, submission.reference):
        assert words not in caplog.text
        assert words not in answer.text


def test_the_document_describes_every_answer(council):
    document = council.client.get("/openapi.json").json()
    assert set(document["paths"]) == {
        "/v1/submissions",
        "/v1/submissions/{submission_id}",
        "/v1/submissions/{submission_id}/attachments/{number}",
        "/v1/help-calls/{call_id}",
        "/v1/events",
        "/v1/saved-visits/{visit_id}",
        "/v1/bundle",
        "/v1/enrolments",
        "/v1/enrolments/authority",
        "/v1/figures",
        "/v1/heartbeat",
        "/v1/releases/{kind}",
        "/v1/releases/{kind}/{file}",
        "/v1/inbox",
        "/v1/inbox/{submission_id}",
        "/v1/inbox/{submission_id}/attachments/{number}",
        "/healthz",
        "/metrics",
    }
    put = document["paths"]["/v1/submissions/{submission_id}"]["put"]
    assert put["security"] == [{"kiosk": []}]
    assert set(put["requestBody"]["content"]) == {"application/vnd.handrail.envelope"}
    assert set(put["responses"]) == {
        "200",
        "201",
        "400",
        "401",
        "408",
        "409",
        "413",
        "415",
        "422",
        "429",
        "503",
    }
    for status, described in put["responses"].items():
        kind = "application/json" if status < "300" else "application/problem+json"
        assert set(described["content"]) == {kind}
    assert document["paths"]["/v1/inbox"]["get"]["security"] == [{"council": []}]


def test_everything_that_the_document_refers_to_is_in_it(council):
    text = council.client.get("/openapi.json").text
    document = council.client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    for name in schemas:
        if name not in {"Acceptance", "Inbox", "OpenedSubmission", "Healthy"}:
            assert text.count(f"#/components/schemas/{name}") >= 1
    referred = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert referred <= set(schemas)
    assert set(document["components"]["securitySchemes"]) == {"kiosk", "council", "monitor"}
