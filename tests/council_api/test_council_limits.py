"""An honest kiosk never meets its limits, and a stolen one is slow."""

import pytest
from starlette.testclient import TestClient

from council_api import kiosks
from council_api.app import create_app
from council_api.limits import MOST_TOGETHER, Limits
from council_api.policy import Allowance
from kiosk.submission import MEDIA_TYPE
from offline_cache.delivery.exchange import MAX_WAIT
from tests.council_api.test_council_attachments import LETTER, put, send

SIZE = 10_000


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def database():
    """Nothing here depends on which it is."""


@pytest.fixture
def clock():
    return Clock()


class Answered(Limits):
    """Each request is answered before the next comes."""

    def admit(self, kiosk, size):
        refusal = super().admit(kiosk, size)
        if refusal is None:
            self.done(kiosk)
        return refusal


def limits(clock, kind=Answered, **allowance):
    return kind(Allowance(**allowance), clock, lambda _low, high: high)


def wait(refusal):
    return int(dict(refusal.headers)["Retry-After"])


def test_ten_thousand_that_were_queued_go_at_once(clock):
    one = limits(clock)
    assert not any(one.admit(1, SIZE) for _ in range(2 * 10_000))


def test_a_stolen_credential_is_slow(clock):
    one = limits(clock)
    sent = 0
    for _ in range(24 * 60 * 60):  # a day of trying every second
        clock.now += 1
        sent += one.admit(1, SIZE) is None
    assert sent <= 20_000 + 24 * 60 * 60


def test_one_kiosk_cannot_hold_a_worker(clock):
    one = limits(clock, Limits)
    assert [one.admit(1, 0) is None for _ in range(MOST_TOGETHER + 1)] == [True] * MOST_TOGETHER + [False]
    assert one.admit(2, 0) is None
    one.done(1)
    assert one.admit(1, 0) is None


def test_a_request_that_ended_however_it_did_is_under_way_no_more(council):
    sent = send(council, LETTER)
    for _ in range(MOST_TOGETHER):
        assert council.put(sent.id, b"junk").status_code == 422
        assert put(council, sent, 1, b"junk").status_code == 422
    assert council.put(sent.id, b"junk", **{"Content-Type": "text/plain"}).status_code == 415
    for _ in range(MOST_TOGETHER):
        assert council.client.get("/v1/bundle", headers=bearer(council)).status_code == 404
    assert council.client.app.state.limits._under_way.total() == 0


def bearer(council):
    return {"Authorization": f"Bearer {council.token}"}


def test_bytes_count_too(clock):
    one = limits(clock, bytes_at_once=100, bytes_a_minute=60)
    assert one.admit(1, 100) is None
    assert wait(one.admit(1, 30)) == 30 + 30
    clock.now += 30
    assert one.admit(1, 30) is None


def test_one_that_is_larger_than_all_at_once_is_taken_when_nothing_else_was(clock):
    one = limits(clock, bytes_at_once=100, bytes_a_minute=60)
    assert one.admit(1, 500) is None
    refused = one.admit(1, 1)
    assert wait(refused) <= MAX_WAIT
    clock.now += 401 + 1
    assert one.admit(1, 1) is None


def test_each_kiosk_has_its_own(clock):
    one = limits(clock, requests_at_once=2)
    assert [one.admit(kiosk, 0) is None for kiosk in (1, 1, 1, 2, 2, 2)] == [True, True, False] * 2


def test_who_comes_back_when_told_is_let_in_for_a_minute(clock):
    one = limits(clock, requests_at_once=10, requests_a_minute=5)
    while (refused := one.admit(1, 0)) is None:
        pass
    assert (refused.name, wait(refused)) == ("too-much", 60 + 30)
    clock.now += 60
    assert [one.admit(1, 0) is None for _ in range(6)] == [True] * 5 + [False]


def test_a_refused_kiosk_is_told_and_nothing_of_it_is_read(council, problem, tmp_path):
    policy = tmp_path / "council.toml"
    policy.write_text("[kiosks]\nrequests_at_once = 2\n")
    app = create_app(council.parts.__class__(**{**vars(council.parts), "policy": policy}))
    client = TestClient(app)
    headers = {"Authorization": f"Bearer {council.token}", "Content-Type": MEDIA_TYPE}

    def try_(name, envelope, **more):
        return client.put(f"/v1/submissions/{name}", content=envelope, headers=headers | more)

    sent = council.submission()
    assert try_(sent.id, council.sealed(sent)).status_code == 201
    assert try_(f"{sent.id}/attachments/1", b"junk").status_code == 422
    for name in (sent.id, f"{sent.id}/attachments/1"):
        answer = try_(name, council.sealed(sent))
        assert (answer.status_code, problem(answer)) == (429, "too-much")
        assert 1 <= int(answer.headers["retry-after"]) <= 90
    assert client.get("/v1/bundle", headers=headers).status_code == 429
    other = kiosks.enrol(council.parts.engine, "library-2", council.parts.clock(), lambda: "second-token")
    assert try_(sent.id, council.sealed(sent), Authorization=f"Bearer {other}").status_code != 429


def test_what_is_not_announced_counts_as_the_longest(council, problem, tmp_path):
    policy = tmp_path / "council.toml"
    policy.write_text("[kiosks]\nbytes_at_once = 1_000_000\n")
    client = TestClient(create_app(council.parts.__class__(**{**vars(council.parts), "policy": policy})))
    headers = {"Authorization": f"Bearer {council.token}", "Content-Type": MEDIA_TYPE}
    codes = [
        client.put("/v1/submissions/x", content=iter([b"junk"]), headers=headers).status_code for _ in (1, 2)
    ]
    assert codes == [422, 429]
