"""A new version goes to a few kiosks first, to the same ones each time, and to nobody once it is stopped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from council_api import bundles, kiosks, rollout
from council_api.rollout import State
from kiosk.errors import CouncilError
from tests.bundles.bundle_rig import small
from tests.council_api.conftest import BEGIN

BEARER = {"Authorization": "Bearer first-token"}


@pytest.fixture
def database():
    """SQLite: what it asks of the database is in test_council_fleet.py, too."""


@pytest.fixture
def connection(stored):
    with stored.parts.engine.begin() as made:
        yield made


def admitted(connection, version="7", what="image", among=120):
    return {seq for seq in range(1, among + 1) if rollout.admitted(connection, seq, what, version)}


def now_at(connection, one):
    found = rollout.find(connection, one.seq)
    assert found is not None
    return found


def test_without_a_rollout_all_may_have_it(connection):
    assert len(admitted(connection)) == 120


def test_each_stage_has_all_of_the_one_before_and_its_share(connection):
    one = rollout.start(connection, "image", "7", now=BEGIN)
    few = admitted(connection)
    assert 1 <= len(few) <= 15
    assert admitted(connection) == few
    assert rollout.go_on(connection, one, BEGIN)
    more = admitted(connection)
    assert few < more
    assert 15 <= len(more) <= 50
    assert not rollout.go_on(connection, one, BEGIN), "who saw the stage before is late"
    assert rollout.go_on(connection, now_at(connection, one), BEGIN)
    assert len(admitted(connection)) == 120
    assert rollout.go_on(connection, now_at(connection, one), BEGIN)
    assert now_at(connection, one).state is State.DONE


def test_another_version_goes_to_others_first_and_overtakes_the_one_before(connection):
    one = rollout.start(connection, "image", "7", now=BEGIN, shares=(25, 100))
    few = admitted(connection)
    rollout.start(connection, "image", "8", now=BEGIN, shares=(25, 100))
    others = admitted(connection, "8")
    assert len(few & others) < min(len(few), len(others))
    assert now_at(connection, one).state is State.OVERTAKEN
    assert not admitted(connection)
    assert len(admitted(connection, "7", "program")) == 120


def test_named_kiosks_come_first_and_alone(connection):
    one = rollout.start(connection, "program", "1.2.0", now=BEGIN, first=["library-1"], shares=(5, 100))
    assert one.shares == (0, 5, 100)
    assert admitted(connection, "1.2.0", "program") == {1}
    rollout.go_on(connection, one, BEGIN)
    assert 1 in admitted(connection, "1.2.0", "program")
    assert not rollout.admitted(connection, 10_000, "program", "1.2.0")


def test_paused_it_stays_stopped_it_goes_to_nobody_and_it_can_go_on(connection):
    one = rollout.start(connection, "bundle", "7", now=BEGIN, shares=(25, 100))
    few = admitted(connection, what="bundle")
    assert rollout.pause(connection, one)
    assert admitted(connection, what="bundle") == few
    assert rollout.stop(connection, now_at(connection, one), "ill")
    assert not admitted(connection, what="bundle")
    stopped = now_at(connection, one)
    assert (stopped.state, stopped.reason) == (State.STOPPED, "ill")
    assert rollout.resume(connection, stopped, BEGIN + timedelta(days=1))
    assert admitted(connection, what="bundle") == few
    assert now_at(connection, one) == replace(one, stage_begun=BEGIN + timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": "voice"}, "one of bundle, image, program"),
        ({"shares": (5, 25)}, "end with 100"),
        ({"shares": (25, 5, 100)}, "rising"),
        ({"shares": (0, 100)}, "rising"),
        ({"shares": ()}, "rising"),
        ({"first": ("nobody",)}, "No kiosk with the name nobody"),
        ({"hours": 0}, "from 1 on"),
    ],
)
def test_what_cannot_be_is_said(connection, changes, words):
    with pytest.raises(CouncilError, match=words):
        rollout.start(connection, **({"what": "image", "version": "7", "now": BEGIN} | changes))


def test_a_version_is_rolled_out_once_at_a_time(connection):
    one = rollout.start(connection, "image", "7", now=BEGIN)
    with pytest.raises(CouncilError, match="being rolled out already"):
        rollout.start(connection, "image", "7", now=BEGIN)
    for _ in one.shares:
        rollout.go_on(connection, now_at(connection, one), BEGIN)
    assert not rollout.stop(connection, now_at(connection, one)), "what is done is done"
    again = rollout.start(connection, "image", "7", now=BEGIN)
    assert [each.seq for each in rollout.newest(connection)] == [again.seq, one.seq]


def test_a_kiosk_is_offered_the_newest_bundle_that_it_may_have_and_never_an_older_one(council, tmp_path):
    object.__setattr__(council.parts, "bundles", tmp_path / "council" / "bundles")
    for version in (1, 2):
        bundles.publish(council.parts.bundles, small(tmp_path, version))
    engine = council.parts.engine
    kiosks.enrol(engine, "library-2", BEGIN, lambda: "second-token")
    with engine.begin() as connection:
        one = rollout.start(connection, "bundle", "2", now=BEGIN, first=["library-2"], shares=(0, 100))
    old = council.client.get("/v1/bundle", headers=BEARER)
    new = council.client.get("/v1/bundle", headers={"Authorization": "Bearer second-token"})
    assert (old.headers["etag"][1:17], new.headers["etag"][1:17]) == (f"{1:016d}", f"{2:016d}")
    with engine.begin() as connection:
        rollout.stop(connection, one)
    asked = {"Authorization": "Bearer second-token", "If-None-Match": new.headers["etag"]}
    keeps = council.client.get("/v1/bundle", headers=asked)
    assert (keeps.status_code, keeps.headers["etag"]) == (304, new.headers["etag"])
    with engine.begin() as connection:
        rollout.resume(connection, now_at(connection, one), BEGIN)
        for _ in one.shares:
            rollout.go_on(connection, now_at(connection, one), BEGIN)
    assert council.client.get("/v1/bundle", headers=BEARER).headers["etag"] == new.headers["etag"]
