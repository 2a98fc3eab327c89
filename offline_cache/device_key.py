"""The kiosk's own key, only for destinations that must be sent plain content (docs/decisions/0024-device-key.md)."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.own_key import DEVICE_KEY
from kiosk.submission import Header, Submission
from offline_cache.package import Package, in_envelope
from offline_cache.sealing import Envelope

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True)
class DeviceKey:
    """Seals what the citizen sends, and opens it again in memory alone, while it is sent.

    ``id`` is the first 16 hex digits of the SHA-256 of the raw public key, as of a council's key.
    """

    id: str
    private: X25519PrivateKey = field(repr=False)

    @classmethod
    def of(cls, raw: bytes) -> "DeviceKey":
        """The key with these 32 private bytes."""
        private = X25519PrivateKey.from_private_bytes(raw)
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return cls(hashlib.sha256(public).hexdigest()[:16], private)

    def seal(self, submission: Submission) -> Envelope:
        """Seal once, when the citizen sends. Raises StoreError when the answers are too large."""
        header = Header(submission.id, submission.form_id, submission.form_version, self.id)
        plain = Package.of(submission).plaintext()
        return in_envelope(header, _SUITE.encrypt(plain, self.private.public_key(), info=header.info))

    def open(self, envelope: Envelope) -> Package:
        """What was sealed. Raises ValueError when this key did not seal it, or not as it is now."""
        _, sealed = Header.of(envelope.data)
        try:
            plain = _SUITE.decrypt(sealed, self.private, info=envelope.header.info)
        except InvalidTag as error:
            raise ValueError("this envelope was not sealed with this kiosk's key") from error
        return Package.from_plaintext(plain)


def load(folder: Path, environ: Mapping[str, str] = os.environ) -> DeviceKey:
    """The key that systemd gives, else device.key in ``folder``; made at the first start, on disk before it returns.

    Raises ConfigError when it is no key, or can be read by others than the kiosk's user.
    """
    return DeviceKey.of(DEVICE_KEY.load(folder, environ))
