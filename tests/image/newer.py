"""Another version of the image, made cheaply of the one that was built, and releases of it: good, broken and forged."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kiosk.releases.making import describe, make
from tests.image.bench import ROOT, Built, keys, taken_from

IMAGE = ROOT / "deploy" / "image"


def other_version(built, version, folder):
    """The same root with another version in it, packed and signed by the scripts of the build itself."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Built(folder, version)
    tree = folder / "tree"
    if not tree.exists():
        _run("unsquashfs", "-q", "-n", "-no-xattrs", "-d", tree, built.root)
        release = _release_of(tree)
        (tree / "boot").mkdir(exist_ok=True)
        taken_from(built.boot, ".linux", tree / "boot" / f"vmlinuz-{release}")
        taken_from(built.boot, ".initrd", tree / "boot" / f"initrd.img-{release}")
    told = tree / "usr" / "lib" / "os-release"
    lines = [line for line in told.read_text().splitlines() if not line.startswith("IMAGE_VERSION=")]
    told.write_text("\n".join([*lines, f"IMAGE_VERSION={version}", ""]))
    _run(IMAGE / "pack", tree, version, folder)
    _run(IMAGE / "kernel", tree, version, folder, keys())
    return made


def broken_version(good, version, folder):
    """A version whose root is not what its boot file was signed for: it panics at each start."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Built(folder, version)
    _run("cp", good.root, made.root)
    with made.root.open("r+b") as file:
        file.write(bytes(4096))
    for needed in ("verity",):
        _run("cp", good.folder / needed, folder / needed)
    _run(IMAGE / "kernel", good.folder / "tree", version, folder, keys())
    return made


def release_of(made, out, key=None):
    """A folder as 'kiosk update make' writes it, signed with the test key, or with ``key``."""
    if not out.exists():
        key = key or load_pem_private_key((keys() / "release.key").read_bytes(), None)
        files = [made.boot, made.root]
        make(
            describe(files, datetime(2026, 11, 22, tzinfo=UTC), "amd64", "13", made.version), files, key, out
        )
    return out


def on_stick(release):
    """Where each file of a release lies on a stick."""
    return {f"handrail/image/{file.name}": file for file in sorted(release.iterdir())}


def stranger():
    """A key that no kiosk trusts."""
    return Ed25519PrivateKey.generate()


def _release_of(tree):
    (modules,) = (tree / "usr" / "lib" / "modules").iterdir()
    return modules.name


def _run(*words):
    environ = os.environ | {"TEST": "1", "SOURCE_DATE_EPOCH": "1767225600"}
    done = subprocess.run(
        [str(word) for word in words], env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{Path(words[0]).name}: {done.stderr[-2000:]}")
