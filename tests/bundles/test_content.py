"""What a kiosk offers follows the bundle in use, and changes between two visits alone."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk import language
from kiosk.bundle.installed import installed
from kiosk.content import Content
from kiosk.errors import FormError
from kiosk.language import Words
from tests.bundles.bundle_rig import NOW, Kiosk, bundle, service, small

KEYS = """[[key]]
public_key = "first"
not_before = 2026-11-01T00:00:00Z
not_after = 2027-02-01T00:00:00Z
[[key]]
public_key = "second"
not_before = 2027-01-01T00:00:00Z
not_after = 2027-12-01T00:00:00Z
"""


@pytest.fixture(autouse=True)
def own_words():
    yield
    language.say_first(None)


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path / "data" / "bundles")


@pytest.fixture
def content(tmp_path):
    return lambda: Content(tmp_path / "data")


def titles(content):
    return [service.text("title", "en") for service in content.catalogue().services]


def with_words(tmp_path, version, text):
    folder = service(tmp_path / f"words-{version}", version)
    (folder / "languages").mkdir()
    (folder / "languages" / "en.toml").write_text(f'[button]\ncontinue = "{text}"\n')
    return bundle(folder, folder.with_suffix(".bundle"), version)


def test_without_a_bundle_it_offers_what_it_came_with(content):
    offered = content()
    assert offered.version == 0
    assert "blue-badge" in [service.id for service in offered.catalogue().services]
    assert not offered.renew()


def test_a_bundle_applied_during_a_visit_waits_for_the_next(kiosk, content, tmp_path):
    kiosk.take(small(tmp_path, 1))
    offered = content()
    during = offered.catalogue()
    kiosk.take(small(tmp_path, 2))
    assert offered.catalogue() is during
    assert titles(offered) == ["Bins 1"]
    assert offered.renew()
    assert titles(offered) == ["Bins 2"]
    assert not offered.renew()


def test_the_files_of_a_visit_outlast_two_bundles_applied_during_it(kiosk, content, tmp_path):
    kiosk.take(small(tmp_path, 1))
    offered = content()
    chosen = offered.catalogue().services[0]
    for version in (2, 3, 4):
        kiosk.take(small(tmp_path, version))
    assert (chosen.folder / chosen.form).exists()
    offered.renew()
    kiosk.take(small(tmp_path, 5))
    assert not chosen.folder.exists()


def test_words_of_a_bundle_go_before_our_own_and_the_others_stay(kiosk, content, tmp_path):
    ours = Words("en")
    kiosk.take(with_words(tmp_path, 1, "Carry on"))
    offered = content()
    assert Words("en").say("button.continue") == "Carry on"
    assert Words("en").say("button.back") == ours.say("button.back")
    assert Words("cy").say("button.continue") != "Carry on"
    assert Words("en").keys == ours.keys
    kiosk.take(small(tmp_path, 2))
    offered.renew()
    assert Words("en").say("button.continue") == ours.say("button.continue")


def test_services_added_on_this_kiosk_stay_beside_the_bundles(kiosk, content, tmp_path):
    service(tmp_path / "data", name="trees")
    kiosk.take(small(tmp_path, 1))
    assert sorted(service.id for service in content().catalogue().services) == ["bins", "trees"]


def test_a_bundle_that_no_longer_loads_is_gone_back_from(kiosk, content, tmp_path):
    kiosk.take(small(tmp_path, 1))
    kiosk.take(small(tmp_path, 2))
    manifest = installed(kiosk.root).folder / "services" / "bins" / "manifest.toml"
    manifest.write_text("id = 1".ljust(manifest.stat().st_size))
    offered = content()
    assert titles(offered) == ["Bins 1"]
    assert kiosk.in_use == 1


def test_without_a_last_good_one_it_goes_back_to_what_it_came_with(kiosk, content, tmp_path):
    kiosk.take(small(tmp_path, 1))
    manifest = installed(kiosk.root).folder / "services" / "bins" / "manifest.toml"
    manifest.write_text("id = 1".ljust(manifest.stat().st_size))
    assert "blue-badge" in [service.id for service in content().catalogue().services]


def test_a_form_that_does_not_load_ends_its_bundle_after_the_visit(kiosk, content, tmp_path):
    kiosk.take(small(tmp_path, 1))
    kiosk.take(small(tmp_path, 2))
    offered = content()
    offered.failed(offered.catalogue().services[0], FormError("It does not load."))
    assert titles(offered) == ["Bins 2"]
    assert offered.renew()
    assert titles(offered) == ["Bins 1"]


def test_a_fault_in_a_service_added_here_says_nothing_about_the_bundle(kiosk, content, tmp_path):
    service(tmp_path / "data", name="trees")
    kiosk.take(small(tmp_path, 1))
    offered = content()
    added = offered.catalogue().service("trees")
    offered.failed(added, FormError("It does not load."))
    assert not offered.renew()
    assert kiosk.in_use == 1


@pytest.mark.parametrize("damage", [b"", b"handrail-bundle/1\n", b"\xff" * 99])
def test_a_bundle_whose_head_is_damaged_is_left_out(kiosk, content, tmp_path, damage):
    kiosk.take(small(tmp_path, 1))
    kiosk.take(small(tmp_path, 2))
    (installed(kiosk.root).folder / "head").write_bytes(damage)
    assert titles(content()) == ["Bins 1"]


def keyed(kiosk, tmp_path):
    folder = service(tmp_path / "keyed")
    (folder / "council-keys.toml").write_text(KEYS)
    kiosk.take(bundle(folder, folder.with_suffix(".bundle"), 1), lambda _folder: None)


@pytest.mark.parametrize(
    ("clock", "key"),
    [
        (NOW, "first"),
        (datetime(2027, 1, 15, tzinfo=UTC), "second"),
        (datetime(2027, 11, 30, tzinfo=UTC), "second"),
        (datetime(2027, 12, 2, tzinfo=UTC), None),
    ],
)
def test_the_key_in_force_that_came_last_is_sealed_to(kiosk, content, tmp_path, clock, key):
    keyed(kiosk, tmp_path)
    assert content().sealing_key(clock) == key


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_wrong_leaves_the_key_in_force(kiosk, content, tmp_path, years):
    keyed(kiosk, tmp_path)
    assert content().sealing_key(NOW + timedelta(days=365 * years)) == "first"


def test_a_bundle_without_keys_leaves_the_enrolled_key(kiosk, content, tmp_path):
    kiosk.take(small(tmp_path, 1))
    assert content().sealing_key(NOW) == ""
