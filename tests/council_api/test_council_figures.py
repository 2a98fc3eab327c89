"""What kiosks are told of how other people fared: from 50 visits up, each about itself first, only when it is new."""

import hashlib
from dataclasses import replace

import pytest

from council_api import journeys, kiosks
from kiosk.analytics.journey import Journey, PageView
from kiosk.analytics.wire import Batch
from kiosk.measures import figures
from tests.council_api.conftest import BEGIN

FORM = "0123456789ab"
VISIT = Journey(
    service="missed-bin",
    version="1",
    form=FORM,
    variant="",
    language="en",
    day=BEGIN.date().isoformat(),
    hour=10,
    modes=("touch",),
    company="alone",
    pages=(PageView("name", 700, "on"),),
    ended="finished",
)


@pytest.fixture
def database():
    """SQLite: nothing here differs on the other."""
    return


def visited(council, seq, finished, stopped):
    found = [VISIT] * finished + [replace(VISIT, ended="stopped")] * stopped
    journeys.keep(council.parts.engine, seq, Batch(str(seq) * 8, tuple(found)), BEGIN)


def ask(council, token=None, **headers):
    headers = {"Authorization": f"Bearer {token or council.token}"} | headers
    return council.client.get("/v1/figures", headers=headers)


def test_a_kiosk_is_told_of_itself_where_it_has_visits_enough(council):
    other = kiosks.enrol(council.parts.engine, "hall", BEGIN, lambda: "second-token")
    visited(council, 1, 41, 9)
    visited(council, 2, 20, 0)
    answer = ask(council)
    assert answer.json() == {
        "day": "2026-11-21",
        "figures": [{"service": "missed-bin", "form": FORM, "here": True, "tenths": 8, "minutes": 12}],
    }
    assert figures.read(answer.content) is not None
    there = ask(council, other).json()["figures"][0]
    assert (there["here"], there["tenths"]) == (False, 8), "61 of 70"


def test_it_is_fetched_only_when_it_is_new(council):
    visited(council, 1, 50, 0)
    first = ask(council)
    assert first.headers["ETag"] == f'"{hashlib.sha256(first.content).hexdigest()}"', "as a kiosk reckons it"
    again = ask(council, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    visited(council, 2, 1, 0)
    assert ask(council).content == first.content, "worked out once a day"
    assert ask(council, "no-token").status_code == 401
