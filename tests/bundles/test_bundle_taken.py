"""A bundle is taken whole or not at all, never an older one, and nothing about time ever stops the kiosk."""

import os
from datetime import timedelta

import pytest

from kiosk.bundle.installed import hold, installed
from kiosk.bundle.limits import MAX_STEP
from kiosk.bundle.shelf import changed, go_back
from kiosk.errors import BundleError
from tests.bundles.bundle_rig import KEY, NOW, SPARE, STRANGER, Kiosk, small


def test_a_bundle_is_in_use_once_it_is_taken(kiosk, tmp_path):
    taken = kiosk.take(small(tmp_path, 7))
    assert taken.new
    assert kiosk.in_use == 7
    assert (installed(kiosk.root).folder / "services" / "bins" / "form.xml").is_file()
    assert changed(installed(kiosk.root)) == ""


def test_the_same_bundle_again_changes_nothing(kiosk, tmp_path):
    made = small(tmp_path, 7)
    kiosk.take(made)
    before = kiosk.everything()
    assert not kiosk.take(made).new
    assert kiosk.everything() == before


def test_the_last_good_one_is_kept_and_older_ones_are_not(kiosk, tmp_path):
    for version in (1, 2, 3):
        kiosk.take(small(tmp_path, version))
    assert kiosk.in_use == 3
    assert [name[:16].lstrip("0") for name in (kiosk.state.previous, kiosk.state.current)] == ["2", "3"]
    assert len([path for path in kiosk.root.iterdir() if path.is_dir()]) == 2


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_or_equal_version_is_refused(kiosk, tmp_path, version):
    kiosk.take(small(tmp_path, 3))
    before = kiosk.everything()
    with pytest.raises(BundleError, match="is not above 3"):
        kiosk.take(small(tmp_path, version, min_app="0.2"))
    assert kiosk.everything() == before


def test_a_version_that_did_not_load_is_gone_back_from_and_not_taken_again(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    bad = small(tmp_path, 2)
    kiosk.take(bad)
    go_back(kiosk.root, kiosk.state.current)
    assert kiosk.in_use == 1
    with pytest.raises(BundleError, match="not above 2"):
        kiosk.take(bad)
    kiosk.take(small(tmp_path, 3))
    assert kiosk.in_use == 3


def test_going_back_without_an_earlier_bundle_leads_to_what_the_kiosk_came_with(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    go_back(kiosk.root, kiosk.state.current)
    assert kiosk.in_use == 0


def test_a_leap_of_versions_is_refused_and_the_numbers_cannot_be_used_up(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 5))
    with pytest.raises(BundleError, match="too far above 5"):
        kiosk.take(small(tmp_path, 6 + MAX_STEP))
    kiosk.take(small(tmp_path, 5 + MAX_STEP))
    kiosk.take(small(tmp_path, 6 + MAX_STEP, key=SPARE))
    assert kiosk.in_use == 6 + MAX_STEP


def test_either_of_the_two_keys_may_sign_and_no_other(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    kiosk.take(small(tmp_path, 2, key=SPARE))
    with pytest.raises(BundleError, match="not signed by a key that this kiosk trusts"):
        kiosk.take(small(tmp_path, 3, key=STRANGER))
    assert kiosk.in_use == 2


def test_an_old_bundle_by_the_other_key_is_a_rollback_too(kiosk, tmp_path):
    old = small(tmp_path, 2, key=SPARE)
    kiosk.take(small(tmp_path, 3))
    with pytest.raises(BundleError, match="not above 3"):
        kiosk.take(old)


def test_the_versions_of_a_key_that_was_replaced_no_longer_count(tmp_path):
    """Who stole a key ran its versions up; kiosk.toml without that key is all that is needed."""
    root = tmp_path / "bundles"
    Kiosk(root).take(small(tmp_path, 10**14, key=KEY))
    after = Kiosk(root, trusted=Kiosk(root).shelf._trusted[1:])
    after.take(small(tmp_path, 4, key=SPARE))
    assert after.in_use == 4


def test_without_a_trusted_key_nothing_is_taken(tmp_path):
    with pytest.raises(BundleError, match="trusts no signing key yet"):
        Kiosk(tmp_path / "bundles", trusted=()).take(small(tmp_path))


def test_a_key_in_kiosk_toml_that_is_none_is_named(tmp_path):
    with pytest.raises(BundleError, match="'no key' is no public signing key"):
        Kiosk(tmp_path / "bundles", trusted=("no key",)).take(small(tmp_path))


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_wrong_stops_updates_and_never_the_kiosk(kiosk, tmp_path, years):
    kiosk.take(small(tmp_path, 1))
    kiosk.clock = NOW + timedelta(days=365 * years)
    with pytest.raises(BundleError, match="this kiosk’s clock says"):
        kiosk.take(small(tmp_path, 2))
    assert kiosk.in_use == 1
    kiosk.clock = NOW
    kiosk.take(small(tmp_path, 2))
    assert kiosk.in_use == 2


def test_an_ended_bundle_is_not_taken_but_one_that_ends_in_use_goes_on(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1, expires=NOW + timedelta(seconds=1)))
    kiosk.clock += timedelta(seconds=1)
    assert kiosk.in_use == 1
    with pytest.raises(BundleError, match="ended on 22 November 2026"):
        kiosk.take(small(tmp_path, 2, expires=NOW + timedelta(seconds=1)))


def test_a_bundle_for_a_newer_program_waits_for_it(kiosk, tmp_path):
    with pytest.raises(BundleError, match=r"needs Handrail 1\.1, and this is 1\.0"):
        kiosk.take(small(tmp_path, 1, min_app="1.1"))
    assert kiosk.in_use == 0


def test_a_bundle_never_takes_the_room_that_the_outbox_needs(kiosk, tmp_path, monkeypatch):
    made = small(tmp_path)
    monkeypatch.setattr("kiosk.bundle.shelf.ROOM", 10**18)
    with pytest.raises(BundleError, match="no room left"):
        kiosk.take(made)


def test_what_is_tried_out_and_fails_leaves_nothing_behind(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    before = kiosk.everything()

    def fails(_folder):
        raise BundleError("It does not load.")

    with pytest.raises(BundleError, match="does not load"):
        kiosk.take(small(tmp_path, 2), fails)
    assert kiosk.everything() == before


def test_two_are_never_taken_at_once(kiosk, tmp_path):
    one, two = small(tmp_path, 1), small(tmp_path, 2)
    told = []

    def meanwhile(_folder):
        with pytest.raises(BundleError, match="Another bundle is being taken") as error:
            Kiosk(kiosk.root).take(two)
        told.append(error)

    kiosk.take(one, meanwhile)
    assert told
    assert kiosk.in_use == 1


def test_the_files_that_a_visit_reads_stay_until_it_lets_go(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    began_with = installed(kiosk.root)
    handle = hold(began_with)
    for version in (2, 3):
        kiosk.take(small(tmp_path, version))
    assert changed(began_with) == ""
    os.close(handle)
    kiosk.take(small(tmp_path, 4))
    assert not began_with.folder.exists()


def test_files_gone_from_the_one_in_use_lead_to_the_last_good_one(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    kiosk.take(small(tmp_path, 2))
    (kiosk.root / kiosk.state.current / "services" / "bins" / "form.xml").unlink()
    assert kiosk.in_use == 1


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"null", b'{"current": "../.."}', b'{"highest": {"a": "b"}}', b"[" * 9999]
)
def test_a_lost_state_is_made_up_from_the_folders_and_still_refuses_rollback(kiosk, tmp_path, damage):
    kiosk.take(small(tmp_path, 1))
    kiosk.take(small(tmp_path, 2))
    (kiosk.root / "state.json").write_bytes(damage)
    assert kiosk.in_use == 2
    with pytest.raises(BundleError, match="not above 2"):
        kiosk.take(small(tmp_path, 2, min_app="0.2"))
    kiosk.take(small(tmp_path, 3))
    assert kiosk.in_use == 3


def test_a_byte_that_changed_on_disk_is_found(kiosk, tmp_path):
    kiosk.take(small(tmp_path, 1))
    form = installed(kiosk.root).folder / "services" / "bins" / "form.xml"
    form.write_bytes(form.read_bytes().replace(b"Why?", b"Who?"))
    assert changed(installed(kiosk.root)) == "services/bins/form.xml"
