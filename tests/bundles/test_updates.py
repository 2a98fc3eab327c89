"""Bundles on sticks and at the council are found, given over once, and looked for with bounded work."""

import pytest

from kiosk.sticks import MOST_LISTED
from offline_cache.in_pieces import Fetched
from offline_cache.sticks import MOST_BUNDLES, bundles_on_sticks
from offline_cache.updates import AGAIN, EVERY, LOOK, Updates


class FakeLink:
    def __init__(self, folder):
        self.file = folder / "offered.bundle"
        self.asked = 0
        self.after = 0.0
        self.outcome = Fetched.SAME

    def fetch(self):
        self.asked += 1
        return self.outcome


class Rig:
    def __init__(self, place, link=None):
        self.now = 0.0
        self.taken = []
        self.updates = Updates(
            self.taken.append,
            sticks=place,
            link=link,
            clock=lambda: self.now,
            uniform=lambda low, high: (low + high) / 2,
        )


def stick(place, name="STICK", files=("merrow.bundle",)):
    folder = place / name / "handrail"
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).write_bytes(b"x")
    return folder


def test_a_bundle_on_a_stick_is_given_over_once(tmp_path):
    folder = stick(tmp_path)
    rig = Rig(tmp_path)
    assert rig.updates.round() == LOOK
    rig.updates.round()
    assert rig.taken == [folder / "merrow.bundle"]


def test_a_stick_of_a_desktop_is_found_below_its_users_folder(tmp_path):
    folder = stick(tmp_path / "kiosk")
    assert bundles_on_sticks(tmp_path) == (folder / "merrow.bundle",)


def test_other_bytes_on_the_stick_are_tried_and_the_same_again_after_a_day(tmp_path):
    folder = stick(tmp_path)
    rig = Rig(tmp_path)
    rig.updates.round()
    (folder / "merrow.bundle").write_bytes(b"yy")
    rig.updates.round()
    assert len(rig.taken) == 2
    rig.now = AGAIN - 1
    rig.updates.round()
    assert len(rig.taken) == 2
    rig.now = AGAIN
    rig.updates.round()
    assert len(rig.taken) == 3


def test_no_stick_no_folder_and_other_files_are_nothing(tmp_path):
    assert bundles_on_sticks(tmp_path / "media") == ()
    stick(tmp_path, files=("readme.txt", "bundle"))
    assert bundles_on_sticks(tmp_path) == ()


def test_links_on_a_stick_are_not_followed(tmp_path):
    secret = tmp_path / "secret.bundle"
    secret.write_bytes(b"x")
    folder = stick(tmp_path / "media", files=())
    (folder / "a.bundle").symlink_to(secret)
    (folder / "b.bundle").symlink_to("/dev/zero")
    (tmp_path / "media" / "LINKED").symlink_to(tmp_path)
    assert bundles_on_sticks(tmp_path / "media") == ()


def test_a_stick_of_very_many_files_costs_little(tmp_path):
    stick(tmp_path, files=[f"{n}.bundle" for n in range(MOST_LISTED + 50)])
    assert len(bundles_on_sticks(tmp_path)) == MOST_BUNDLES


def test_the_council_is_asked_at_its_time_and_not_by_the_whole_fleet_at_once(tmp_path):
    link = FakeLink(tmp_path)
    rig = Rig(None, link)
    assert rig.updates.round() > LOOK
    assert link.asked == 0
    rig.now = 60.0
    rig.updates.round()
    rig.updates.round()
    assert link.asked == 1
    rig.now += EVERY
    rig.updates.round()
    assert link.asked == 2


def test_what_was_fetched_is_given_over_and_a_cut_fetch_is_gone_on_with_soon(tmp_path):
    link = FakeLink(tmp_path)
    rig = Rig(None, link)
    rig.now, link.outcome = 60.0, Fetched.CUT_OFF
    assert rig.updates.round() < EVERY / 2
    link.outcome = Fetched.NEW
    link.file.write_bytes(b"x")
    rig.now += 120.0
    rig.updates.round()
    assert rig.taken == [link.file]


@pytest.mark.parametrize("fails", ["fetch", "take"])
def test_nothing_that_fails_ends_the_looking(tmp_path, fails):
    calls = []

    def take(file):
        calls.append(file)
        if fails == "take":
            raise OSError(5, "bad stick")

    stick(tmp_path)
    updates = Updates(take, sticks=tmp_path, link=None, clock=lambda: 0.0, uniform=lambda low, _high: low)
    waits = []

    def wait(delay):
        waits.append(delay)
        if len(waits) == 3:
            updates._stopping.set()

    updates._woken.wait = wait
    updates._loop()
    assert waits == [LOOK] * 3
    assert len(calls) == 1
