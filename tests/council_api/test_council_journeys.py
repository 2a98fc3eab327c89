"""How services went comes to the council once, is read by day and service, and goes after its time."""

import json
import logging
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from council_api import journeys, kiosks
from council_api.tables import journey
from kiosk.analytics import wire
from kiosk.analytics.journey import Journey, Offer, PageView
from kiosk.analytics.wire import Batch
from offline_cache.delivery.exchange import Answer
from offline_cache.journey_line import JourneyLine
from tests.council_api.conftest import BEGIN

ID = "0f0cb5d6-9b0e-4f5f-8a0a-0123456789a{}"
ONE = Journey(
    service="bins",
    version="2",
    form="0123456789ab",
    variant="b",
    language="cy",
    day="2026-11-20",
    hour=10,
    modes=("speech", "touch"),
    company="with",
    pages=(PageView("/data/bin", 12, "on", (("/data/bin", "required"),), ("help",), 2),),
    ended="finished",
    satisfaction=3,
    offers=(Offer("/data/bin", "same_problem", "example", taken=True),),
)


def post(council, batch, token=None, **more):
    body = batch.to_bytes() if isinstance(batch, Batch) else batch
    headers = {"Authorization": f"Bearer {token or council.token}", "Content-Type": "application/json"} | more
    return council.client.post("/v1/events", content=body, headers=headers)


def kept(council, **which):
    with council.parts.engine.connect() as connection:
        return list(journeys.read(connection, **which))


def test_a_batch_counts_once_however_often_it_comes_and_is_read_as_it_was(council):
    """K1, K5: also when another kiosk says that it sent it; and by service and day."""
    batch = Batch(ID.format("a"), (ONE, replace(ONE, service="badge", day="2026-11-21", satisfaction=None)))
    first, again = post(council, batch), post(council, batch)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"batch": batch.id, "taken": 2}
    other = kiosks.enrol(council.parts.engine, "library-2", BEGIN, lambda: "second-token")
    assert post(council, Batch(ID.format("b"), (replace(ONE, ended="left"),)), other).status_code == 201
    assert sorted(kept(council), key=str) == sorted(
        [
            *(("library-1", one) for one in batch.journeys),
            ("library-2", replace(ONE, ended="left")),
        ],
        key=str,
    )
    assert len(kept(council, service="bins")) == 2
    assert kept(council, since=date(2026, 11, 21)) == [("library-1", batch.journeys[1])]
    assert len(kept(council, until=date(2026, 11, 21), service="bins")) == 2


def test_it_goes_when_its_time_is_over_by_our_clock_and_the_batch_with_it(council):
    assert post(council, Batch(ID.format("a"), (replace(ONE, day="2025-11-21"),))).status_code == 201
    with council.parts.engine.begin() as connection:
        assert journeys.purge(connection, 400, BEGIN + timedelta(days=400)) == 0
        assert journeys.purge(connection, 400, BEGIN + timedelta(days=401)) == 1
        assert connection.scalar(text("SELECT count(*) FROM journey_batch")) == 0


class TestOnSqlite:
    """What does not depend on the database."""

    @pytest.fixture
    def database(self):
        return None

    def test_what_a_kiosk_with_a_wrong_clock_tells_makes_no_month_of_its_own(self, council):
        """Ten years ahead it would be the newest month; in the year 9999 no page could be worked out."""
        days = ("2026-11-20", "2026-11-22", "2036-11-20", "9999-12-31", "0001-01-01")
        batch = Batch(ID.format("a"), tuple(replace(ONE, day=day) for day in days))
        assert [post(council, batch).status_code for _ in range(2)] == [201, 200]
        assert sorted(one.day for _, one in kept(council)) == ["2026-11-20", "2026-11-22"]
        assert council.get("/inbox/insight").status_code == 200

    def test_what_is_no_batch_is_refused_with_a_reason_and_nothing_of_it_is_kept_or_logged(
        self, council, problem, caplog
    ):
        """Promise 2: were a kiosk to send a name, the council would not even write down that it did."""
        secret = "Winterbottom-Q7XK"
        said = json.loads(Batch(ID.format("a"), (ONE,)).to_bytes())
        said["journeys"][0]["pages"][0]["page"] = f"My name is {secret}"
        with caplog.at_level(logging.DEBUG, logger="council_api"):
            answer = post(council, json.dumps(said).encode())
        assert problem(answer) == "not-journeys"
        assert answer.json()["detail"] == "This cannot be counted: page is not written as it is to be."
        assert secret not in caplog.text
        assert kept(council) == []
        assert problem(post(council, b"", token="nobody")) == "credential-refused"
        assert problem(post(council, b"", **{"Content-Type": "text/plain"})) == "media-type"
        assert problem(post(council, b" " * (wire.MOST_BYTES + 1))) == "events-too-large"

    def test_the_kiosk_s_own_line_and_the_council_understand_each_other(self, council):
        """As the kiosk sends it: taken, taken again, and refused for good where it is no batch."""
        ask = council.client.request

        class NoNetwork:
            def ask(self, method, url, *, data, headers):
                answer = ask(method, url, content=data, headers=headers)
                return Answer(answer.status_code, answer.headers, answer.content, whole=True)

        line = JourneyLine("http://testserver", council.token, NoNetwork())
        batch = Batch(ID.format("a"), (ONE,))
        assert [line.send(batch), line.send(batch)] == ["taken", "taken"]
        assert kept(council) == [("library-1", ONE)]
        assert line.send(Batch(ID.format("b"), (ONE,) * (wire.MOST_JOURNEYS + 1))) == "refused"
        assert JourneyLine("http://testserver", "revoked", NoNetwork()).send(batch) == "later"

    def test_a_stolen_credential_cannot_fill_the_disk_and_monitors_hear_how_many_came(self, council, problem):
        with council.parts.engine.begin() as connection:
            row = {
                "kiosk_seq": 1,
                "taken_on": "2026-11-21",
                "service": "bins",
                "day": "2026-11-21",
                "body": "",
            }
            connection.execute(journey.insert(), [row] * (journeys.MOST_A_DAY - 1))
        assert post(council, Batch(ID.format("a"), (ONE,))).status_code == 201
        refused = post(council, Batch(ID.format("b"), (ONE,)))
        assert (problem(refused), refused.headers["Retry-After"]) == ("too-much", "3600")
        with council.parts.engine.connect() as connection:
            total = connection.scalar(select(func.count()).select_from(journey))
        assert total == journeys.MOST_A_DAY
        headers = {"Authorization": "Bearer for-monitors"}
        numbers = council.client.get("/metrics", headers=headers).text
        assert "handrail_journeys_total 1.0" in numbers
        assert 'handrail_requests_total{outcome="ok",what="events"} 1.0' in numbers
