"""The code opens what was put aside, and nothing else does: its key and the name it is found by come from the code.

What lies on a disk begins with a line in the clear: the format, and until when it is kept. It is bound to the rest.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kiosk.pausing.codes import Code

FORMAT = b"handrail-saved-visit/1"
PAD = 4096
"""The plaintext is of a multiple of so many bytes, so that its size tells little."""

_SALT = b"handrail-saved-visit/1 argon2id"
_ID, _KEY, _NONCE = 16, 32, 12


@dataclass(frozen=True)
class Cost:
    """What one guess costs: ``memory`` in KiB, ``passes`` over it. As for PINs: RFC 9106, 4, where memory is scarce."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True)
class Lock:
    """``id`` is the name under which it lies (32 hex digits); it tells neither the key nor the code."""

    id: str
    key: bytes = field(repr=False)


def lock(code: Code, cost: Cost) -> Lock:
    """What the code stands for. Takes what ``cost`` asks: never on the window's thread.

    Any kiosk must come to the same name from the code alone, so the salt is the same for all (decision 0035).
    """
    made = Argon2id(
        salt=_SALT, length=_ID + _KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    ).derive(code.secret())
    return Lock(made[:_ID].hex(), made[_ID:])


def seal(plain: bytes, lock: Lock, until: datetime) -> bytes:
    """``plain`` for whoever has the code, to be kept ``until`` then (an aware time)."""
    head = FORMAT + b" " + until.isoformat().encode() + b"\n"
    nonce = os.urandom(_NONCE)
    sized = len(plain).to_bytes(8, "big") + plain
    sized += bytes(-len(sized) % PAD)
    return head + nonce + ChaCha20Poly1305(lock.key).encrypt(nonce, sized, _bound(lock, head))


def open_sealed(sealed: bytes, lock: Lock) -> bytes:
    """What was sealed. Raises ValueError when it was not sealed so, or was changed."""
    head, _, rest = sealed.partition(b"\n")
    head += b"\n"
    try:
        sized = ChaCha20Poly1305(lock.key).decrypt(rest[:_NONCE], rest[_NONCE:], _bound(lock, head))
    except (InvalidTag, ValueError) as error:
        raise ValueError("these bytes are not as they were sealed, or not under this code") from error
    return sized[8 : 8 + int.from_bytes(sized[:8], "big")]


def kept_until(sealed: bytes) -> datetime:
    """Until when it is to be kept, as its first line says. Raises ValueError when this is no saved visit."""
    format_, _, until = sealed.partition(b"\n")[0].partition(b" ")
    found = datetime.fromisoformat(until.decode("ascii"))
    if format_ != FORMAT or found.tzinfo is None:
        raise ValueError("this is no saved visit")
    return found


def _bound(lock: Lock, head: bytes) -> bytes:
    return head + lock.id.encode()
