"""Pages that were scanned or photographed, as one file: a JPEG when there is one page, else a PDF of JPEGs.

The PDF is of our own writing, with nothing in it but the pages, so that they can be taken out of it again when another
is added. Source: ISO 32000-1, 7.5 (file structure), 7.4.8 (DCTDecode).
"""

import re
from collections.abc import Sequence

from kiosk.attachments.kinds import is_taken, kind_called

JPEG, PDF = "image/jpeg", "application/pdf"
MOST_PAGES = 20
_LONG_SIDE = 842.0
"""Points of the longer side of A4: what every page is shown as."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG after which its size stands (ITU T.81, B.1.1.3)."""
_START = b"%PDF-1.4\n"
_PICTURE = re.compile(rb"/Filter /DCTDecode /Length (\d+) >>\nstream\n")


def is_made(question_type: str, accept: frozenset[str], pages: int = 1) -> bool:
    """Whether a question takes so many pages."""
    return _made_as(question_type, accept, pages) != ""


def file_of(pages: Sequence[bytes], question_type: str, accept: frozenset[str]) -> tuple[str, bytes]:
    """Media type and bytes of JPEGs as one file that the question takes; is_made() has said that it does."""
    media_type = _made_as(question_type, accept, len(pages))
    return media_type, pages[0] if media_type == JPEG else _pdf(pages)


def pages_of(media_type: str, data: bytes) -> tuple[bytes, ...]:
    """The pages of a file that file_of() made; of another file none."""
    if media_type == JPEG:
        return (data,)
    if media_type != PDF or not data.startswith(_START):
        return ()
    found: list[bytes] = []
    at = 0
    while (next_one := _PICTURE.search(data, at)) and len(found) < MOST_PAGES:
        at = next_one.end() + int(next_one[1])
        found.append(data[next_one.end() : at])
    try:
        return tuple(found) if found and _pdf(found) == data else ()
    except ValueError:
        return ()


def _made_as(question_type: str, accept: frozenset[str], pages: int) -> str:
    for media_type in (JPEG, PDF) if pages == 1 else (PDF,):
        kind = kind_called(media_type)
        if kind is not None and is_taken(kind, question_type, accept):
            return media_type
    return ""


def _pdf(pages: Sequence[bytes]) -> bytes:
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(len(pages)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
    ]
    for number, page in enumerate(pages):
        parts += _objects(page, 3 + 3 * number)
    written, starts = bytearray(_START), []
    for number, part in enumerate(parts, 1):
        starts.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(parts) + 1
    ends = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    return bytes(written) + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + ends


def _objects(page: bytes, number: int) -> tuple[bytes, bytes, bytes]:
    """The page, what is drawn on it, and the picture."""
    across, down, colours = _size(page)
    scale = _LONG_SIDE / max(across, down)
    wide, tall = f"{across * scale:.2f}", f"{down * scale:.2f}"
    drawn = f"q {wide} 0 0 {tall} 0 0 cm /P Do Q".encode()
    says = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {tall}] /Contents {number + 1} 0 R"
        f" /Resources << /XObject << /P {number + 2} 0 R >> >> >>"
    ).encode()
    space = {1: "DeviceGray", 3: "DeviceRGB"}[colours]
    about = (
        f"<< /Type /XObject /Subtype /Image /Width {across} /Height {down} /ColorSpace /{space}"
        f" /BitsPerComponent 8 /Filter /DCTDecode /Length {len(page)} >>"
    ).encode()
    stream = b"%b\nstream\n%b\nendstream"
    return says, stream % (b"<< /Length %d >>" % len(drawn), drawn), stream % (about, page)


def _size(jpeg: bytes) -> tuple[int, int, int]:
    """Pixels across and down, and colours. Raises ValueError for what is no JPEG of grey or colour."""
    at = 2
    while jpeg[:2] == b"\xff\xd8" and at + 10 <= len(jpeg) and jpeg[at] == 0xFF:  # noqa: PLR2004 a marker begins so
        if jpeg[at + 1] in _FRAMES:
            down, across = (int.from_bytes(jpeg[at + n : at + n + 2], "big") for n in (5, 7))
            if across and down and jpeg[at + 9] in {1, 3}:
                return across, down, jpeg[at + 9]
            break
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    raise ValueError("a page is a JPEG")
