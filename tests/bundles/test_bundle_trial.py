"""A bundle with which the kiosk does not come up is left for the last good one by itself (issue 9, point 6)."""

import pytest

from kiosk.bundle.installed import installed
from kiosk.bundle.trial import SECONDS, STARTS, Trial
from kiosk.content import Content
from tests.bundles.bundle_rig import small


def start(kiosk, seconds=0):
    """The kiosk starts and lasts so long; the version that it has then."""
    trial = Trial(kiosk.root)
    trial.begin()
    found = Content(kiosk.root.parent).version
    for _ in range(seconds):
        trial.begin()
        trial.second()
    return found


@pytest.fixture
def good(kiosk, tmp_path):
    """A kiosk that stands with a bundle."""
    kiosk.take(small(tmp_path, 1))
    assert start(kiosk, SECONDS) == 1
    return kiosk


def test_a_bundle_with_which_the_kiosk_does_not_last_is_left_for_the_last_good_one(good, tmp_path, caplog):
    good.take(small(tmp_path, 2))
    assert [start(good, SECONDS - 1) for _ in range(STARTS)] == [2] * STARTS
    assert start(good) == 1
    assert "gone back from" in caplog.text
    assert [start(good) for _ in range(2 * STARTS)] == [1] * 2 * STARTS, "which proved itself before"
    with pytest.raises(Exception, match="not above 2"):
        good.take(small(tmp_path, 2))
    good.take(small(tmp_path, 3))
    assert start(good, SECONDS) == 3


def test_the_first_bundle_of_all_is_left_for_what_the_kiosk_came_with(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    for _ in range(STARTS):
        assert start(kiosk) == 1
    assert start(kiosk, SECONDS) == 0


def test_one_that_stands_is_never_left_however_often_the_plug_is_pulled(good):
    assert {start(good) for _ in range(3 * STARTS)} == {1}


def test_a_plug_that_is_pulled_now_and_then_is_not_held_against_it(good, tmp_path):
    good.take(small(tmp_path, 2))
    for _ in range(STARTS - 1):
        start(good)
    assert start(good, SECONDS) == 2
    assert {start(good) for _ in range(2 * STARTS)} == {2}


def test_one_that_is_taken_up_between_two_visits_is_on_trial_too(good, tmp_path):
    trial = Trial(good.root)
    trial.begin()
    good.take(small(tmp_path, 2))
    trial.begin()
    for _ in range(STARTS - 1):
        start(good)
    assert start(good) == 1


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"proved": 1}', b"\xff"])
def test_a_mark_that_was_damaged_begins_the_trial_anew(good, data):
    (good.root / "trial.json").write_bytes(data)
    assert start(good, SECONDS) == 1
    assert {start(good) for _ in range(2 * STARTS)} == {1}


def test_a_disk_that_takes_no_mark_is_no_fault_of_the_bundle(good, tmp_path):
    good.take(small(tmp_path, 2))
    (good.root / "trial.json").unlink()
    (good.root / "trial.json").mkdir()
    assert {start(good) for _ in range(2 * STARTS)} == {2}
    assert installed(good.root).manifest.bundle_version == 2


def test_without_a_bundle_nothing_is_written(tmp_path):
    trial = Trial(tmp_path / "bundles")
    trial.begin()
    trial.second()
    assert not list(tmp_path.iterdir())
