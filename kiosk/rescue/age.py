"""The age file format (age-encryption.org/v1) with X25519 recipients, as one stream that is never held whole.

Why ours: docs/decisions/0023-rescue-file.md. Source: https://github.com/C2SP/C2SP/blob/main/age.md
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024
TAG = 16
_LONGEST_LINE = 200
_MOST_LINES = 200
_NONCE = 16
_WRAP = b"age-encryption.org/v1/X25519"

NOT_AGE = "This is no age file, or its beginning is damaged."
NOT_OURS = "This age file is not for a key that is here."
DAMAGED = "This age file was cut off or changed."


def sealed(
    recipients: Sequence[bytes], plain: Iterable[bytes], random: Callable[[int], bytes]
) -> Iterator[bytes]:
    """``plain`` as an age file for each of the raw X25519 public keys; ``random`` gives that many bytes."""
    file_key = random(16)
    header = VERSION + b"".join(_stanza(recipient, file_key, random) for recipient in recipients) + b"---"
    yield header + b" " + _base64(_mac(file_key, header)) + b"\n"
    nonce = random(_NONCE)
    yield nonce
    aead = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
    waiting = bytearray()
    number = 0
    for piece in plain:
        waiting += piece
        while len(waiting) > CHUNK:  # what may be the last stays, to be marked as such
            yield aead.encrypt(_counter(number, last=False), bytes(waiting[:CHUNK]), None)
            del waiting[:CHUNK]
            number += 1
    yield aead.encrypt(_counter(number, last=True), bytes(waiting), None)


def opened(file: BinaryIO, identities: Sequence[X25519PrivateKey]) -> Iterator[bytes]:
    """What is in an age file, chunk by chunk, each proved before it is given.

    Raises ValueError with a sentence: it is none, not for these keys, or damaged. Only when the iterator has ended
    is it sure that nothing is missing.
    """
    header, stanzas, mac = _read_header(file)
    file_key = next((key for stanza in stanzas if (key := _unwrapped(*stanza, identities)) is not None), None)
    if file_key is None:
        raise ValueError(NOT_OURS)
    if not hmac.compare_digest(mac, _mac(file_key, header)):
        raise ValueError(DAMAGED)
    nonce = file.read(_NONCE)
    if len(nonce) != _NONCE:
        raise ValueError(DAMAGED)
    yield from _chunks(file, ChaCha20Poly1305(_derive(file_key, nonce, b"payload")))


def _chunks(file: BinaryIO, aead: ChaCha20Poly1305) -> Iterator[bytes]:
    number = 0
    block = file.read(CHUNK + TAG)
    while True:
        after = file.read(CHUNK + TAG)
        try:
            chunk = aead.decrypt(_counter(number, last=not after), block, None)
        except InvalidTag as error:
            raise ValueError(DAMAGED) from error
        if number and not chunk:
            raise ValueError(DAMAGED)  # only an empty file ends with an empty chunk
        yield chunk
        if not after:
            return
        number += 1
        block = after


def _read_header(file: BinaryIO) -> tuple[bytes, list[tuple[bytes, bytes]], bytes]:
    """The header up to its MAC, the share and the wrapped key of each X25519 stanza, and the MAC."""
    if file.read(len(VERSION)) != VERSION:
        raise ValueError(NOT_AGE)
    header = VERSION
    stanzas: list[tuple[bytes, bytes]] = []
    share: bytes | None = None
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise ValueError(NOT_AGE)
        if line.startswith(b"--- "):
            return header + b"---", stanzas, _unbase64(line[4:-1])
        header += line
        if line.startswith(b"-> "):
            words = line[3:-1].split(b" ")
            share = _unbase64(words[1]) if words[0] == b"X25519" and len(words) == 2 else None  # noqa: PLR2004 name, share
        elif share is not None:
            stanzas.append((share, _unbase64(line[:-1])))
            share = None
    raise ValueError(NOT_AGE)


def _stanza(recipient: bytes, file_key: bytes, random: Callable[[int], bytes]) -> bytes:
    ephemeral = X25519PrivateKey.from_private_bytes(random(32))
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    wrapped = ChaCha20Poly1305(_derive(shared, share + recipient, _WRAP)).encrypt(bytes(12), file_key, None)
    return b"-> X25519 " + _base64(share) + b"\n" + _base64(wrapped) + b"\n"


def _unwrapped(share: bytes, wrapped: bytes, identities: Sequence[X25519PrivateKey]) -> bytes | None:
    for identity in identities:
        recipient = identity.public_key().public_bytes_raw()
        try:
            shared = identity.exchange(X25519PublicKey.from_public_bytes(share))
            return ChaCha20Poly1305(_derive(shared, share + recipient, _WRAP)).decrypt(
                bytes(12), wrapped, None
            )
        except (InvalidTag, ValueError):
            continue
    return None


def _counter(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((last,))


def _derive(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), header, sha256)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError(NOT_AGE) from error
    if _base64(data) != text:
        raise ValueError(NOT_AGE)
    return data
