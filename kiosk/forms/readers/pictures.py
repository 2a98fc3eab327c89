"""Pictures beside a form: told by their content, and small enough for a kiosk to draw (promise 5)."""

import struct

MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
"""4,000 by 4,000: drawn 90 mm wide, more is never seen."""
PICTURES = {".png", ".jpg", ".jpeg"}
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_ALONE = {0x01, *range(0xD0, 0xD9)}
"""JPEG markers that no length follows."""
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers of what tells height and width."""


def trouble_with(name: str, data: bytes) -> str:
    """Why the picture ``name`` cannot be taken, as a sentence for the author; "" when it can."""
    size = dimensions(data)
    if len(data) > MOST_BYTES:
        return f"“{name}” is over {MOST_BYTES // 1_000_000} MB, so it is left out: save it smaller."
    if size is None:
        return f"“{name}” is no PNG or JPEG picture, so it is left out: save it as PNG."
    if not 0 < size[0] * size[1] <= MOST_PIXELS:
        return f"“{name}” has {size[0]:,} by {size[1]:,} dots, so it is left out: make it 4,000 by 4,000 or smaller."
    return ""


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None of anything else, or of one that breaks off."""
    if data[:8] == _PNG and data[12:16] == b"IHDR" and len(data) >= 24:  # noqa: PLR2004 where the header ends
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return _jpeg(data) if data[:2] == _JPEG else None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 every marker begins so
        marker = data[at + 1]
        if marker in _ALONE:
            at += 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None
