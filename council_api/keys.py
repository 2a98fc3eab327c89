"""The council's private keys: made at the first start, kept for as long as a submission is sealed to them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from council_api.settings import private_file, private_folder
from kiosk.errors import CouncilError

_ID_LENGTH = 16


@dataclass(frozen=True)
class PrivateKey:
    """One X25519 key; ``id`` is the first 16 hex digits of the SHA-256 of its raw public key."""

    id: str
    key: X25519PrivateKey

    def public_pem(self) -> str:
        """The half that kiosks seal to, as PEM text."""
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def private_pem(self) -> bytes:
        """The half that stays in the data folder, as PEM (PKCS #8)."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


Keys = Mapping[str, PrivateKey]
"""Private keys by their id."""


def private_key(key: X25519PrivateKey) -> PrivateKey:
    """Name a key by its public half."""
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return PrivateKey(hashlib.sha256(raw).hexdigest()[:_ID_LENGTH], key)


def load_keys(folder: Path) -> Keys:
    """Every key in ``folder``. Raises CouncilError that names a file that is no key or has another's name."""
    keys = {}
    for path in sorted(folder.glob("*.pem")):
        key = _load(path)
        if key.id != path.stem:
            raise CouncilError(f"The key in {path} has the id {key.id}: name the file {key.id}.pem.")
        keys[key.id] = key
    return keys


def new_key(folder: Path) -> PrivateKey:
    """Make a key and keep it in ``folder``, on disk before it returns."""
    key = private_key(X25519PrivateKey.generate())
    private_folder(folder)
    private_file(folder / f"{key.id}.pem", key.private_pem())
    return key


def _load(path: Path) -> PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise CouncilError(f"The private key {path} cannot be read ({error.strerror}).") from error
    except (ValueError, TypeError) as error:
        raise CouncilError(f"{path} is not a private key: put the file back from your backup.") from error
    if not isinstance(key, X25519PrivateKey):
        raise CouncilError(f"The private key {path} is not an X25519 key: move it out of the folder.")
    return private_key(key)
