"""A stick is shown to root alone, read-only, and a release on it is found through no link (issue 9, point 6)."""

import json

import pytest

from kiosk.errors import ReleaseError
from kiosk.releases.stick import KINDS, mounted, release_on
from tests.releases.release_rig import image


class Root:
    def __init__(self, kind):
        self.kind = kind
        self.ran = []

    def __call__(self, command):
        self.ran.append(command)
        if command[0] == "lsblk":
            return json.dumps({"blockdevices": [{"name": command[-1], "fstype": self.kind}]})
        return ""


@pytest.mark.parametrize("kind", KINDS)
def test_only_sticks_of_three_kinds_are_mounted_and_nothing_on_them_runs(tmp_path, kind):
    root = Root(kind)
    with mounted("/dev/sdb1", tmp_path / "media", tmp_path / "stick", root) as place:
        assert place == tmp_path / "stick"
        _, (mount, _, told, _, options, *rest) = root.ran
        assert (mount, told, rest) == ("mount", kind, ["--", "/dev/sdb1", str(place)])
        assert {"ro", "nosuid", "nodev", "noexec"} <= set(options.split(","))
    assert root.ran[-1][0] == "umount"
    for other in ("ntfs", "btrfs", "iso9660", "crypto_LUKS", None):
        with pytest.raises(ReleaseError, match="A stick is read when"):
            mounted("/dev/sdb1", tmp_path / "media", tmp_path / "stick", Root(other)).__enter__()


@pytest.mark.parametrize("device", ["/dev/nvme0n1p1", "/dev/sdb1/../sda1", "sdb1", "-a", "/dev/sdb1\n", ""])
def test_what_is_no_stick_is_not_touched(tmp_path, device):
    root = Root("vfat")
    with pytest.raises(ReleaseError, match="is no stick"):
        mounted(device, tmp_path, tmp_path / "stick", root).__enter__()
    assert root.ran == []


def test_a_release_is_found_in_its_place_and_through_no_link(tmp_path):
    made = image(tmp_path)
    (tmp_path / "handrail").mkdir()
    assert release_on(tmp_path, "image") is None
    (tmp_path / "handrail" / "image").symlink_to(made)
    assert release_on(tmp_path, "image") is None
    (tmp_path / "handrail" / "image").unlink()
    made.rename(tmp_path / "handrail" / "image")
    assert release_on(tmp_path, "image") == tmp_path / "handrail" / "image"
    assert release_on(tmp_path, "program") is None
