"""What monitors are told: whether it is well, and true numbers, of nobody in particular."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from starlette.testclient import TestClient

from council_api import kiosks
from council_api.app import create_app
from council_api.cli import main
from council_api.health import Health
from council_api.upkeep import Upkeep
from kiosk.submission import MEDIA_TYPE
from tests.council_api.test_council_attachments import LETTER, send

TOKEN = {"Authorization": "Bearer for-monitors"}


def numbers(said):
    """Every sample, by its name and labels: "what" before "outcome"."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items(), reverse=True))): sample.value
        for family in text_string_to_metric_families(said)
        for sample in family.samples
    }


def told(council):
    answer = council.client.get("/metrics", headers=TOKEN)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return numbers(answer.text)


def test_what_came_is_counted_by_what_became_of_it(council):
    whole = council.submission()
    envelope = council.sealed(whole)
    for _ in range(3):
        council.put(whole.id, envelope)
    council.put(whole.id, council.sealed(whole))
    council.put(whole.id, b"junk")
    council.put(whole.id, envelope, Authorization="Bearer other")
    send(council, LETTER)
    council.get(f"/inbox/{whole.id}")
    council.get("/inbox/nothing")
    council.client.get("/v1/inbox")
    found = told(council)
    for what, outcome, count in [
        ("submission", "new", 2),
        ("submission", "repeat", 2),
        ("submission", "other-bytes", 1),
        ("submission", "not-an-envelope", 1),
        ("submission", "credential-refused", 1),
        ("attachment", "new", 1),
        ("inbox", "ok", 1),
        ("inbox", "status-404", 1),
        ("inbox", "inbox-password", 1),
    ]:
        assert found["handrail_requests_total", what, outcome] == count, (what, outcome)
    assert found["handrail_received_bytes_total",] > 3 * len(envelope)
    assert found["handrail_request_seconds_count", "submission"] == 7
    assert found["handrail_line",] == 0


def test_what_is_stored_is_asked_of_the_database(council):
    first = send(council, LETTER)
    council.send()
    kiosks.enrol(council.parts.engine, "library-2", council.parts.clock(), lambda: "second")
    found = told(council)
    assert found["handrail_submissions", "kept"] == found["handrail_unread",] == 2
    assert found["handrail_submissions", "deleted"] == found["handrail_overdue_unread",] == 0
    assert (found["handrail_attachments",], found["handrail_kiosks",]) == (1, 2)
    assert found["handrail_database_bytes",] > 0
    waits = found["handrail_oldest_unread_seconds",]
    assert waits > 0
    council.get(f"/inbox/{first.id}")
    found = told(council)
    assert found["handrail_unread",] == 1
    council.get("/inbox")
    assert told(council)["handrail_unread",] == 1


def test_when_a_kiosk_was_last_heard_is_written_down_a_minute_later(council):
    app = council.client.app
    council.put("x", b"junk")
    council.client.get("/v1/bundle", headers={"Authorization": "Bearer unknown"})
    Upkeep(council.parts, app.state.limits).note_heard()
    found = told(council)
    assert found["handrail_kiosk_heard_timestamp_seconds", "library-1"] == pytest.approx(1795253400, abs=600)


def test_nothing_of_anybody_is_told(council):
    sent = send(council, LETTER)
    council.get(f"/inbox/{sent.id}")
    said = council.client.get("/metrics", headers=TOKEN).text
    for words in (sent.id, sent.reference, sent.service, "Lovelace", council.token, council.parts.password):
        assert words not in said


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer other"}, {"Authorization": "Bearer "}])
def test_the_numbers_are_for_who_has_the_token(council, problem, headers):
    answer = council.client.get("/metrics", headers=headers)
    assert (answer.status_code, problem(answer)) == (401, "metrics-token")
    closed = TestClient(create_app(replace(council.parts, metrics_token="")))
    assert closed.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401


def test_several_workers_tell_the_sum_whichever_is_asked(tmp_path, fresh_postgresql, served):
    data, out, place = tmp_path / "council", tmp_path / "kiosk.toml", ["--database", fresh_postgresql]
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(out), *place]) == 0
    token = tomllib.loads(out.read_text())["council"]["token"]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": MEDIA_TYPE}
    with served(data, *place, "--workers", "2") as url:

        def put(_number):
            # A connection of its own each time, so that both workers have some.
            return requests.put(f"{url}/v1/submissions/x", b"junk", headers=headers, timeout=60).status_code

        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(put, range(24))) == {422}
        monitor = {"Authorization": f"Bearer {(data / 'metrics-token').read_text().strip()}"}
        said = [numbers(requests.get(f"{url}/metrics", headers=monitor, timeout=60).text) for _ in range(4)]
    for one in said:
        assert one["handrail_requests_total", "submission", "not-an-envelope"] == 24
        assert one["handrail_line",] == 0


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_council_that_cannot_write_is_not_well(council, problem, tmp_path):
    engine, clock = council.parts.engine, Clock()
    health = Health(engine, council.parts.keys, clock)
    assert health.trouble() is None
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE meta RENAME TO away"))
    assert health.trouble() is None  # it has just been looked at
    clock.now += 5
    assert health.trouble().name == "no-database"
    answer = council.client.get("/healthz")
    assert (answer.status_code, problem(answer)) == (503, "no-database")


def test_a_database_that_has_become_read_only_is_not_well(tmp_path, council, database):
    if database:
        with council.parts.engine.connect() as connection:
            connection.execute(text("SET default_transaction_read_only = on"))
            connection.commit()
    else:
        with council.parts.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = 1")
    assert Health(council.parts.engine, council.parts.keys, Clock()).trouble().name == "no-database"


def test_a_council_without_one_of_its_keys_is_not_well(council):
    assert Health(council.parts.engine, {}, Clock()).trouble().name == "no-key"
