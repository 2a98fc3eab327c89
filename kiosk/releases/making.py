"""Making a release: the files of an image or a program, their digests, and a signature, in one folder."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.durable import sync_folder, write_synced
from kiosk.errors import ReleaseError
from kiosk.releases.folder import BLOCK
from kiosk.releases.release import IMAGE, MANIFEST, PROGRAM, SIGNATURE, File, Release
from kiosk.releases.trust import sign

_OF_NAME = re.compile(r"handrail_(\d+\.\d+\.\d+)(?!\d)", re.ASCII)


def make(release: Release, files: Sequence[Path], key: Ed25519PrivateKey, out: Path) -> None:
    """Write the folder of a release, which is not there yet, on disk when this returns. Raises ReleaseError.

    The signature is written last: a folder without one is nothing.
    """
    try:
        out.mkdir(parents=True)
        for path in files:
            write_synced(out / path.name, _blocks(path))
        write_synced(out / MANIFEST, iter((release.line(),)))
        write_synced(out / SIGNATURE, iter((sign(release, key),)))
        sync_folder(out)
    except FileExistsError as error:
        raise ReleaseError(f"{out} is already there: move it away or choose another name.") from error
    except OSError as error:
        raise ReleaseError(f"{out} cannot be written ({error.strerror}).") from error


def describe(
    files: Sequence[Path], issued: datetime, architecture: str, debian: str, version: str
) -> Release:
    """The release that these files are: an image's two, or a program's one. ``version`` "" reads it off their names.

    Raises ReleaseError when they are neither.
    """
    kind = PROGRAM if any(path.suffix == ".deb" for path in files) else IMAGE
    if not version:
        found = {told[1] for path in files if (told := _OF_NAME.match(path.name))}
        if len(found) != 1:
            raise ReleaseError("The names of the files do not tell one version: give it with --version.")
        version = found.pop()
    listed = tuple(sorted((_listed(path) for path in files), key=lambda file: file.name))
    release = Release(kind, version, architecture, "" if kind == IMAGE else debian, issued, listed)
    release.check()
    return release


def _listed(path: Path) -> File:
    digest = hashlib.sha256()
    try:
        for block in _blocks(path):
            digest.update(block)
        return File(path.name, path.stat().st_size, digest.hexdigest())
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read ({error.strerror}).") from error


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(BLOCK), b"")
