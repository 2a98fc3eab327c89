"""Spreadsheets that mean harm, or are none: each is refused with a plain sentence before it costs much."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest

from kiosk.forms.readers import sniff, xlsform
from kiosk.forms.readers.convert import MEMORY_LIMIT

MEGABYTE = b" " * (1 << 20)

pytestmark = pytest.mark.usefixtures("a_child_converts")


def deflated(megabytes: int) -> bytes:
    """A deflate stream of so many megabytes of spaces, at about a kilobyte each."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + packer.flush()


def zip_of(parts: list[tuple[str, bytes, int]]) -> bytes:
    """A zip of ``(name, deflate stream, size that its header claims)``."""
    body, directory = io.BytesIO(), io.BytesIO()
    for name, stream, claimed in parts:
        at, label = body.tell(), name.encode()
        shared = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, 0, len(stream), claimed)
        body.write(b"PK\3\4" + shared + struct.pack("<HH", len(label), 0) + label + stream)
        directory.write(b"PK\1\2" + struct.pack("<H", 20) + shared)
        directory.write(struct.pack("<HHHHHII", len(label), 0, 0, 0, 0, 0, at) + label)
    listing, start = directory.getvalue(), body.tell()
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(listing), start, 0)
    return body.getvalue() + listing + end


def test_a_workbook_of_300_kb_that_unzips_to_gigabytes(tmp_path, refused):
    sheet = deflated(30)
    parts = [("xl/workbook.xml", deflated(1), 1 << 20)]
    parts += [(f"xl/worksheets/sheet{n}.xml", sheet, 30 << 20) for n in range(80)]
    (tmp_path / "bomb.xlsx").write_bytes(zip_of(parts))
    assert "unzips to more than 200 MB" in str(refused(tmp_path / "bomb.xlsx"))


def test_a_workbook_whose_directory_lies_about_its_sizes(tmp_path, refused):
    parts = [("xl/workbook.xml", deflated(1), 1 << 20), ("xl/worksheets/sheet1.xml", deflated(300), 1000)]
    (tmp_path / "liar.xlsx").write_bytes(zip_of(parts))
    assert "is damaged" in str(refused(tmp_path / "liar.xlsx"))


def test_a_zip_with_very_many_parts(tmp_path, refused):
    with zipfile.ZipFile(tmp_path / "many.xlsx", "w") as archive:
        for name in ("xl/workbook.xml", *(f"x{n}" for n in range(sniff.MOST_PARTS))):
            archive.writestr(name, "")
    assert "unzips to more than" in str(refused(tmp_path / "many.xlsx"))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("word/document.xml", "text document"),
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", "binary workbook"),
        ("readme.txt", "zip file"),
    ],
)
def test_a_zip_that_is_no_workbook_is_named_for_what_it_is(tmp_path, refused, part, said):
    with zipfile.ZipFile(tmp_path / "form.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert said in str(refused(tmp_path / "form.xlsx"))
    assert "save it as .xlsx" in str(refused(tmp_path / "form.xlsx"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PK\3\4 nothing more", "is damaged"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "is XML"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0\0",
            "no spreadsheet",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0\0", "cannot be read"),
        (b"just a few words", "not a form"),
    ],
)
def test_a_file_that_is_no_spreadsheet(tmp_path, refused, data, said):
    (tmp_path / "form.xls").write_bytes(data)
    assert said in str(refused(tmp_path / "form.xls"))


def test_a_damaged_workbook(tmp_path, workbook, refused):
    path = workbook(survey=[["type", "name", "label"], ["text", "a", "A"]])
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(60)
    path.write_bytes(bytes(data))
    assert "is damaged" in str(refused(path))


def test_a_file_that_is_not_there(tmp_path, refused):
    assert "There is no file “gone.xlsx”" in str(refused(tmp_path / "gone.xlsx"))


def test_a_folder_and_an_unknown_ending(tmp_path, refused):
    (tmp_path / "form.xlsx").mkdir()
    assert "cannot be read" in str(refused(tmp_path / "form.xlsx"))
    assert "no kind that can be a form" in str(refused(tmp_path / "form.docx"))


def test_a_file_over_the_size_limit(tmp_path, monkeypatch, refused):
    monkeypatch.setattr(sniff, "MOST_BYTES", 1_000_000)
    (tmp_path / "form.csv").write_bytes(b"a" * 1_000_001)
    assert "is over 1 MB" in str(refused(tmp_path / "form.csv"))


def test_a_sheet_of_100_000_rows(tmp_path, refused):
    rows = "".join(f",text,q{n},Q\n" for n in range(100_000))
    (tmp_path / "long.csv").write_text(f"survey\n,type,name,label\n{rows}", encoding="utf-8")
    assert "too many rows" in refused(tmp_path / "long.csv").sentence


def test_groups_a_thousand_deep(tmp_path, refused):
    begin = "".join(f",begin_group,g{n},G\n" for n in range(1000))
    end = ",end_group,,\n" * 1000
    (tmp_path / "deep.csv").write_text(f"survey\n,type,name,label\n{begin},text,q,Q\n{end}", encoding="utf-8")
    said = refused(tmp_path / "deep.csv")
    assert "use fewer" in said.sentence
    assert said.where


def test_a_cell_longer_than_any_honest_one(tmp_path, refused):
    (tmp_path / "long.csv").write_text(
        f"survey\n,type,name,label\n,text,a,{'x' * 200_000}\n", encoding="utf-8"
    )
    assert "shorten it" in str(refused(tmp_path / "long.csv"))


def test_a_conversion_that_takes_too_long_is_ended(workbook, monkeypatch, refused):
    monkeypatch.setattr(xlsform, "TIME_LIMIT", 0.001)
    path = workbook(survey=[["type", "name", "label"], ["text", "a", "A"]])
    assert "takes too long or too much memory" in str(refused(path))


def test_the_child_cannot_take_more_memory_or_time_than_it_is_given():
    code = (
        "import resource\n"
        "from kiosk.forms.readers import convert\n"
        "convert.limit()\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[1] <= convert.CPU_LIMIT, flush=True)\n"
        f"bytearray({MEMORY_LIMIT})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "True"
    assert "MemoryError" in done.stderr
