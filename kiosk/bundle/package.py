"""A bundle as one file: a mark, a signature, the manifest's line, and then the bytes of its files, one after another.

Nothing in it names a place, a link, a device or a packed size but the manifest, and that is read only once its
signature is proved; so there is no archive to attack (docs/decisions/0025).
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.bundle import signing
from kiosk.bundle.head import MARK, Signed
from kiosk.bundle.limits import MAX_BUNDLE, MAX_FILE
from kiosk.bundle.manifest import File, Manifest
from kiosk.durable import sync_folder, write_synced
from kiosk.errors import BundleError

BLOCK = 256 * 1024

DAMAGED = (
    "The bundle was damaged or changed after it was signed, so none of it is used. Copy or fetch it again."
)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file that may come from anybody: no link, no device, no pipe that never ends. Raises BundleError."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise BundleError(
            f"{path} cannot be read ({error.strerror}). A bundle is a file, and no link."
        ) from error
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise BundleError(f"{path} is not a plain file.")
        if found.st_size > MAX_BUNDLE:
            raise BundleError(f"{path} is too large for a bundle.")
        try:
            yield file
        except OSError as error:
            raise BundleError(f"{path} cannot be read, or there is no room ({error.strerror}).") from error


def prove(signed: Signed, trusted: Mapping[str, Ed25519PublicKey]) -> Manifest:
    """The manifest, once its signature is proved to be by a trusted key. Raises BundleError."""
    if not trusted:
        raise BundleError("This kiosk trusts no signing key yet: write bundle_keys in kiosk.toml.")
    key = trusted.get(signed.key_id)
    if key is None or not signing.is_signed(key, signed.signature, MARK + signed.line):
        raise BundleError("The bundle is not signed by a key that this kiosk trusts, so none of it is used.")
    return Manifest.of(signed.line)


def check_size(file: BinaryIO, signed: Signed, manifest: Manifest) -> None:
    """Raise BundleError unless the file is exactly as long as its manifest says."""
    if os.fstat(file.fileno()).st_size != signed.start + manifest.size:
        raise BundleError(DAMAGED)


def contents(file: BinaryIO, manifest: Manifest) -> Iterator[tuple[File, Iterator[bytes]]]:
    """Each file of the bundle with its bytes, block by block; raises BundleError at the end of one that was changed.

    The blocks of one must be used up before the next is asked for.
    """
    for each in manifest.files:
        yield each, _blocks(file, each)


def unpack(file: BinaryIO, manifest: Manifest, folder: Path) -> None:
    """Write every file below ``folder``, which is empty, and synced when this returns.

    Raises BundleError when a byte was changed; what was written by then is the caller's to remove.
    """
    for each, blocks in contents(file, manifest):
        place = folder / each.path
        place.parent.mkdir(parents=True, exist_ok=True)
        write_synced(place, blocks)
    for at, _, _ in os.walk(folder, topdown=False):
        sync_folder(Path(at))


def make(folder: Path, manifest: Manifest, key: Ed25519PrivateKey, out: Path) -> None:
    """Sign the manifest of the files in ``folder`` and write the bundle to ``out``, whole or not at all.

    Raises BundleError when it is there already, or a file changed since.
    """
    line = manifest.line()
    signed = Signed(signing.key_id(key), key.sign(MARK + line), line)
    if out.exists():
        raise BundleError(f"{out} is already there: move it away or choose another name.")
    part = out.with_name(f".{out.name}.part")
    try:
        part.unlink(missing_ok=True)
        write_synced(part, _whole(folder, signed, manifest))
        part.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        raise BundleError(f"{out} cannot be written ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)


def listed(folder: Path, path: str) -> File:
    """A file of a folder as a manifest names it. Raises BundleError when it is too large or cannot be read."""
    try:
        if (folder / path).stat().st_size > MAX_FILE:
            raise BundleError(f"{folder / path} is too large for a bundle.")
        data = (folder / path).read_bytes()
    except OSError as error:
        raise BundleError(f"{folder / path} cannot be read ({error.strerror}).") from error
    return File(path, len(data), hashlib.sha256(data).hexdigest())


def _whole(folder: Path, signed: Signed, manifest: Manifest) -> Iterator[bytes]:
    yield signed.head()
    for each in manifest.files:
        with (folder / each.path).open("rb") as file:
            yield from _blocks(file, each)


def _blocks(file: BinaryIO, each: File) -> Iterator[bytes]:
    digest = hashlib.sha256()
    left = each.size
    while left:
        block = file.read(min(BLOCK, left))
        if not block:
            raise BundleError(DAMAGED)
        digest.update(block)
        left -= len(block)
        yield block
    if digest.hexdigest() != each.sha256:
        raise BundleError(DAMAGED)
