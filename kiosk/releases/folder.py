"""The folder of a release, as anybody may have made it: no link is followed, no device opened, no size believed."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.errors import ReleaseError
from kiosk.releases.release import MANIFEST, MAX_MANIFEST, SIGNATURE, File, Release
from kiosk.releases.trust import prove

BLOCK = 1024 * 1024
_SIGNED = 64
"""Bytes of an Ed25519 signature."""

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Folder:
    """An opened release folder: what is done with it is done by its handle, wherever its name may lead meanwhile."""

    def __init__(self, handle: int, name: str) -> None:
        self._handle = handle
        self._name = name

    @classmethod
    @contextmanager
    def open(cls, place: Path) -> Iterator[Self]:
        """The folder at ``place``, which is no link. Raises ReleaseError."""
        try:
            handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            raise ReleaseError(
                f"{place} cannot be read ({error.strerror}). A release is a folder."
            ) from error
        try:
            yield cls(handle, str(place))
        finally:
            os.close(handle)

    def prove(self, trusted: Sequence[Ed25519PublicKey]) -> Release:
        """What the folder holds, once its signature is proved. Its files are not looked at. Raises ReleaseError."""
        line = self._small(MANIFEST, MAX_MANIFEST)
        return prove(line, self._small(SIGNATURE, _SIGNED), trusted)

    def claimed(self) -> tuple[Release, bytes]:
        """What the folder says that it holds, and the signature, neither of them proved: for who hands it on."""
        return Release.of(self._small(MANIFEST, MAX_MANIFEST)), self._small(SIGNATURE, _SIGNED)

    def blocks(self, file: File) -> Iterator[bytes]:
        """The bytes of a file, as they are now; raises ReleaseError at the end when they are not those signed.

        What was made of the blocks by then is the caller's to throw away. Read twice, a stick may give other bytes:
        so each reading is proved by itself.
        """
        digest, left = hashlib.sha256(), file.size
        with self._opened(file.name) as opened:
            if os.fstat(opened.fileno()).st_size != file.size:
                raise ReleaseError(self._damaged(file.name))
            while left:
                block = _read(opened, file.name, min(BLOCK, left))
                if not block:
                    raise ReleaseError(self._damaged(file.name))
                digest.update(block)
                left -= len(block)
                yield block
        if digest.hexdigest() != file.sha256:
            raise ReleaseError(self._damaged(file.name))

    def check_whole(self, release: Release) -> None:
        """Raise ReleaseError unless every file is there as it was signed."""
        for file in release.files:
            for _ in self.blocks(file):
                pass

    def _small(self, name: str, most: int) -> bytes:
        with self._opened(name) as file:
            data = _read(file, name, most + 1)
        if len(data) > most:
            raise ReleaseError(f"{name} in {self._name} is too large, so nothing of the release is used.")
        return data

    @contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        try:
            handle = os.open(name, _READ, dir_fd=self._handle)
        except OSError as error:
            raise ReleaseError(
                f"{name} in {self._name} cannot be read ({error.strerror}), so nothing of the release is used."
            ) from error
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise ReleaseError(f"{name} in {self._name} is not a plain file.")
        with os.fdopen(handle, "rb") as file:
            yield file

    def _damaged(self, name: str) -> str:
        return f"{name} in {self._name} was damaged or changed after it was signed. Copy or fetch it again."


def _read(file: BinaryIO, name: str, size: int) -> bytes:
    try:
        return file.read(size)
    except OSError as error:  # the stick was taken out
        raise ReleaseError(f"{name} cannot be read ({error.strerror}). Copy or fetch it again.") from error
