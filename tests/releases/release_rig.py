"""Releases for tests, made in a moment, and a disk whose plug can be pulled at any step, with its boot loader."""

import hashlib
import re
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.releases import making
from kiosk.releases.boot_entries import entry_of, slot_label
from kiosk.releases.here import Here
from kiosk.releases.image import Slot
from kiosk.releases.release import IMAGE, numbers
from kiosk.releases.trust import public_pem

KEY = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
SPARE = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
ISSUED = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def trust(folder, *keys):
    """A folder of the public halves of keys."""
    folder.mkdir(exist_ok=True)
    for number, key in enumerate(keys or (KEY,)):
        (folder / f"{number}.pem").write_bytes(public_pem(key))
    return folder


def here(tmp_path, kind=IMAGE, version="1.0.0", architecture="amd64", debian=None):
    """A kiosk that trusts KEY, and runs this."""
    if debian is None:
        debian = "" if kind == IMAGE else "13"
    return Here(kind, version, architecture, debian, trust(tmp_path / "keys"))


def root_of(version):
    """The bytes of an image's root."""
    return f"root of {version} ".encode() * 40


def kernel_of(version):
    """The bytes of what starts it: it names the root that it takes, as the hash of dm-verity does."""
    return f"{version} {hashlib.sha256(root_of(version)).hexdigest()}".encode()


def image(tmp_path, version="1.1.0", key=KEY, name="image", architecture="amd64"):
    """The folder of a release of an image."""
    files = {f"handrail_{version}.root.img": root_of(version), f"handrail_{version}.efi": kernel_of(version)}
    return _made(tmp_path, files, name, key=key, architecture=architecture)


def program(tmp_path, version="1.1.0", name="program", *, debian="13", data=b"a package"):
    """The folder of a release of a program."""
    return _made(tmp_path, {f"handrail_{version}_amd64.deb": data}, name, debian=debian)


def _made(tmp_path, files, name, *, key=KEY, architecture="amd64", debian=""):
    source = tmp_path / f"of {name}"
    source.mkdir(exist_ok=True)
    for file, data in files.items():
        (source / file).write_bytes(data)
    paths = [source / file for file in files]
    out = tmp_path / name
    making.make(making.describe(paths, ISSUED, architecture, debian, ""), paths, key, out)
    return out


class PowerCutError(Exception):
    """The plug was pulled."""


class FakeDisk:
    """As image.Disk. Each change is a step; at step ``cut`` the plug is pulled, and what is being written stays half.

    It holds what lasts: the slots with their labels, and the entries that systemd-boot finds.
    """

    def __init__(self, version="1.0.0"):
        self.held = {"/dev/a": (slot_label(version), root_of(version)), "/dev/b": ("_empty", b"")}
        self.files = {f"handrail_{version}.efi": kernel_of(version)}
        self.draft = b""
        self.live = "/dev/a"
        self.steps = 0
        self.cut = None
        self.lies = False
        self.space = 10_000

    def running(self):
        return self.live

    def slots(self):
        return tuple(Slot(device, label, 10_000) for device, (label, _) in self.held.items())

    def entries(self):
        return tuple(self.files)

    def room(self):
        return self.space

    def remove_entry(self, name):
        self.step()
        del self.files[name]

    def write_slot(self, slot, blocks):
        assert slot.device != self.live, "what runs is never written to"
        label, old = self.held[slot.device]
        written = b""
        for block in blocks:
            for at in range(0, len(block), 200):
                written += block[at : at + 200]
                self.held[slot.device] = label, written + old[len(written) :]
                self.step()

    def read_slot(self, slot, size):
        data = self.held[slot.device][1][:size]
        yield data[:-1] + b"?" if self.lies else data

    def label_slot(self, slot, label):
        self.step()
        self.held[slot.device] = label, self.held[slot.device][1]

    def write_draft(self, blocks):
        self.draft = b""
        for block in blocks:
            self.draft += block[:10]
            self.step()
            self.draft += block[10:]
        self.step()

    def read_draft(self):
        yield self.draft

    def start_draft(self, name):
        self.step()
        self.files[name], self.draft = self.draft, b""
        self.step()

    def step(self):
        self.steps += 1
        if self.steps == self.cut:
            raise PowerCutError

    def boot(self, broken=()):
        """Start the machine as systemd-boot does, until an image comes up that is not broken; its version.

        Whatever it starts must be whole: a root that is not the one which its kernel names fails the test.
        """
        for _ in range(20):
            entries = [entry_of(name) for name in self.files]
            entry = max(entries, key=lambda one: (one.left != 0, numbers(one.version)))
            name, kernel = entry.name, self.files.pop(entry.name)
            if entry.left:
                name = re.sub(r"\+.*", f"+{entry.left - 1}-{4 - entry.left}.efi", entry.name)
            self.files[name] = kernel
            version, digest = kernel.decode().split()
            assert version == entry.version
            devices = [at for at, (label, _) in self.held.items() if label == slot_label(version)]
            assert len(devices) == 1, "one slot has the name that the kernel asks for"
            data = self.held[devices[0]][1][: len(root_of(version))]
            assert hashlib.sha256(data).hexdigest() == digest, "a half-written image was started"
            self.live = devices[0]
            if version not in broken:
                self.files[f"handrail_{version}.efi"] = self.files.pop(name)
                return version
        raise AssertionError("no image came up")
