"""The kinds of file that are taken, told by their content and never by their name."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

HEAD = 4096
"""Bytes from the beginning of a file that tell most kinds."""
_MANY_MEMBERS = 10_000


@dataclass(frozen=True)
class FileKind:
    """One kind. ``group`` is image, document, audio or video; ``called`` what people call it (in every language).

    ``fits`` looks at all the bytes.
    """

    extension: str
    media_type: str
    group: str
    called: str
    fits: Callable[[bytes], bool]


def _begins(*signatures: bytes, at: int = 0) -> Callable[[bytes], bool]:
    return lambda data: any(data[at : at + len(signature)] == signature for signature in signatures)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda data: data[:4] == b"RIFF" and data[8:12] == form


def _iso(*brands: bytes) -> Callable[[bytes], bool]:
    """The family of MP4: what it is stands in its major brand."""
    return lambda data: data[4:8] == b"ftyp" and data[8:12] in brands


def _office(folder: str) -> Callable[[bytes], bool]:
    """A document of Microsoft Office, one without macros."""

    def fits(data: bytes) -> bool:
        names = _members(data)
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return "[Content_Types].xml" in names and any(n.startswith(folder) for n in names) and not macros

    return fits


def _open_document(media_type: bytes) -> Callable[[bytes], bool]:
    """Its own media type stands as the first member, uncompressed."""
    return lambda data: (
        data[:4] == b"PK\x03\x04" and data[30 : 38 + len(media_type)] == b"mimetype" + media_type
    )


def _members(data: bytes) -> frozenset[str]:
    """Names in a zip; nothing is unpacked, so no bomb goes off."""
    if data[:4] != b"PK\x03\x04":
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist()[:_MANY_MEMBERS])
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        RuntimeError,
        OverflowError,
    ):  # what zipfile raises of damage
        return frozenset()


def _mp3(data: bytes) -> bool:
    return data[:3] == b"ID3" or (len(data) > 2 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2)  # noqa: PLR2004  a frame's sync bits


def _plain_text(data: bytes) -> bool:
    """UTF-8 without control characters: nothing that another program could take for its own."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return (
        bool(text.strip()) and not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text) and text.lstrip()[:1] != "<"
    )


_OPEN = b"application/vnd.oasis.opendocument."
_MICROSOFT = "application/vnd.openxmlformats-officedocument."
KINDS: tuple[FileKind, ...] = (
    FileKind("png", "image/png", "image", "PNG", _begins(b"\x89PNG\r\n\x1a\n")),
    FileKind("jpg", "image/jpeg", "image", "JPEG", _begins(b"\xff\xd8\xff")),
    FileKind("webp", "image/webp", "image", "WebP", _riff(b"WEBP")),
    FileKind("gif", "image/gif", "image", "GIF", _begins(b"GIF87a", b"GIF89a")),
    FileKind("pdf", "application/pdf", "document", "PDF", _begins(b"%PDF-")),
    FileKind("docx", f"{_MICROSOFT}wordprocessingml.document", "document", "Word", _office("word/")),
    FileKind("xlsx", f"{_MICROSOFT}spreadsheetml.sheet", "document", "Excel", _office("xl/")),
    FileKind("odt", (_OPEN + b"text").decode(), "document", "OpenDocument", _open_document(_OPEN + b"text")),
    FileKind(
        "ods",
        (_OPEN + b"spreadsheet").decode(),
        "document",
        "OpenDocument",
        _open_document(_OPEN + b"spreadsheet"),
    ),
    FileKind("rtf", "application/rtf", "document", "RTF", _begins(b"{\\rtf")),
    FileKind("wav", "audio/wav", "audio", "WAV", _riff(b"WAVE")),
    FileKind("ogg", "audio/ogg", "audio", "Ogg", _begins(b"OggS")),
    FileKind("m4a", "audio/mp4", "audio", "M4A", _iso(b"M4A ", b"M4B ")),
    FileKind("flac", "audio/flac", "audio", "FLAC", _begins(b"fLaC")),
    FileKind("mp3", "audio/mpeg", "audio", "MP3", _mp3),
    FileKind("mp4", "video/mp4", "video", "MP4", _iso(b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"MSNV")),
    FileKind("mov", "video/quicktime", "video", "QuickTime", _iso(b"qt  ")),
    FileKind("webm", "video/webm", "video", "WebM", _begins(b"\x1a\x45\xdf\xa3")),
    FileKind("txt", "text/plain", "document", "text", _plain_text),
)
"""The first that fits is what a file is: plain text last, since anything might be it."""

_WHOLE = {"docx", "xlsx", "txt"}

GROUPS: dict[str, frozenset[str]] = {
    "image": frozenset({"image"}),
    "audio": frozenset({"audio"}),
    "video": frozenset({"video"}),
    "file": frozenset({"image", "document", "audio", "video"}),
}
"""The groups that each type of question takes."""


def kind_of(data: bytes) -> FileKind | None:
    """What these bytes are; None for a kind that is not taken."""
    return next((kind for kind in KINDS if kind.fits(data)), None)


def kind_called(media_type: str) -> FileKind | None:
    """The kind with this media type."""
    return next((kind for kind in KINDS if kind.media_type == media_type), None)


def kind_named(name: str) -> FileKind | None:
    """The kind that a file's name claims."""
    extension = name.rpartition(".")[2].lower()
    return next((kind for kind in KINDS if kind.extension == extension), None)


def needs_all(kind: FileKind) -> bool:
    """Whether it takes the whole file to tell this kind, not only HEAD bytes."""
    return kind.extension in _WHOLE


def is_taken(kind: FileKind, question_type: str, accept: frozenset[str]) -> bool:
    """Whether a question takes files of this kind. ``accept`` has extensions and media types; empty for all."""
    if kind.group not in GROUPS[question_type]:
        return False
    family = f"{kind.media_type.partition('/')[0]}/*"
    same = {"jpg": {".jpg", ".jpeg"}}.get(kind.extension, {f".{kind.extension}"})
    return not accept or bool(accept & {kind.media_type, family, *same})
