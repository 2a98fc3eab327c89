"""Fakes and makers for the tests of the store: a clock, a key pair, submissions, an open outbox."""

import random
import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.submission import INFO, Header, Submission, new_reference
from offline_cache.database import Database
from offline_cache.disk import Ballast
from offline_cache.outbox import Outbox
from offline_cache.sealing import CouncilKey

ANSWER = "Primrose-Q7XK-canary-Winterbottom"
SMALL = 64 * 1024


@dataclass
class FakeClock:
    """A wall clock that stands still until it is moved."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def make_private(seed: int = 1) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(random.Random(seed).randbytes(32))


def public_of(private: X25519PrivateKey) -> CouncilKey:
    return CouncilKey.of(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def public_pem(private: X25519PrivateKey) -> str:
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def unseal(data: bytes, private: X25519PrivateKey) -> Submission:
    """As the council opens an envelope."""
    header, sealed = Header.of(data)
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    plain = Submission.from_plaintext(suite.decrypt(sealed, private, info=INFO + header.line()))
    assert (plain.id, plain.form_id, plain.form_version) == (header.id, header.form_id, header.form_version)
    return plain


def make_submission(number: int = 1, *, reference: str = "", answer: str = ANSWER) -> Submission:
    """The same number makes the same submission."""
    dice = random.Random(number)
    return Submission(
        id=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        reference=reference or new_reference(dice.choice),
        service="blue-badge",
        form_id="blue-badge",
        form_version="1",
        language="en",
        created=datetime(2026, 11, 21, 10, 30, tzinfo=UTC),
        instance=f"<data><name>{answer} {number}</name></data>".encode(),
        consent="I agree",
    )


@dataclass
class Kiosk:
    """A kiosk's store as the tests drive it: everything but the disk is fake."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    private: X25519PrivateKey = field(default_factory=make_private)
    room: int = 1 << 40
    wake: threading.Event = field(default_factory=threading.Event)

    def open(self) -> Outbox:
        self.database = Database(
            self.folder,
            new_id=lambda: str(uuid.uuid4()),
            clock=self.clock,
            ballast=Ballast(self.folder / "ballast", SMALL),
        )
        self.database.open().result()
        outbox = Outbox(
            self.database,
            public_of(self.private),
            clock=self.clock,
            free=lambda: self.room,
            on_put=self.wake.set,
        )
        outbox.recover().result()
        return outbox
