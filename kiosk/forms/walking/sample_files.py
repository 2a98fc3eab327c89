"""The smallest files that questions for a file can be answered with."""

import struct
import zlib
from collections.abc import Mapping

from kiosk.attachments.attachment import Attachment
from kiosk.attachments.kinds import KINDS, is_taken
from kiosk.forms.page import Given, Question, Raw
from kiosk.forms.types.attached import ATTACHED
from kiosk.forms.types.kind import one_line


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff"))
    + _chunk(b"IEND", b"")
)
"""One white pixel."""

_SAMPLES: Mapping[str, bytes] = {
    "png": PNG,
    "pdf": b"%PDF-1.4\n%%EOF\n",
    "rtf": b"{\\rtf1 }",
    "wav": b"RIFF\x04\0\0\0WAVE",
    "mp3": b"ID3\x03\0\0\0\0\0\0",
    "mp4": b"\0\0\0\x10ftypisom\0\0\0\0",
    "txt": b"A letter.\n",
}


def as_given(raw: Raw, question: Question) -> Given:
    """What the form is given for ``raw``: for a question for a file, one that is called so."""
    words = one_line(raw)
    if question.type not in ATTACHED or not words:
        return raw
    if question.type in {"signature", "drawing"}:
        return Attachment("image/png", PNG, words)
    known = (kind for kind in KINDS if kind.extension in _SAMPLES)
    kind = next((each for each in known if is_taken(each, question.type, question.accept)), KINDS[0])
    return Attachment(kind.media_type, _SAMPLES[kind.extension], words)
