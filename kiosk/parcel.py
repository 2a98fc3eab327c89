"""Many submissions in one request, and what is said of each: the words that both ends use for it on the wire.

A parcel is for each envelope a line with the number of its bytes, and then those bytes. The answer has a line for each,
in the same order; a line is proof by itself, so an answer that was cut off is still proof for those whose lines came.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

MEDIA_TYPE = "application/vnd.handrail.envelopes"
ANSWERS = "application/jsonl"

MOST = 32
"""Envelopes of one parcel."""

MAX_PARCEL = 1024 * 1024
"""Bytes of one parcel. What is larger gains nothing by sharing a request."""

_STATUS = (100, 599)
_LONGEST = 10**9
_SIZE = re.compile(rb"([1-9][0-9]{0,6})\n")
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def pack(envelopes: Iterable[bytes]) -> bytes:
    """The parcel of these envelopes."""
    return b"".join(piece for one in envelopes for piece in (b"%d\n" % len(one), one))


def unpack(parcel: bytes) -> list[bytes]:
    """The envelopes in a parcel. Raises ValueError unless :func:`pack` would make the same of 1 to MOST of them."""
    found: list[bytes] = []
    at = 0
    while at < len(parcel):
        size = _SIZE.match(parcel, at)
        if size is None or len(found) == MOST:
            raise ValueError("a line with a size was expected here, or nothing more")
        begin = size.end()
        at = begin + int(size[1])
        found.append(parcel[begin:at])
    if not found or at > len(parcel):
        raise ValueError("a parcel holds at least one envelope, and the whole of the last")
    return found


@dataclass(frozen=True)
class Word:
    """What the council says of one envelope.

    ``id`` is the one in its header, "" when it has none; ``digest`` the SHA-256, in hex, of the bytes that came, so
    that even a refusal is known to be of these. A refusal's ``type`` is as in its problem document (RFC 9457), and
    ``retry_after`` the seconds after which to send it again; "" and None where there is none.
    """

    id: str
    status: int
    digest: str
    type: str = ""
    retry_after: int | None = None

    def line(self) -> bytes:
        """One line of canonical JSON, with its end."""
        said = {name: value for name, value in vars(self).items() if value not in ("", None)}
        return _CANONICAL.encode(said).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> "Word | None":
        """The word in a line without its end; None for any other line. Fields that a later council adds are ignored."""
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(said, dict):
            return None
        texts = [said.get(name, "") for name in ("id", "digest", "type")]
        numbers = [said.get("status"), said.get("retry_after", 0)]
        if not all(type(text) is str for text in texts) or not all(type(one) is int for one in numbers):
            return None
        (id_, digest, type_), (status, after) = texts, numbers
        if not _STATUS[0] <= status <= _STATUS[1] or not 0 <= after <= _LONGEST:
            return None
        return cls(id_, status, digest, type_, after if "retry_after" in said else None)


def words(answer: bytes) -> list[Word | None]:
    """What was said of each envelope in turn, as far as it came; None for a line that says nothing."""
    return [Word.of(line) for line in answer.split(b"\n")[:-1][:MOST]]
