"""What a file really is, told from its bytes; its name may say anything."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from kiosk.errors import FormError

MOST_BYTES = 30_000_000
MOST_OLD = 3_000_000  # bytes of an .xls, in which a cell takes six; the largest of 47 real ones has 48,640
MOST_UNZIPPED = 200_000_000  # bytes; an honest form of 1,000 questions unzips to under 1 MB
MOST_PARTS = 5_000
MOST_XML = 10_000_000  # bytes of XML; three times as many as the largest of 147 real forms has
MOST_TAGS = 500_000  # in all of a workbook; twice as many as the largest of 147 real forms has
MOST_LOOKS = 40_000  # elements that are no rows, cells or words: colours, borders, names; twice as many
MOST_LINES = 120_000  # of a .csv or .md
MOST_SIGNS = 300_000  # between the cells of a .csv or .md
BLOCK = 1 << 20  # bytes unzipped at once
LONGEST = 100_000  # characters of a text or a tag; what reads it makes ten times as much of it
CELLS = re.compile(rb"<(?:\w+:)?(?:c|v|f|is|t|r|row|si)[\s/>]")

XML = (".xml", ".rels")
SAVE_AS = "open it in a spreadsheet program, save it as .xlsx, and add that file"
SHORTEN = "delete what the form does not need, and put long lists into .csv files (select_one_from_file)"
ZIPPED = {
    "word/document.xml": "is a text document, not a spreadsheet",
    "ppt/presentation.xml": "is a set of slides, not a spreadsheet",
    "xl/workbook.bin": "is a binary workbook (.xlsb)",
    "content.xml": "is an OpenDocument file",
}
STARTS = (
    (b"%PDF", "is a PDF, not a form"),
    (b"\x89PNG", "is a picture, not a form"),
    (b"\xff\xd8\xff", "is a picture, not a form"),
    (b"GIF8", "is a picture, not a form"),
    (b"{\\rtf", "is a text document, not a form"),
    (b"Rar!", "is an archive, not a form"),
    (b"7z\xbc\xaf", "is an archive, not a form"),
    (b"\x1f\x8b", "is an archive, not a form"),
)


def content(path: Path) -> bytes:
    """The bytes of a form file, when there are some and not too many."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FormError(f"There is no file “{path.name}”: check its name.") from None
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise FormError(
            f"“{path.name}” cannot be read ({reason}): check the file, and add it again."
        ) from None
    if not data.strip():
        raise FormError(f"“{path.name}” is empty: add a form with questions in it.")
    if len(data) > MOST_BYTES:
        raise FormError(f"“{path.name}” is over {MOST_BYTES // 1_000_000} MB: delete what it does not need.")
    return data


def alone(path: Path, others: Sequence[Path]) -> None:
    """For formats in which a form is one file. Raises FormError when more were given."""
    if others:
        raise FormError(f"“{path.name}” is a form by itself: give it without “{others[0].name}”.")


def spreadsheet_kind(data: bytes, path: Path) -> str:
    """``.xlsx``, ``.xls``, ``.md`` or ``.csv``: what the bytes are. A file that is none of them is refused.

    A workbook is only let through when all of it unzips to under 200 MB. The sizes in a zip's directory can
    lie, but zipfile (which openpyxl reads through) never gives more than they say, and the sums then differ.
    """
    if data.startswith(b"PK"):
        _check_zip(data, path)
        return ".xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(data, path)
    for start, what in STARTS:
        if data.startswith(start):
            raise FormError(
                f"“{path.name}” {what}: add an XLSForm (.xlsx, .xls, .csv or .md) or an XForm (.xml)."
            )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<"):
        what = "a web page" if b"<html" in head or b"<!doctype html" in head else "XML"
        raise FormError(f"“{path.name}” is {what}, not a spreadsheet: {SAVE_AS}.")
    return ".md" if path.suffix.lower() == ".md" or head.startswith(b"|") else ".csv"


def text(data: bytes) -> tuple[str, bool]:
    """The text of a .csv or .md file, and whether its letters had to be guessed (it was not UTF-8)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), True


def _old_office(data: bytes, path: Path) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FormError(f"“{path.name}” is locked with a password: save it without one, and add it again.")
    names = ("Workbook", "Book")
    if not any(name.encode("utf-16-le") + b"\0\0" in data for name in names):
        raise FormError(f"“{path.name}” is no spreadsheet: {SAVE_AS}.")
    if len(data) > MOST_OLD:
        raise FormError(f"“{path.name}” is over {MOST_OLD // 1_000_000} MB: {SHORTEN}.")
    return ".xls"


def _check_zip(data: bytes, path: Path) -> None:
    damaged = FormError(f"“{path.name}” is damaged: {SAVE_AS}.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                what = next(
                    (said for name, said in ZIPPED.items() if name in names),
                    "is a zip file, not a spreadsheet",
                )
                raise FormError(f"“{path.name}” {what}: {SAVE_AS}.")
            if any(part.flag_bits & 0x1 for part in parts):
                raise FormError(
                    f"“{path.name}” is locked with a password: save it without one, and add it again."
                )
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNZIPPED:
                raise _too_big(path)
            if sum(part.file_size for part in parts if part.filename.endswith(XML)) > MOST_XML:
                raise _too_big(path, MOST_XML)
            counted = [_tags(archive, part) for part in parts]
        if sum(tags for tags, _ in counted) > MOST_TAGS or sum(looks for _, looks in counted) > MOST_LOOKS:
            raise FormError(
                f"“{path.name}” has too many cells, empty ones with a colour or border too: {SHORTEN}."
            )
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
        raise damaged from error


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """How many tags a part has, and how many of those that begin something are about looks.

    To read it to its end checks its sum: raises BadZipFile when it is damaged.
    """
    tags = looks = 0
    with archive.open(part) as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            if part.filename.endswith(XML):
                pieces = block.split(b"<")
                tags += len(pieces)
                looks += len(pieces) - block.count(b"</") - len(CELLS.findall(block))
                if max(map(len, pieces)) > LONGEST:
                    raise FormError(f"A cell holds more than {LONGEST:,} characters: shorten it.")
                if b"<!DOCTYPE" in block:
                    raise FormError(f"“{part.filename}” in it declares entities: {SAVE_AS}.")
    return tags, looks


def check_text(words: str, path: Path) -> None:
    """Raise FormError when a .csv or .md has more lines or cells than any form."""
    signs = max(words.count(sign) for sign in ",;\t|")
    if words.count("\n") > MOST_LINES or signs > MOST_SIGNS:
        raise FormError(f"“{path.name}” has too many rows or columns: {SHORTEN}.")


def _too_big(path: Path, most: int = MOST_UNZIPPED) -> FormError:
    return FormError(
        f"“{path.name}” unzips to more than {most // 1_000_000} MB: delete what it does not need."
    )
