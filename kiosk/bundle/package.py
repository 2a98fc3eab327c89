"""A bundle as one file: a mark, a signature, the manifest's line, and then the bytes of its files, one after another.

Nothing in it names a place, a link, a device or a packed size but the manifest, and that is read only once its
signature is proved; so there is no archive to attack (docs/decisions/0022).
"""

import base64
import binascii
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.bundle import signing
from kiosk.bundle.limits import MAX_BUNDLE, MAX_FILE, MAX_MANIFEST
from kiosk.bundle.manifest import File, Manifest
from kiosk.errors import BundleError

MARK = b"handrail-bundle/1\n"
BLOCK = 256 * 1024
_LONGEST_SIGNATURE = 128
_PARTS = 2

NO_BUNDLE = "This file is no bundle, or it was cut off. Copy or fetch it again."
DAMAGED = (
    "The bundle was damaged or changed after it was signed, so none of it is used. Copy or fetch it again."
)


@dataclass(frozen=True)
class Signed:
    """What stands before the files of a bundle. ``key_id`` and ``signature`` are claims until :func:`prove`."""

    key_id: str
    signature: bytes
    line: bytes

    @property
    def start(self) -> int:
        """Where the bytes of the files begin."""
        return len(MARK) + len(self._signature_line) + len(self.line) + 1

    @property
    def _signature_line(self) -> bytes:
        return f"{self.key_id} {base64.b64encode(self.signature).decode()}\n".encode()

    def head(self) -> bytes:
        """The bytes of all that."""
        return MARK + self._signature_line + self.line + b"\n"


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


def read_head(file: BinaryIO) -> Signed:
    """What stands before the files. Raises BundleError when it is no bundle."""
    if file.read(len(MARK)) != MARK:
        raise BundleError(NO_BUNDLE)
    parts = file.readline(_LONGEST_SIGNATURE).split()
    line = file.readline(MAX_MANIFEST + 2)
    if len(parts) != _PARTS or not line.endswith(b"\n"):
        raise BundleError(NO_BUNDLE)
    try:
        signed = Signed(parts[0].decode("ascii"), base64.b64decode(parts[1], validate=True), line[:-1])
    except (UnicodeDecodeError, binascii.Error) as error:
        raise BundleError(NO_BUNDLE) from error
    if file.tell() != signed.start:
        raise BundleError(NO_BUNDLE)
    return signed


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


def write_synced(place: Path, blocks: Iterator[bytes]) -> None:
    """A new file, on disk when this returns."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    with os.fdopen(handle, "wb") as out:
        for block in blocks:
            out.write(block)
        out.flush()
        os.fsync(out.fileno())


def sync_folder(folder: Path) -> None:
    """Make what a folder lists last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
