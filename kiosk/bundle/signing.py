"""Who may sign a bundle: Ed25519 keys, whose public halves are written into kiosk.toml and nowhere else."""

import base64
import binascii
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from kiosk.errors import BundleError


def new_key(file: Path) -> str:
    """Make a key pair: the private half into a new file for its owner alone; the result is the public half.

    Raises BundleError when the file is there already or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError as error:
        raise BundleError(f"{file} is already there: move it away or choose another name.") from error
    except OSError as error:
        raise BundleError(f"{file} cannot be written ({error.strerror}).") from error
    return public_text(key)


def load_key(file: Path) -> Ed25519PrivateKey:
    """The private key in a file that :func:`new_key` made. Raises BundleError."""
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise BundleError(f"The signing key {file} cannot be read ({error.strerror}).") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BundleError(f"{file} is not a signing key: make one with 'kiosk bundle keys'.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BundleError(f"{file} is a key of another kind: make one with 'kiosk bundle keys'.")
    return key


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half as kiosk.toml has it."""
    return base64.b64encode(_raw(key.public_key())).decode()


def key_id(key: Ed25519PrivateKey) -> str:
    """The name of a key in a bundle: the first 16 hex digits of the SHA-256 of its public half."""
    return _id(_raw(key.public_key()))


def trusted(texts: Sequence[str]) -> Mapping[str, Ed25519PublicKey]:
    """The keys of kiosk.toml by their ids. Raises BundleError for one that is none."""
    keys = {}
    for text in texts:
        try:
            raw = base64.b64decode(text, validate=True)
            keys[_id(raw)] = Ed25519PublicKey.from_public_bytes(raw)
        except (ValueError, binascii.Error) as error:
            raise BundleError(
                f"{text[:60]!r} is no public signing key: copy the line that 'kiosk bundle keys' printed."
            ) from error
    return keys


def is_signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether the signature of ``message`` is by ``key``."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _id(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]
