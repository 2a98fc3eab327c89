"""The keys that submissions are sealed to (RFC 9180, HPKE): X25519, or ML-KEM-768 together with X25519.

A key of two parts is written as two PEM blocks, one after the other: ML-KEM-768, then X25519. It keeps answers secret
even from who copies them today and has a quantum computer one day.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from kiosk.submission import SUITE

HYBRID = "MLKEM768-X25519-HKDF-SHA256-ChaCha20Poly1305"
"""What the header of an envelope says that is sealed to a key of two parts."""

SUITES: Mapping[str, hpke.Suite] = {
    SUITE: hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305),
    HYBRID: hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305),
}
"""By the name in a header."""

X25519_SIZE = 32
HYBRID_SIZE = 1184 + X25519_SIZE
"""Bytes of a public key."""

PublicKey = X25519PublicKey | hpke.MLKEM768X25519PublicKey
PrivateKey = X25519PrivateKey | hpke.MLKEM768X25519PrivateKey
_BLOCK = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)


def key_id(raw: bytes) -> str:
    """The first 16 hex digits of the SHA-256 of a raw public key."""
    return hashlib.sha256(raw).hexdigest()[:16]


def suite_of(raw: bytes) -> str:
    """The suite that a raw public key is for: a key of SUITES."""
    return HYBRID if len(raw) == HYBRID_SIZE else SUITE


@lru_cache(maxsize=4)
def public_key(raw: bytes) -> PublicKey:
    """A raw public key, as the library takes it. Raises ValueError when it is none."""
    x25519 = X25519PublicKey.from_public_bytes(raw[-X25519_SIZE:])
    if len(raw) == X25519_SIZE:
        return x25519
    return hpke.MLKEM768X25519PublicKey(MLKEM768PublicKey.from_public_bytes(raw[:-X25519_SIZE]), x25519)


def raw_of_pem(pem: str) -> bytes:
    """The raw public key in a PEM text of one block or two.

    Raises ValueError when it cannot be read, TypeError when it is a key of another kind.
    """
    try:
        keys = [load_pem_public_key(block.encode()) for block in _BLOCK.findall(pem)]
    except UnsupportedAlgorithm as error:
        raise ValueError("a key that cannot be used here") from error
    match keys:
        case []:
            raise ValueError("no PEM text")
        case [X25519PublicKey() as x25519]:
            return x25519.public_bytes_raw()
        case [MLKEM768PublicKey() as mlkem, X25519PublicKey() as x25519]:
            return mlkem.public_bytes_raw() + x25519.public_bytes_raw()
    raise TypeError("a key of another kind")


def private_parts(pem: bytes) -> tuple[MLKEM768PrivateKey | None, X25519PrivateKey]:
    """The parts of the private key in a PEM text; None for the first of an X25519 key alone. Raises as raw_of_pem."""
    try:
        keys = [load_pem_private_key(block.encode(), None) for block in _BLOCK.findall(pem.decode())]
    except UnsupportedAlgorithm as error:
        raise ValueError("a key that cannot be used here") from error
    match keys:
        case []:
            raise ValueError("no PEM text")
        case [X25519PrivateKey() as x25519]:
            return None, x25519
        case [MLKEM768PrivateKey() as mlkem, X25519PrivateKey() as x25519]:
            return mlkem, x25519
    raise TypeError("a key of another kind")
