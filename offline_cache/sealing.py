"""Sealing a submission to the council's public key: after this only the council can read it (RFC 9180, HPKE)."""

import hashlib
from dataclasses import dataclass

from kiosk import council_key
from kiosk.attachments import part
from kiosk.attachments.part import PartHeader
from kiosk.errors import ConfigError, StoreError
from kiosk.submission import MAX_ENVELOPE, Header, Submission


@dataclass(frozen=True)
class CouncilKey:
    """The public half of a council's key; the private half is never on a kiosk.

    ``raw`` is the bytes of the X25519 key, or of an ML-KEM-768 key and an X25519 key after it; ``key_id`` the first
    16 hex digits of their SHA-256.
    """

    key_id: str
    raw: bytes

    @property
    def suite(self) -> str:
        """What the header says of an envelope that is sealed to it."""
        return council_key.suite_of(self.raw)

    @classmethod
    def of(cls, raw: bytes) -> "CouncilKey":
        """The key with these bytes."""
        return cls(council_key.key_id(raw), raw)

    @classmethod
    def of_pem(cls, pem: str) -> "CouncilKey":
        """The key in a PEM text. Raises ConfigError that says what to do when it cannot be used."""
        if "PRIVATE KEY" in pem:
            raise ConfigError(
                "The council’s key on this kiosk is a private key. Take it off this machine: "
                "only the public key may be here."
            )
        try:
            return cls.of(council_key.raw_of_pem(pem))
        except ValueError as error:
            raise ConfigError(
                "The council’s public key on this kiosk cannot be read. Enrol the kiosk with the council again."
            ) from error
        except TypeError as error:
            raise ConfigError(
                "The council’s public key on this kiosk is of another kind than X25519. "
                "Enrol the kiosk with the council again."
            ) from error


@dataclass(frozen=True)
class Envelope:
    """Sealed bytes, the same for every attempt to send them. ``digest`` is the SHA-256 of ``data``.

    ``again``: an earlier attempt ended without an answer, so it may be there already. ``unsent`` are the numbers of
    the attachments that have to go before it. An attachment's own envelope has a PartHeader. ``sent`` went before it
    without a wait, ``waiting`` are to follow it: the council is told, so that it can make appointments.
    """

    header: Header
    data: bytes
    digest: bytes
    again: bool = False
    unsent: tuple[int, ...] = ()
    sent: int = 0
    waiting: int = 0

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
    header = Header(submission.id, submission.form_id, submission.form_version, key.key_id, key.suite)
    envelope = _sealed(header, submission.plaintext(), key)
    if len(envelope.data) > MAX_ENVELOPE:
        raise StoreError("These answers are too large to send. Remove some of the files or photos.")
    return envelope


def seal_parts(submission: Submission, key: CouncilKey) -> tuple[Envelope, ...]:
    """Each attachment by itself, in order; as often as :func:`seal`."""
    about = (submission.id, submission.form_id, submission.form_version, key.key_id, key.suite)
    count = str(len(submission.files))
    listed = zip(submission.attachments, submission.files, strict=True)
    return tuple(
        _sealed(PartHeader(*about, number=str(number), count=count), part.plaintext(one, data), key)
        for number, (one, data) in enumerate(listed, 1)
    )


def _sealed(header: Header, plaintext: bytes, key: CouncilKey) -> Envelope:
    suite = council_key.SUITES[key.suite]
    sealed = suite.encrypt(plaintext, council_key.public_key(key.raw), info=header.info)
    data = header.line() + b"\n" + sealed
    return Envelope(header, data, hashlib.sha256(data).digest())
