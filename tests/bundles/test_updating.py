"""A running kiosk takes a bundle from a stick by itself, in a process of its own."""

import pytest

from kiosk.bundle.installed import installed
from kiosk.cli.updating import Updating
from kiosk.config import Config
from tests.bundles.bundle_rig import TRUSTED, bundle, manifest_of, service


@pytest.fixture
def config(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "kiosk.toml").write_text(f"bundle_keys = {list(TRUSTED)}\n")
    return Config(data, bundle_keys=TRUSTED, bundle_sticks=str(tmp_path / "media"))


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "media" / "STICK" / "handrail"
    folder.mkdir(parents=True)
    return folder


def test_a_stick_that_is_plugged_in_is_all_that_it_takes(config, stick, tmp_path):
    made = service(tmp_path / "made")
    begin = manifest_of(made, 4).not_before.replace(year=2020)
    bundle(made, stick / "merrow.bundle", 4, not_before=begin, expires=begin.replace(year=2999))
    Updating(config).updates().round()
    assert installed(config.data / "bundles").manifest.bundle_version == 4


def test_what_is_refused_is_told_to_staff_in_the_log(config, stick, caplog):
    (stick / "x.bundle").write_bytes(b"nothing of the kind")
    Updating(config).updates().round()
    assert "is no bundle" in caplog.text
    assert installed(config.data / "bundles") is None


def test_without_a_key_to_trust_nothing_is_looked_for(tmp_path):
    updating = Updating(Config(tmp_path))
    updating.start()
    updating.stop()
    assert updating._running == ()
