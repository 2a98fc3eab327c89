"""``kiosk update`` and the real disk's commands, over a machine that is made up (issue 9, point 6)."""

import json
from functools import partial
from pathlib import Path

import pytest

from kiosk.cli import update
from kiosk.cli.commands import run
from kiosk.errors import ReleaseError
from kiosk.releases import commands, ledger
from kiosk.releases.here import Here, read_here
from kiosk.releases.image import Slot, install_image
from kiosk.releases.ledger import READY, TRYING, Attempt, Ledger, keep_ledger, read_ledger
from kiosk.releases.linux_disk import LinuxDisk
from kiosk.releases.release import IMAGE, PROGRAM
from kiosk.releases.taking import Updater
from tests.releases.release_rig import here, image, kernel_of, root_of, trust

ROOT_X86 = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709"


def test_a_release_is_made_and_checked_by_command(tmp_path, capsys):
    for name, data in (("root.img", root_of("1.1.0")), ("efi", kernel_of("1.1.0"))):
        (tmp_path / f"handrail_1.1.0.{name}").write_bytes(data)
    key, out = tmp_path / "release.key", tmp_path / "image"
    files = [str(path) for path in sorted(tmp_path.glob("handrail_*"))]
    assert run(["update", "keys", "--out", str(key)]) == 0
    assert key.stat().st_mode & 0o077 == 0
    assert run(["update", "make", *files, "--key", str(key), "--out", str(out)]) == 0
    keys = tmp_path / "keys"
    keys.mkdir()
    (tmp_path / "release.key.pem").rename(keys / "release.pem")
    assert run(["update", "check", str(out), "--trust", str(keys)]) == 0
    assert "image 1.1.0 for amd64" in capsys.readouterr().out
    assert run(["update", "make", *files, "--key", str(key), "--out", str(out)]) == 1
    assert "already there" in capsys.readouterr().err
    (out / "handrail_1.1.0.efi").write_bytes(kernel_of("1.1.1"))
    assert run(["update", "check", str(out), "--trust", str(keys)]) == 1
    assert "damaged" in capsys.readouterr().err
    assert run(["update", "make", files[0], "--key", str(key), "--out", str(tmp_path / "half")]) == 1
    assert not (tmp_path / "half").exists()


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine whose root's updater takes anything that is signed; ``ran`` is what it had systemd do."""
    machine = Machine(tmp_path)
    monkeypatch.setattr(ledger, "FOLDER", machine.folder)
    monkeypatch.setattr(update, "_here", lambda: machine.here)
    monkeypatch.setattr(update, "_updater", machine.updater)
    monkeypatch.setattr(commands, "run", machine.run)
    monkeypatch.setattr(update.time, "sleep", lambda _: machine.ran.append("waited"))
    return machine


class Machine:
    def __init__(self, tmp_path):
        self.folder = tmp_path / "updates"
        self.here = here(tmp_path)
        self.ran = []

    def updater(self):
        def install(_folder, release, keep):
            keep(Attempt(release.kind, release.version, release.digest, "1.0.0", READY))

        return Updater(self.here, self.folder, install, lambda kept: kept)

    def run(self, command):
        self.ran.append(command)
        if "is-active" in command:
            raise ReleaseError("It does not run.")
        return ""


def test_what_was_fetched_is_taken_away_and_started_once_nobody_is_there(machine, tmp_path, capsys):
    incoming = machine.folder / "incoming"
    incoming.mkdir(parents=True)
    image(tmp_path).rename(incoming / "image")
    (incoming / "program").symlink_to(tmp_path)
    assert run(["update", "round"]) == 0
    assert list(incoming.iterdir()) == []
    assert tmp_path.exists()
    assert machine.ran[-1] == ("systemctl", "--no-block", "reboot")
    assert "program cannot be read" in capsys.readouterr().err
    machine.ran.clear()
    keep_ledger(machine.folder, Ledger(Attempt(PROGRAM, "1.1.0", "", "1.0.0", TRYING)))
    assert run(["update", "round"]) == 0
    assert machine.ran == [], "what is being tried is the watchman's"


def test_by_hand_it_is_installed_told_and_started_at_once_only_when_asked(machine, tmp_path, capsys):
    place = str(image(tmp_path))
    assert run(["update", "install", place]) == 0
    assert machine.ran == []
    assert run(["update", "status"]) == 0
    assert "In hand: 1.1.0 (ready)" in capsys.readouterr().out
    assert run(["update", "install", place, "--now"]) == 0
    assert machine.ran == [("systemctl", "--no-block", "reboot")]
    assert run(["update", "install", str(image(tmp_path, "0.9.0", name="old"))]) == 1
    assert run(["update", "status", "--json"]) == 1
    told = json.loads(capsys.readouterr().out.split("start on.\n")[-1])
    assert (told["kind"], told["trying"]["version"], "not newer" in told["refused"]) == (IMAGE, "1.1.0", True)


def test_an_image_that_stands_is_no_longer_in_hand(machine, tmp_path):
    attempt = Attempt(IMAGE, "1.1.0", "", "1.0.0", READY)
    keep_ledger(machine.folder, Ledger(attempt, refused="It was old."))
    assert run(["update", "healthy"]) == 0
    assert read_ledger(machine.folder).trying == attempt, "another runs"
    machine.here = here(tmp_path, version="1.1.0")
    assert run(["update", "healthy"]) == 0
    assert read_ledger(machine.folder) == Ledger()


@pytest.mark.parametrize("there", [True, False])
def test_a_stick_is_read_where_it_is_shown_and_the_round_starts_what_was_on_it(
    machine, tmp_path, monkeypatch, there
):
    media = tmp_path / "media" / "sdb1"
    if there:
        (media / "handrail").mkdir(parents=True)
        image(tmp_path).rename(media / "handrail" / "image")
    else:
        media.mkdir(parents=True)
    monkeypatch.setattr(update, "SHOWN", media.parent)
    monkeypatch.setattr(Path, "is_mount", lambda path: path == media)
    assert run(["update", "stick", "/dev/sdb1"]) == 0
    started = [("systemctl", "--no-block", "start", "handrail-update.service")]
    assert machine.ran == (started if there else [])


class Debian:
    """What lsblk and sfdisk tell of one disk."""

    def __init__(self, tmp_path):
        self.devices = [tmp_path / "p2", tmp_path / "p3"]
        for device in self.devices:
            device.write_bytes(b"\0" * 5000)

    def __call__(self, command):
        if command[0] == "lsblk":
            return "/dev/sda\n"
        assert command == ("sfdisk", "-J", "/dev/sda")
        parts = [
            {"node": str(device), "type": ROOT_X86, "size": 100} | label
            for device, label in zip(self.devices, ({"name": "handrail_1.0.0"}, {}), strict=True)
        ]
        esp = {"node": "/dev/sda1", "type": "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "name": "ESP", "size": 1}
        return json.dumps({"partitiontable": {"sectorsize": 512, "partitions": [esp, *parts]}})


def test_the_real_disk_is_written_read_back_and_made_startable(tmp_path, monkeypatch):
    entries = tmp_path / "Linux"
    entries.mkdir()
    (entries / "handrail_1.0.0.efi").write_bytes(kernel_of("1.0.0"))
    (entries / "handrail_0.9.0.efi").write_bytes(b"older")
    line = tmp_path / "cmdline"
    line.write_text("quiet handrail.verity=handrail_1.0.0:4096:abc\n")
    debian = Debian(tmp_path)
    disk = LinuxDisk(debian, entries=entries, command_line=line)
    assert disk.running() == "/dev/disk/by-partlabel/handrail_1.0.0"
    monkeypatch.setattr(disk, "running", lambda: str(debian.devices[0]))
    named = []
    monkeypatch.setattr(disk, "label_slot", lambda slot, label: named.append((slot, label)))
    keys, kept = trust(tmp_path / "keys"), []

    def install(folder, release, keep):
        install_image(folder, release, disk, "1.0.0", lambda attempt: (kept.append(attempt), keep(attempt)))

    machine = Here(IMAGE, "1.0.0", "amd64", "", keys)
    Updater(machine, tmp_path / "updates", install, lambda kept: kept).take(image(tmp_path))
    assert debian.devices[1].read_bytes().startswith(root_of("1.1.0"))
    assert debian.devices[0].read_bytes() == b"\0" * 5000
    assert sorted(path.name for path in entries.iterdir()) == ["handrail_1.0.0.efi", "handrail_1.1.0+3.efi"]
    assert (entries / "handrail_1.1.0+3.efi").read_bytes() == kernel_of("1.1.0")
    assert named == [(Slot(str(debian.devices[1]), "", 51_200), "handrail_1.1.0")]
    assert [attempt.step for attempt in kept] == ["writing", "ready"]
    line.write_text("quiet\n")
    with pytest.raises(ReleaseError, match="not started from an image"):
        LinuxDisk(debian, command_line=line).running()


def test_what_runs_here_is_read_off_the_system(tmp_path):
    read = partial(read_here, "0.1.0+deb13", tmp_path / "os-release", "x86_64")
    assert (read().kind, read().version, read().debian) == (PROGRAM, "0.1.0", "")
    (tmp_path / "os-release").write_text('ID=debian\nVERSION_ID="13"\n# more\n')
    assert (read().architecture, read().debian, str(read().keys)) == (
        "amd64",
        "13",
        "/etc/handrail/release-keys",
    )
    (tmp_path / "os-release").write_text('ID=debian\nIMAGE_ID=handrail\nIMAGE_VERSION="1.2.0"\n')
    assert read() == Here(IMAGE, "1.2.0", "amd64", "", Path("/usr/share/handrail/release-keys"))
    assert read_here("none", tmp_path / "nothing").version == "0.0.0"
