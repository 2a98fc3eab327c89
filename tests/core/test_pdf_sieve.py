"""A PDF that is locked, or more than pages, is told from one that is not; nothing hostile takes long."""

import zlib

import pytest

from kiosk.attachments import pdf
from kiosk.attachments.pdf import fault

PLAIN = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /OpenAction [2 0 R /Fit] >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def with_objects(objects):
    packed = zlib.compress(objects)
    return (
        PLAIN
        + b"5 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n"
        + packed
        + b"\nendstream\nendobj\n"
    )


def test_pages_are_pages():
    assert fault(PLAIN) == ""
    assert fault(with_objects(b"<< /Type /Page /Javascripts true /Launches 3 >>")) == ""


def test_one_with_a_password_is_locked():
    assert fault(PLAIN.replace(b"/Root", b"/Encrypt 9 0 R /Root")) == "locked"


@pytest.mark.parametrize(
    "more",
    [
        b"/S /JavaScript /JS (app.alert(1))",
        b"/S /Launch /F (cmd.exe)",
        b"/Type /EmbeddedFile",
        b"/Subtype /RichMedia",
        b"/S/Java#53cript/JS(x)",
        b"/S /#4aavaScript",
    ],
)
def test_one_that_does_something_is_active_wherever_it_says_so(more):
    assert fault(PLAIN.replace(b"/OpenAction", more)) == "active"
    assert fault(with_objects(b"<< " + more + b" >>")) == "active"


def test_a_bomb_of_objects_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_UNPACKED", 1000)
    assert fault(with_objects(bytes(10_000_000))) == "active"


def test_no_end_of_objects_is_looked_for_only_so_far():
    assert fault(PLAIN + b"/ObjStm stream\nendstream " * 5000) == "active"
    assert fault(PLAIN + b"/ObjStm stream\n" * 500_000) == ""
    assert fault(PLAIN + b"/ObjStm" * 500_000) == "active"


@pytest.mark.parametrize("broken", [b"not packed", b""])
def test_what_cannot_be_unpacked_is_passed_over(broken):
    assert fault(PLAIN + b"<< /Type /ObjStm >> stream\n" + broken + b"\nendstream") == ""
