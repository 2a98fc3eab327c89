"""Sealing a submission to the council's public key: after this only the council can read it (RFC 9180, HPKE)."""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from kiosk.attachments import part
from kiosk.attachments.part import PartHeader
from kiosk.errors import ConfigError, StoreError
from kiosk.submission import MAX_ENVELOPE, Header, Submission

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True)
class CouncilKey:
    """The public half of a council's key; the private half is never on a kiosk.

    ``raw`` is the 32 bytes of the X25519 key; ``key_id`` the first 16 hex digits of its SHA-256.
    """

    key_id: str
    raw: bytes

    @classmethod
    def of(cls, raw: bytes) -> "CouncilKey":
        """The key with these 32 bytes."""
        return cls(hashlib.sha256(raw).hexdigest()[:16], raw)

    @classmethod
    def of_pem(cls, pem: str) -> "CouncilKey":
        """The key in a PEM text. Raises ConfigError that says what to do when it cannot be used."""
        if "PRIVATE KEY" in pem:
            raise ConfigError(
                "The council’s key on this kiosk is a private key. Take it off this machine: "
                "only the public key may be here."
            )
        try:
            key = load_pem_public_key(pem.encode())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise ConfigError(
                "The council’s public key on this kiosk cannot be read. Enrol the kiosk with the council again."
            ) from error
        if not isinstance(key, X25519PublicKey):
            raise ConfigError(
                "The council’s public key on this kiosk is of another kind than X25519. "
                "Enrol the kiosk with the council again."
            )
        return cls.of(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


@dataclass(frozen=True)
class Envelope:
    """Sealed bytes, the same for every attempt to send them. ``digest`` is the SHA-256 of ``data``.

    ``again``: an earlier attempt ended without an answer, so it may be there already. ``unsent`` are the numbers of
    the attachments that have to go before it. An attachment's own envelope has a PartHeader.
    """

    header: Header
    data: bytes
    digest: bytes
    again: bool = False
    unsent: tuple[int, ...] = ()

    @classmethod
    def of(cls, data: bytes) -> "Envelope":
        """An envelope back from its bytes. Raises ValueError when they are not one."""
        header, _ = Header.of(data)
        return cls(header, data, hashlib.sha256(data).digest())

    @classmethod
    def of_part(cls, data: bytes) -> "Envelope":
        """The same for an attachment's envelope."""
        header, _ = PartHeader.of(data)
        return cls(header, data, hashlib.sha256(data).digest())


def seal(submission: Submission, key: CouncilKey) -> Envelope:
    """Seal once, when the citizen sends: sealing is randomised, so a second sealing would be another envelope."""
    header = Header(submission.id, submission.form_id, submission.form_version, key.key_id)
    envelope = _sealed(header, submission.plaintext(), key)
    if len(envelope.data) > MAX_ENVELOPE:
        raise StoreError("These answers are too large to send. Remove some of the files or photos.")
    return envelope


def seal_parts(submission: Submission, key: CouncilKey) -> tuple[Envelope, ...]:
    """Each attachment by itself, in order; as often as :func:`seal`."""
    about = (submission.id, submission.form_id, submission.form_version, key.key_id)
    count = str(len(submission.files))
    listed = zip(submission.attachments, submission.files, strict=True)
    return tuple(
        _sealed(PartHeader(*about, number=str(number), count=count), part.plaintext(one, data), key)
        for number, (one, data) in enumerate(listed, 1)
    )


def _sealed(header: Header, plaintext: bytes, key: CouncilKey) -> Envelope:
    public = X25519PublicKey.from_public_bytes(key.raw)
    data = header.line() + b"\n" + _SUITE.encrypt(plaintext, public, info=header.info)
    return Envelope(header, data, hashlib.sha256(data).digest())
