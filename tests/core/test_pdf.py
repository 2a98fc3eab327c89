"""PDFs to take home: tagged in reading order, in their language, with their letters inside, and fetching nothing."""

import re
import subprocess
import zlib

import pytest

from kiosk.cards import SETS, cards
from kiosk.copies.answers import Answers, document
from kiosk.forms.page import Row
from kiosk.pdf import PdfError, pdf
from kiosk.printing.slip import Slip

STREAMS = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SLIP = Slip(
    rtl=False,
    council="Merrow Borough Council",
    title="We have your answers",
    service="Report a missed bin",
    label="Your reference",
    reference="KTM 7RF 2WD",
    when="We took your answers on 22 November 2026 at 10:05.",
    said=(("What happens next", "We will empty it."),),
    about_code="",
    code="",
    staff="",
)
ROWS = (
    Row("p", "/a", "Your name", "<script>alert(1)</script> Siân & Co", "About you"),
    Row("p", "/b", "Tŷ neu fflat", "", "About you"),
    Row("q", "/c", "Your letter", "Line one\nLine two", ""),
)


def told(data, *, texts=True):
    """What a screen reader is told of it: the kinds of its parts, or their texts, in reading order."""
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True, timeout=60
    )
    lines = [line.strip() for line in done.stdout.decode().splitlines()]
    quoted = [line.strip('"') for line in lines if line.startswith('"')]
    kinds = [line.removesuffix(" (block)") for line in lines if line.endswith("(block)")]
    return quoted if texts else kinds


def about(data):
    done = subprocess.run(["pdfinfo", "-"], input=data, capture_output=True, check=True, timeout=60)
    return dict(line.split(":", 1) for line in done.stdout.decode().splitlines() if ":" in line)


@pytest.fixture(scope="module")
def copy():
    return document(Answers(ROWS, "en", "en", "We use your answers only for this."), SLIP)


def test_a_copy_is_read_from_its_title_to_what_was_agreed_to(copy):
    """Issue 7, 6; EN 301 549 10: headings, paragraphs and reading order; what was typed is text and no markup."""
    assert told(copy) == [
        "Merrow Borough Council",
        "Your answers: Report a missed bin",
        "Your reference",
        "KTM 7RF 2WD",
        "We took your answers on 22 November 2026 at 10:05.",
        "What happens next",
        "We will empty it.",
        "About you",
        "Your name",
        "<script>alert(1)</script> Siân & Co",
        "Tŷ neu fflat",
        "Not answered",
        "Your answers",
        "Your letter",
        "Line one",
        "Line two",
        "What you agreed to",
        "We use your answers only for this.",
    ]
    kinds = told(copy, texts=False)
    assert [kind for kind in kinds if kind != "P"] == ["H1", "H2", "H2", "H3", "H3", "H2", "H3", "H2"]


def test_a_copy_is_tagged_and_has_its_title_and_its_language(copy):
    facts = about(copy)
    assert facts["Tagged"].strip() == "yes"
    assert facts["Title"].strip() == "Your answers: Report a missed bin"
    inside = b"".join(zlib.decompress(part) for part in STREAMS.findall(copy) if part[:1] == b"x")
    assert b"/Lang (en)" in inside
    assert b"pdfuaid" in inside + copy


def test_every_letter_is_inside_in_urdu_and_welsh_too():
    """L4: shaped from right to left by the typefaces of the screen, none of them the computer's own."""
    urdu = Row("p", "/a", "آپ کا نام", "ŵ ŷ علی", "")
    data = document(Answers((urdu,), "ur", "ur", "ہم آپ کے جوابات محفوظ رکھتے ہیں۔"), SLIP)
    fonts = subprocess.run(["pdffonts", "-"], input=data, capture_output=True, check=True, timeout=60)
    lines = [line.split() for line in fonts.stdout.decode().splitlines()[2:]]
    assert {line[0].partition("+")[2].removesuffix("-Bold") for line in lines} == {"Latin", "Naskh"}
    assert all(line[-5:-2] == ["yes", "yes", "yes"] for line in lines), (
        "embedded, in part, with their meaning"
    )
    text = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True, timeout=60)
    assert "علی" in text.stdout.decode()


def test_a_long_answer_goes_on_over_as_many_pages_as_it_needs():
    long = Row("p", "/a", "Tell us more", "\n".join(f"Line {n}" for n in range(99)) + "\n" + "w" * 400, "")
    data = document(Answers((long,), "en", "en", ""), SLIP)
    assert int(about(data)["Pages"]) > 3
    assert [line for line in told(data) if line.startswith("Line ")] == [f"Line {n}" for n in range(99)]


def test_nothing_is_fetched(tmp_path):
    """P1: a file that the text names is not read into it, whatever got past the escaping."""
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    data = pdf("t", f'<p>a</p><img src="{secret.as_uri()}" alt="missing">', "", language="en")
    assert "secret" not in " ".join(told(data))


def test_a_computer_without_pango_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(PdfError, match="libpango"):
        pdf("t", "", "", language="en")


def test_cards_say_what_they_do_in_both_languages():
    """S4: settings only, no name of any condition."""
    data = cards(SETS, ["en", "cy"])
    said = [line for line in told(data) if line]  # but for the squares, whose texts are in their Alt
    assert said[:3] == ["Large text", "Testun mawr", "Hold this card under the scanner."]
    assert len([line for line in said if line == "Hold this card under the scanner."]) == len(SETS)
    assert about(data)["Page size"].strip().endswith("(A4)")
