"""The council's private keys: made at the first start, kept for as long as a submission is sealed to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from council_api.settings import private_file, private_folder
from kiosk import council_key
from kiosk.errors import CouncilError
from kiosk.submission import SUITE

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class PrivateKey:
    """One key, X25519 alone or with ML-KEM-768; ``id`` is that of its public half (kiosk/council_key.py)."""

    id: str
    x25519: X25519PrivateKey = field(repr=False)
    mlkem: MLKEM768PrivateKey | None = field(default=None, repr=False)

    @property
    def suite(self) -> str:
        """What the header says of an envelope that is sealed to it."""
        return council_key.HYBRID if self.mlkem else SUITE

    @property
    def key(self) -> council_key.PrivateKey:
        """As the library opens with it."""
        return MLKEM768X25519PrivateKey(self.mlkem, self.x25519) if self.mlkem else self.x25519

    def public_pem(self) -> str:
        """The half that kiosks seal to, as PEM text."""
        parts = [part.public_key() for part in (self.mlkem, self.x25519) if part]
        return "".join(
            part.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode() for part in parts
        )

    def private_pem(self) -> bytes:
        """The half that stays in the data folder, as PEM (PKCS #8)."""
        parts = [part for part in (self.mlkem, self.x25519) if part]
        return b"".join(
            part.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) for part in parts
        )


Keys = Mapping[str, PrivateKey]
"""Private keys by their id."""


class KeyFolder(Keys):
    """The keys that were read at the start, and any that is put into the folder while the API runs."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self._folder = folder
        self._keys = dict(keys)

    def __getitem__(self, key_id: str) -> PrivateKey:
        if key_id not in self._keys and _ID.fullmatch(key_id) and (self._folder / f"{key_id}.pem").is_file():
            self._keys |= load_keys(self._folder)
        return self._keys[key_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def private_key(x25519: X25519PrivateKey, mlkem: MLKEM768PrivateKey | None = None) -> PrivateKey:
    """Name a key by its public half."""
    raw = (mlkem.public_key().public_bytes_raw() if mlkem else b"") + x25519.public_key().public_bytes_raw()
    return PrivateKey(council_key.key_id(raw), x25519, mlkem)


def load_keys(folder: Path) -> Keys:
    """Every key in ``folder``. Raises CouncilError that names a file that is no key or has another's name."""
    keys = {}
    for path in sorted(folder.glob("*.pem")):
        key = _load(path)
        if key.id != path.stem:
            raise CouncilError(f"The key in {path} has the id {key.id}: name the file {key.id}.pem.")
        keys[key.id] = key
    return keys


def new_key(folder: Path, *, hybrid: bool = False) -> PrivateKey:
    """Make a key and keep it in ``folder``, on disk before it returns."""
    key = private_key(X25519PrivateKey.generate(), MLKEM768PrivateKey.generate() if hybrid else None)
    private_folder(folder)
    private_file(folder / f"{key.id}.pem", key.private_pem())
    return key


def _load(path: Path) -> PrivateKey:
    try:
        mlkem, x25519 = council_key.private_parts(path.read_bytes())
    except OSError as error:
        raise CouncilError(f"The private key {path} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise CouncilError(f"{path} is not a private key: put the file back from your backup.") from error
    except TypeError as error:
        raise CouncilError(
            f"The private key {path} is not an X25519 key: move it out of the folder."
        ) from error
    return private_key(x25519, mlkem)
