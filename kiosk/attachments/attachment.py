"""A file that is an answer: a signature, a photo, a letter. It lives in memory only, until it is sealed."""

import hashlib
import re
from dataclasses import dataclass, field

MAX_FILE = 10_000_000
"""Bytes that one file may have."""
MAX_FILES = 10
"""Files that one submission may have."""
MAX_TOTAL = 30_000_000
"""Bytes that all files of one submission may have together; the outbox keeps room for them (offline_cache/disk.py)."""
MAX_WORDS = 1_000

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\.[a-z0-9]{1,8})?")
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,99}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000

Stroke = tuple[tuple[float, float], ...]
"""One line drawn without lifting: points across and down, both in widths of the pad."""


@dataclass(frozen=True)
class Listed:
    """What a submission says of one of its attachments, so that none can be swapped, dropped or added unseen.

    ``name`` is what the instance calls it; ``digest`` the SHA-256 of its bytes in hex; ``words`` what it is for
    who cannot see it: a name that was typed, or what the person calls the file.
    """

    name: str
    media_type: str
    size: int
    digest: str
    words: str = ""

    @classmethod
    def of(cls, fields: object) -> "Listed":
        """From JSON. Raises ValueError or TypeError for anything that this program would not have written."""
        if not isinstance(fields, dict):
            raise TypeError("an attachment is listed as an object")
        made = cls(**fields)
        texts = (made.name, made.media_type, made.digest, made.words)
        if not all(isinstance(text, str) for text in texts) or type(made.size) is not int:
            raise TypeError("an attachment is listed with texts and a size")
        known = (
            _NAME.fullmatch(made.name),
            _MEDIA_TYPE.fullmatch(made.media_type),
            _DIGEST.fullmatch(made.digest),
        )
        if not all(known) or not 0 < made.size <= MAX_FILE or len(made.words) > MAX_WORDS:
            raise ValueError("an attachment is listed that cannot be one")
        return made


@dataclass(frozen=True)
class Attachment:
    """One file as the person gave it. ``name`` is given by the form's filling; it says nothing about the person.

    ``words`` is what was typed in place of drawing, or what the person calls the file. ``strokes`` are the lines of
    a drawing, so that it can be gone on with; ``data`` has them as a picture. ``by`` names the device of this kiosk
    that made it, so that another page can be added; "" for what was brought.
    """

    media_type: str
    data: bytes = field(repr=False)
    words: str = field(default="", repr=False)
    strokes: tuple[Stroke, ...] = field(default=(), repr=False)
    name: str = ""
    by: str = ""

    def listed(self) -> Listed:
        """What the submission says of it."""
        digest = hashlib.sha256(self.data).hexdigest()
        return Listed(self.name, self.media_type, len(self.data), digest, self.words[:MAX_WORDS])


def size_in_words(size: int) -> str:
    """``1.2 MB`` or ``34 KB``; never 0."""
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.1f}".removesuffix(".0") + " MB"
    return f"{max(1, round(size / _KILOBYTE))} KB"
