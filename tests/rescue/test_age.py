"""The age format: a published test vector opens, what we seal opens, and every change is noticed."""

import base64
import hashlib
import io
import random

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.rescue import age

# Test vector "armor" of the age test kit (C2SP/CCTV), without its armour.
IDENTITY = "AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F6"
VECTOR = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBURWlGMHlwcXIrYnB2Y3FYTnlDVkpwTDdPdXdQZFZ3UEw3S1FFYkZET0NjCkVtRUNB"
    "RWNLTituL1ZzOVNiV2lWK0h1MHIrRThSNzdEZFdZeWQ4M253N1UKLS0tIFZuKzU0anFpaVVDRStXWmNFVlkzZjFzcUhqbHUvejFMQ1EvVDdY"
    "bTdxSTAK7s9ix86RtDMnTmjU8vkTTLdMW/73vqpSyPC8DpksHoMx+2Y="
)
PAYLOAD = "013f54400c82da08037759ada907a8b864e97de81c088a182062c4b5622fd2ab"
KEY = X25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER = X25519PrivateKey.from_private_bytes(b"o" * 32)


def from_bech32(text):
    """The 32 bytes of an age identity, whose check characters are taken on trust."""
    values = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(c) for c in text.lower().rpartition("1")[2][:-6]]
    bits = "".join(f"{value:05b}" for value in values)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, 256, 8))


def raw(key):
    return key.public_key().public_bytes_raw()


def seal(data, *keys, step=7000):
    pieces = (data[at : at + step] for at in range(0, len(data), step))
    return b"".join(age.sealed([raw(key) for key in keys], pieces, random.Random(1).randbytes))


def unseal(data, *keys):
    return b"".join(age.opened(io.BytesIO(data), keys))


def test_the_published_vector_opens():
    identity = X25519PrivateKey.from_private_bytes(from_bech32(IDENTITY))
    assert hashlib.sha256(unseal(VECTOR, identity)).hexdigest() == PAYLOAD


@pytest.mark.parametrize(
    "size", [0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 2 * age.CHUNK, 3 * age.CHUNK + 5]
)
def test_what_is_sealed_opens_at_every_size(size):
    data = random.Random(size).randbytes(size)
    sealed = seal(data, KEY)
    assert unseal(sealed, KEY) == data
    chunks = max(1, -(-size // age.CHUNK))
    assert len(sealed) == sealed.index(b"\n", sealed.index(b"---")) + 1 + 16 + size + chunks * age.TAG


def test_any_of_several_keys_opens_it_and_no_other():
    sealed = seal(b"hello", KEY, OTHER)
    assert unseal(sealed, OTHER) == unseal(sealed, KEY) == b"hello"
    with pytest.raises(ValueError, match="not for a key that is here"):
        unseal(seal(b"hello", KEY), OTHER)
    with pytest.raises(ValueError, match="not for a key that is here"):
        unseal(seal(b"hello", KEY))


@pytest.mark.parametrize("size", [5, age.CHUNK, age.CHUNK + 9])
def test_a_file_cut_off_anywhere_is_noticed(size):
    sealed = seal(b"x" * size, KEY)
    ends = [0, 10, 40, 100, 180, 190, 205, len(sealed) - age.TAG, len(sealed) - 1]
    if size > age.CHUNK:
        ends.append(len(sealed) - age.TAG - 9)  # exactly after the first chunk
    for end in (end for end in ends if end < len(sealed)):
        with pytest.raises(ValueError, match="age file"):
            unseal(sealed[:end], KEY)


def test_every_changed_byte_is_noticed():
    sealed = seal(b"hello", KEY)
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(ValueError, match="age file"):
            unseal(bytes(changed), KEY)


def test_bytes_after_the_end_and_chunks_in_another_order_are_noticed():
    sealed = seal(b"x" * age.CHUNK * 2, KEY)
    block = age.CHUNK + age.TAG
    first, second = sealed[-2 * block : -block], sealed[-block:]
    for wrong in (sealed + b"x", sealed[: -2 * block] + second + first, sealed + second):
        with pytest.raises(ValueError, match="cut off or changed"):
            unseal(wrong, KEY)


@pytest.mark.parametrize(
    "junk", [b"", b"age", age.VERSION, age.VERSION + b"-> X25519\n" * 999, b"\xff" * 9999]
)
def test_what_is_no_age_file_is_told(junk):
    with pytest.raises(ValueError, match="no age file"):
        unseal(junk, KEY)
