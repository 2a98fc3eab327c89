"""What a PDF must not be to be sent: locked with a password, or more than pages. A sieve, and no proof: decision 0038.

It looks for names (ISO 32000-1, 7.3.5) in the bytes as they lie and in compressed objects (7.5.7), within bounds.
"""

import re
import zlib
from collections.abc import Iterator

_LOCKED = b"/Encrypt"
_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_ENDS = rb"(?![A-Za-z0-9_.+-])"
_MOST_UNPACKED = 30_000_000
_MOST_STREAMS = 2_000
_DICTIONARY = 400
"""Bytes behind its type within which a stream of objects begins."""


def fault(data: bytes) -> str:
    """The last part of ``problem.file.<…>``, or "" when there is nothing to say against it."""
    if _has(data, _LOCKED):
        return "locked"
    if any(_has(data, name) for name in _ACTIVE):
        return "active"
    return "active" if any(_has(objects, name) for objects in _streams(data) for name in _ACTIVE) else ""


def _streams(data: bytes) -> Iterator[bytes]:
    """What lies in the streams of objects; one that is more than anybody needs has a name in it that is not taken."""
    at, left = 0, _MOST_UNPACKED
    for _ in range(_MOST_STREAMS):
        at = data.find(b"/ObjStm", at) + 1
        if at == 0:
            return
        start = data.find(b"stream", at, at + _DICTIONARY) + len(b"stream")
        if start < at:
            continue
        end = data.find(b"endstream", start)
        if end < 0:
            return
        unpacked = _unpacked(data[start:end].lstrip(b"\r\n"), left)
        left -= len(unpacked)
        if left <= 0:
            break
        yield unpacked
        at = end
    yield _ACTIVE[0]


def _has(data: bytes, name: bytes) -> bool:
    """Whether a name stands there, however it is written: any sign of it may be given as #xx."""
    if re.search(re.escape(name) + _ENDS, data):
        return True
    signs = b"".join(b"(?:%b|#%02x|#%02X)" % (re.escape(bytes([sign])), sign, sign) for sign in name[1:])
    return re.search(b"/" + signs + _ENDS, data) is not None if b"#" in data else False


def _unpacked(packed: bytes, most: int) -> bytes:
    """Objects that were compressed, as far as they can be read: no more than ``most`` bytes of them."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
