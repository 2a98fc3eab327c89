"""How one attachment travels: an envelope of its own, bound to its submission and to its place among the others."""

import json
from dataclasses import asdict, dataclass

from kiosk.attachments.attachment import MAX_FILE, MAX_FILES, Listed
from kiosk.submission import PAD, Header

INFO = b"handrail/1/attachment|"
MAX_PART = MAX_FILE + 16 * 1024
"""Bytes of the envelope of an attachment: its header, what it is, the padding and the seal come to less than 16 kB."""


@dataclass(frozen=True)
class PartHeader(Header):
    """The open first line of an attachment's envelope: ``number`` of ``count``, both written as digits, from 1.

    The envelope is as a submission's, with other ``info``, so that one can never be opened as the other. Inside is a
    line of JSON (Listed), a line feed, the file, and NULs to a multiple of PAD bytes.
    """

    number: str = "1"
    count: str = "1"

    @property
    def info(self) -> bytes:
        return INFO + self.line()

    @property
    def place(self) -> tuple[int, int]:
        """Which of how many. Raises ValueError when that cannot be."""
        number, count = (
            int(text) if text.isascii() and text.isdigit() else 0 for text in (self.number, self.count)
        )
        if not 1 <= number <= count <= MAX_FILES or (str(number), str(count)) != (self.number, self.count):
            raise ValueError("an attachment has a number among all")
        return number, count


def plaintext(listed: Listed, data: bytes) -> bytes:
    """What is sealed of one attachment."""
    line = json.dumps(asdict(listed), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    length = len(line) + 1 + len(data)
    return b"".join((line, b"\n", data, bytes(-length % PAD)))


def from_plaintext(plain: bytes) -> tuple[Listed, bytes]:
    """The council's way back from :func:`plaintext`. Raises ValueError or TypeError on other bytes."""
    line, mark, rest = plain.partition(b"\n")
    if not mark:
        raise ValueError("an attachment begins with a line that tells what it is")
    listed = Listed.of(json.loads(line))
    data, padding = rest[: listed.size], rest[listed.size :]
    if len(data) != listed.size or padding.strip(b"\0"):
        raise ValueError("an attachment has another size than it says")
    return listed, data
