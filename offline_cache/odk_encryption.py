"""ODK encrypted forms: sealed at submit for whoever has the private key of the form, so no key of the kiosk is needed.

Source: ODK XForms specification, "Encrypted Forms". It is not authenticated (a changed byte shows as changed answers
and not as an error), so it is only used towards ODK servers, for forms that ask for it.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_der_public_key

from kiosk.errors import FormError
from kiosk.submission import Header, Submission
from offline_cache.package import XML_NAME, XML_TYPE, Item, Package, in_envelope
from offline_cache.sealing import Envelope

SUITE = "ODK-RSA-OAEP-SHA256-AES-256-CFB"
NAMESPACE = "http://opendatakit.org/submissions"
META = "http://openrosa.org/xforms"
KEY_BYTES = 32
BLOCK = 16
_OAEP = OAEP(MGF1(SHA256()), SHA256(), None)


def form_key(text: str) -> RSAPublicKey:
    """The base64RsaPublicKey of a form. Raises FormError when it is none."""
    try:
        key = load_der_public_key(base64.b64decode("".join(text.split()), validate=True))
    except (ValueError, binascii.Error, UnsupportedAlgorithm) as error:
        raise FormError("the form’s base64RsaPublicKey is no key; export the form again") from error
    if not isinstance(key, RSAPublicKey):
        raise FormError("the form’s base64RsaPublicKey is no RSA key; export the form again")
    return key


def seal(submission: Submission, key_text: str, random: Callable[[int], bytes]) -> Envelope:
    """Encrypt once, when the citizen sends. ``random`` gives that many bytes."""
    key_id = hashlib.sha256("".join(key_text.split()).encode()).hexdigest()[:16]
    header = Header(submission.id, submission.form_id, submission.form_version, key_id, SUITE)
    package = encrypted(
        Package.of(submission), submission.form_version, form_key(key_text), random(KEY_BYTES)
    )
    return in_envelope(header, package.plaintext())


def encrypted(package: Package, version: str, key: RSAPublicKey, symmetric: bytes) -> Package:
    """The manifest in place of the instance, and every file encrypted, the instance as the last."""
    vectors = _Vectors(package.instance_id, symmetric)
    plain = (*package.items, package.xml)
    files = tuple(
        Item(f"{one.name}.enc", "application/octet-stream", _encrypted(one.data, symmetric, vectors.next()))
        for one in plain
    )
    wrapped = _wrapped(symmetric, key)
    sums = [f"{one.name}::{_md5(one.data).hexdigest()}" for one in plain]
    signed = [package.form_id, *([version] if version else []), wrapped, package.instance_id, *sums]
    signature = _wrapped(_md5("".join(f"{line}\n" for line in signed).encode()).digest(), key)
    manifest = _manifest(package, version, wrapped, [one.name for one in files[:-1]], signature)
    return replace(package, xml=Item(XML_NAME, XML_TYPE, manifest), items=files)


class _Vectors:
    """The initialisation vector of each file: one byte more each time, going round."""

    def __init__(self, instance_id: str, symmetric: bytes) -> None:
        self._seed = bytearray(_md5(instance_id.encode() + symmetric).digest())
        self._count = 0

    def next(self) -> bytes:
        at = self._count % BLOCK
        self._seed[at] = (self._seed[at] + 1) % 256
        self._count += 1
        return bytes(self._seed)


def _encrypted(data: bytes, symmetric: bytes, vector: bytes) -> bytes:
    padder = PKCS7(8 * BLOCK).padder()
    encryptor = Cipher(AES(symmetric), CFB(vector)).encryptor()
    return encryptor.update(padder.update(data) + padder.finalize()) + encryptor.finalize()


def _wrapped(data: bytes, key: RSAPublicKey) -> str:
    return base64.b64encode(key.encrypt(data, _OAEP)).decode()


def _md5(data: bytes) -> "hashlib._Hash":
    return hashlib.md5(data, usedforsecurity=False)


def _manifest(package: Package, version: str, wrapped: str, media: list[str], signature: str) -> bytes:
    about = f" id={quoteattr(package.form_id)}" + (f" version={quoteattr(version)}" if version else "")
    files = "".join(f"<media><file>{escape(name)}</file></media>" for name in media)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><data xmlns="{NAMESPACE}" encrypted="yes"{about}>'
        f"<base64EncryptedKey>{wrapped}</base64EncryptedKey>"
        f'<orx:meta xmlns:orx="{META}"><orx:instanceID>{escape(package.instance_id)}</orx:instanceID></orx:meta>'
        f"{files}<encryptedXmlFile>{XML_NAME}.enc</encryptedXmlFile>"
        f"<base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature></data>"
    ).encode()
