"""Pages of our own as one file: what the question takes, nothing else in it, and the same pages out of it again."""

import re
import shutil
import subprocess

import pytest
from PySide6.QtGui import QColor, QImage

from kiosk.attachments.kinds import kind_of
from kiosk.attachments.pages import JPEG, MOST_PAGES, PDF, file_of, is_made, pages_of
from kiosk.attachments.pdf import fault
from ui.photo import page

ANY = frozenset()


def jpeg(colour="red", across=60, down=80, form=QImage.Format.Format_RGB32):
    image = QImage(across, down, form)
    image.fill(QColor(colour))
    return page(image)


PAGES = [jpeg(), jpeg("grey", form=QImage.Format.Format_Grayscale8), jpeg("blue", 80, 60)]


def test_one_page_is_a_picture_and_several_are_a_pdf():
    assert file_of(PAGES[:1], "file", ANY) == (JPEG, PAGES[0])
    media_type, data = file_of(PAGES, "file", ANY)
    assert (media_type, kind_of(data).extension, fault(data)) == (PDF, "pdf", "")
    assert pages_of(JPEG, PAGES[0]) == (PAGES[0],)
    assert pages_of(PDF, data) == tuple(PAGES)


@pytest.mark.parametrize(
    ("kind", "accept", "one", "two"),
    [
        ("file", ANY, JPEG, True),
        ("image", ANY, JPEG, False),
        ("file", frozenset({".pdf"}), PDF, True),
        ("file", frozenset({".jpg"}), JPEG, False),
        ("file", frozenset({".docx"}), "", False),
        ("audio", ANY, "", False),
    ],
)
def test_it_is_made_as_the_question_takes_it(kind, accept, one, two):
    assert is_made(kind, accept) == bool(one)
    assert is_made(kind, accept, 2) == two
    if one:
        assert file_of(PAGES[:1], kind, accept)[0] == one


def test_every_object_of_the_pdf_is_where_its_table_says():
    """ISO 32000-1, 7.5.4: a reader finds all by the numbers at the end."""
    data = file_of(PAGES, "file", ANY)[1]
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", data)[1])
    count = int(re.match(rb"xref\n0 (\d+)\n", data[table:])[1])
    starts = [int(start) for start in re.findall(rb"(\d{10}) 00000 n \n", data[table:])]
    assert len(starts) == count - 1 == 2 + 3 * len(PAGES)
    for number, start in enumerate(starts, 1):
        assert data[start:].startswith(b"%d 0 obj\n" % number)
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", data, re.DOTALL):
        assert int(length) == len(stream)
    assert re.findall(rb"/MediaBox \[0 0 (\S+) (\S+)\]", data) == [
        (b"631.50", b"842.00"),
        (b"631.50", b"842.00"),
        (b"842.00", b"631.50"),
    ]
    assert re.findall(rb"/ColorSpace /(\w+)", data) == [b"DeviceRGB", b"DeviceGray", b"DeviceRGB"]


def test_nothing_of_who_when_and_where_is_in_it():
    """P3."""
    data = file_of(PAGES, "file", ANY)[1]
    assert not re.search(rb"Info|Author|Creat|Date|Metadata|Producer|Exif", data)


OURS = file_of(PAGES[:2], "file", ANY)[1]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n%%EOF\n",
        OURS + b"\n",
        OURS.replace(b"/Catalog", b"/Catalog /OpenAction 2 0 R"),
        OURS.replace(b"/Length ", b"/Length 9"),
        OURS[: len(OURS) // 2],
        OURS.replace(PAGES[0], b"x" * len(PAGES[0])),
        b"%PDF-1.4\n" + b"/Filter /DCTDecode /Length 0 >>\nstream\n" * 1000,
    ],
)
def test_a_pdf_that_we_did_not_write_has_no_pages(data):
    assert pages_of(PDF, data) == ()


def test_what_is_no_page_is_none():
    assert pages_of("image/png", b"") == ()
    with pytest.raises(ValueError, match="a page is a JPEG"):
        file_of([b"\xff\xd8\xff", PAGES[0]], "file", ANY)


def test_the_most_pages_come_out_again():
    many = [jpeg(across=8 + number, down=8) for number in range(MOST_PAGES)]
    assert pages_of(PDF, file_of(many, "file", ANY)[1]) == tuple(many)


def test_another_program_reads_it(tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("there is no pdfinfo here: install poppler-utils")
    (tmp_path / "a.pdf").write_bytes(file_of(PAGES, "file", ANY)[1])
    told = subprocess.run(("pdfinfo", tmp_path / "a.pdf"), capture_output=True, text=True, check=True)
    assert re.search(r"^Pages: +3$", told.stdout, re.MULTILINE)
    assert told.stderr == ""
