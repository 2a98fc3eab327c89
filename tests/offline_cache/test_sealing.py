import hashlib
import re

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk.errors import ConfigError, StoreError
from kiosk.submission import MAX_ENVELOPE, PAD
from offline_cache.sealing import CouncilKey, Envelope, seal
from tests.offline_cache.rig import ANSWER, make_private, make_submission, public_of, public_pem, unseal

PRIVATE = make_private()
KEY = public_of(PRIVATE)


def test_only_the_private_key_opens_an_envelope():
    answers = make_submission()
    envelope = seal(answers, KEY)
    assert unseal(envelope.data, PRIVATE) == answers
    with pytest.raises(InvalidTag):
        unseal(envelope.data, make_private(2))
    assert ANSWER.encode() not in envelope.data


def test_the_digest_is_of_the_whole_envelope_and_the_header_is_its_first_line():
    envelope = seal(make_submission(), KEY)
    assert envelope.digest == hashlib.sha256(envelope.data).digest()
    assert Envelope.of(envelope.data) == envelope
    assert envelope.header.key_id == KEY.key_id == hashlib.sha256(KEY.raw).hexdigest()[:16]


@pytest.mark.parametrize("field", [b"blue-badge", b'"form_version":"1"'])
def test_a_changed_header_does_not_open(field):
    data = seal(make_submission(), KEY).data
    changed = data.replace(field, field[:-2] + b"x" + field[-1:], 1)
    assert changed != data
    with pytest.raises((InvalidTag, ValueError)):
        unseal(changed, PRIVATE)


def test_every_flipped_bit_of_the_sealed_part_is_noticed():
    data = bytearray(seal(make_submission(), KEY).data)
    for at in (data.index(b"\n") + 1, len(data) // 2, len(data) - 1):
        data[at] ^= 1
        with pytest.raises(InvalidTag):
            unseal(bytes(data), PRIVATE)
        data[at] ^= 1


def test_sizes_come_in_steps_so_that_they_tell_little():
    sizes = {len(seal(make_submission(1, answer="x" * length), KEY).data) for length in range(0, PAD, 100)}
    assert len(sizes) <= 2


def test_too_large_is_refused_with_a_sentence():
    with pytest.raises(StoreError, match="too large to send"):
        seal(make_submission(answer="x" * MAX_ENVELOPE), KEY)


def test_a_key_is_read_from_pem():
    assert CouncilKey.of_pem(public_pem(PRIVATE)) == KEY


def private_pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize(
    ("pem", "words"),
    [
        ("", "cannot be read. Enrol the kiosk"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "cannot be read. Enrol the kiosk"),
        (private_pem(PRIVATE), "is a private key. Take it off"),
        (public_pem(Ed25519PrivateKey.generate()), "another kind than X25519"),
    ],
)
def test_a_key_that_cannot_be_used_says_what_to_do(pem, words):
    with pytest.raises(ConfigError, match=re.escape(words)):
        CouncilKey.of_pem(pem)
