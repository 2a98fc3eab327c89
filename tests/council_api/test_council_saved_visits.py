"""A visit that was put aside, at the council: stored once, lent to any kiosk that knows its id, and ended (T3)."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from council_api import kiosks, problems, retention, saved_visits
from council_api.policy import Retention
from council_api.saved_visit_routes import MEDIA_TYPE
from council_api.saved_visits import FREE_MISSES, Misses
from council_api.tables import saved_visit
from tests.council_api.conftest import BEGIN

ID = "0123456789abcdef0123456789abcdef"
OTHER = ID[::-1]


def sealed(until=BEGIN + timedelta(days=7), rest=b"what nobody here can open"):
    return b"handrail-saved-visit/1 " + until.isoformat().encode() + b"\n" + rest


@pytest.fixture
def ask(council):
    """A request of a kiosk, the first one unless another's token is given."""

    def made(method, id_=ID, body=None, token="first-token", **headers):
        said = {"Authorization": f"Bearer {token}", "Content-Type": MEDIA_TYPE, **headers}
        return council.client.request(method, f"/v1/saved-visits/{id_}", content=body, headers=said)

    return made


def test_one_kiosk_leaves_it_and_another_goes_on_with_it(council, ask, problem):
    """T3: stored once however often it comes; lent as often as it is asked for; ended once, and then known as used."""
    body = sealed()
    tag = f'"{hashlib.sha256(body).hexdigest()}"'
    first, again = ask("PUT", body=body), ask("PUT", body=body)
    assert [(one.status_code, one.headers["etag"]) for one in (first, again)] == [(201, tag), (200, tag)]
    other = kiosks.enrol(council.parts.engine, "library-2", BEGIN, lambda: "second-token")
    for _ in range(2):
        lent = ask("GET", token=other)
        assert (lent.status_code, lent.content, lent.headers["content-type"]) == (200, body, MEDIA_TYPE)
    assert ask("GET", token=other, **{"If-None-Match": tag}).status_code == 304
    assert [ask("DELETE", token=other).status_code for _ in range(2)] == [204, 204]
    for method in ("GET", "PUT"):
        gone = ask(method, body=body if method == "PUT" else None)
        assert (gone.status_code, problem(gone)) == (410, "used")
    with council.parts.engine.connect() as connection:
        row = connection.execute(select(saved_visit)).one()
    assert (row.envelope, row.ended_how, row.kiosk_seq) == (b"", "used", 1)


@pytest.mark.parametrize(
    ("asked", "headers", "told"),
    [
        (("PUT", ID, sealed(until=BEGIN + timedelta(days=40))), {}, (422, "not-a-saved-visit")),
        (("PUT", ID, sealed(until=BEGIN - timedelta(days=1))), {}, (410, "past")),
        (("PUT", ID, b"handrail-saved-visit/1 soon\n"), {}, (422, "not-a-saved-visit")),
        (("PUT", ID, b""), {}, (422, "not-a-saved-visit")),
        (("PUT", ID, sealed()), {"Content-Type": "text/plain"}, (415, "media-type")),
        (("PUT", ID, sealed()), {"Content-Length": str(2**30)}, (413, "too-large")),
        (("PUT", ID, sealed()), {"Repr-Digest": f"sha-256=:{'A' * 43}=:"}, (400, "changed-on-the-way")),
        (("PUT", ID, sealed()), {"Authorization": "Bearer other"}, (401, "credential-refused")),
        (("GET", "short", None), {}, (400, "unreadable")),
        (("GET", OTHER, None), {}, (404, "not-found")),
        (("DELETE", OTHER, None), {}, (404, "not-found")),
    ],
)
def test_what_is_refused(ask, problem, asked, headers, told):
    answer = ask(*asked, **headers)
    assert (answer.status_code, problem(answer)) == told


def test_the_same_id_with_other_bytes_changes_nothing(ask, problem):
    ask("PUT", body=sealed())
    answer = ask("PUT", body=sealed(rest=b"of somebody else"))
    assert (answer.status_code, problem(answer)) == (422, "other-bytes")
    assert ask("GET").content == sealed()


def test_what_is_past_its_time_is_deleted_and_known_for_a_while(council, ask, problem):
    ask("PUT", body=sealed())
    engine = council.parts.engine
    retention.purge(engine, Retention(), BEGIN + timedelta(days=6))
    assert ask("GET").status_code == 200
    retention.purge(engine, Retention(), BEGIN + timedelta(days=8))
    with engine.connect() as connection:
        assert connection.execute(select(saved_visit.c.envelope)).scalar_one() == b""
    assert problem(ask("GET")) == "past"
    retention.purge(engine, Retention(), BEGIN + timedelta(days=39))
    assert problem(ask("GET")) == "not-found"


def test_a_kiosk_that_asks_for_one_after_another_is_told_to_wait(ask, problem):
    """Guessing: the ids alone are 128 bits; and nobody finds out how fast the council would answer."""
    for _ in range(FREE_MISSES):
        assert ask("GET", OTHER).status_code == 404
    answer = ask("GET", OTHER)
    assert (answer.status_code, problem(answer)) == (429, "too-much")
    assert int(answer.headers["retry-after"]) >= 1


def test_misses_come_back_with_time():
    seconds = [0.0]
    misses = Misses(lambda: seconds[0])
    for _ in range(FREE_MISSES):
        misses.count(1)
    assert misses.refusal(1) is not None
    assert misses.refusal(2) is None
    seconds[0] = 61.0
    assert misses.refusal(1) is None


def test_one_kiosk_cannot_fill_the_council_s_disk(council, monkeypatch):
    monkeypatch.setattr(saved_visits, "MOST_OF_ONE", 2)
    kept = [saved_visits.keep(council.parts.engine, 1, ID[:-1] + digit, sealed(), BEGIN) for digit in "123"]
    assert [isinstance(one, problems.Refusal) for one in kept] == [False, False, True]
