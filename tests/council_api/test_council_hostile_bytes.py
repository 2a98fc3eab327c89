"""Whatever is sent: no defect, and nothing is stored but what a kiosk sealed (promise 5)."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from council_api.tables import submission as table
from kiosk.submission import MEDIA_TYPE

FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@pytest.fixture
def database():
    """SQLite: what is refused here is refused before any database is asked."""


def rows(council):
    with council.parts.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@FUZZ
@given(data=st.data())
def test_no_mutation_of_an_envelope_is_accepted(council, data):
    submission = council.submission()
    envelope = bytearray(council.sealed(submission))
    before = bytes(envelope)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(envelope)))
        cut = data.draw(st.integers(0, 40))
        envelope[at : at + cut] = data.draw(st.binary(max_size=40))
    answer = council.put(submission.id, bytes(envelope))
    expected = {201} if bytes(envelope) == before else {422}
    assert answer.status_code in expected


@FUZZ
@given(line=st.binary(max_size=300), rest=st.binary(max_size=100))
def test_no_bytes_cause_a_defect(council, line, rest):
    assert council.put("x", line + b"\n" + rest).status_code == 422
    assert rows(council) == 0


@FUZZ
@given(
    fields=st.dictionaries(st.sampled_from(["id", "form_id", "form_version", "key_id", "suite"]), st.text())
)
def test_no_header_causes_a_defect(council, fields):
    submission = council.submission()
    known = {k: fields[k] for k in ("form_id", "form_version", "key_id", "suite") if k in fields}
    line = council.header(submission, **known).line()
    assert council.put(submission.id, line + b"\n" + b"x" * 80).status_code == 422


@pytest.mark.parametrize("chunks", [[], [b"half"]])
def test_a_sender_that_is_cut_off_leaves_nothing(council, caplog, chunks):
    submission = council.submission()
    messages = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    messages.append({"type": "http.disconnect"})
    headers = {
        "authorization": f"Bearer {council.token}",
        "content-type": MEDIA_TYPE,
        "content-length": "9999",
    }
    scope = {
        "type": "http",
        "method": "PUT",
        "path": f"/v1/submissions/{submission.id}",
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
    }
    answers = []

    async def receive():
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message):
        answers.append(message)

    asyncio.run(council.client.app(scope, receive, send))
    assert answers[0]["status"] == 400
    assert rows(council) == 0
    assert caplog.text == ""
