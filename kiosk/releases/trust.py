"""Who may sign releases: Ed25519 public keys, one PEM file each in a folder that only root can write to."""

from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from kiosk.bundle.signing import is_signed
from kiosk.errors import ReleaseError
from kiosk.releases.release import Release

MARK = b"handrail-release/1\n"
"""Stands before what is signed, so that no other thing which such a key signed passes for a release."""

_MOST_KEYS = 8


def keys_in(folder: Path) -> tuple[Ed25519PublicKey, ...]:
    """The keys of ``folder``, by file name. Raises ReleaseError when there are none, or one is no such key."""
    files = sorted(folder.glob("*.pem"))[:_MOST_KEYS]
    if not files:
        raise ReleaseError(f"No key in {folder} may sign releases yet, so none is taken: put one there.")
    return tuple(_key(file) for file in files)


def prove(line: bytes, signature: bytes, trusted: Sequence[Ed25519PublicKey]) -> Release:
    """The release in ``line``, read only once its signature is proved to be by a trusted key. Raises ReleaseError."""
    if not any(is_signed(key, signature, MARK + line) for key in trusted):
        raise ReleaseError(
            "The release is not signed by a key that this kiosk trusts, so nothing of it is used."
        )
    return Release.of(line)


def sign(release: Release, key: Ed25519PrivateKey) -> bytes:
    """The signature of a release."""
    return key.sign(MARK + release.line())


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """The public half, as :func:`keys_in` reads it."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _key(file: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise ReleaseError(f"{file} cannot be read as a public key: take it away or put it right.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ReleaseError(f"{file} is a key of another kind: releases are signed with Ed25519.")
    return key
