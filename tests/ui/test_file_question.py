"""Choosing a file in the real window: listed, checked, shown, replaced, taken away, and refused in plain words."""

import struct
import zlib
from threading import Event

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QLineEdit

from kiosk.attachments import folder
from kiosk.attachments.folder import FolderSource
from kiosk.config import Config
from kiosk.language import Words
from kiosk.stage import Asking, CheckAnswers
from tests.ui.files_rig import button, files_kiosk, given, ready, texts
from tests.ui.kiosk_rig import settle
from ui.drawing import png, written
from ui.inputs import file
from ui.inputs.aiming import Watcher
from ui.inputs.file import FileInput, Files
from ui.inputs.taking import Taker
from ui.parts.choice import RadioRow
from ui.parts.preview import Preview
from ui.photo import MAX_PIXELS, SIDE, made_anew
from ui.screens import asked
from ui.sources import SOURCES, sources_of

PDF = b"%PDF-1.4\n%%EOF\n"


def photo(width=400, height=300, colour="red"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


@pytest.fixture
def kiosk(qtbot, tmp_path, stick):
    yield from files_kiosk(qtbot, tmp_path, stick)


def rows(rig):
    return [row.words for row in rig.page.findChildren(RadioRow) if row.isVisible()]


def choose(rig, start):
    choose_only(rig, start)
    ready(rig)


def choose_only(rig, start):
    """It may take a while until something comes of it."""
    next(row for row in rig.page.findChildren(RadioRow) if row.words.startswith(start)).click()
    settle()


def test_a_file_is_chosen_from_the_list_and_goes_with_the_answers(kiosk, stick):
    (stick / "Letter from landlord.pdf").write_bytes(PDF)
    rig = kiosk()
    (row,) = rows(rig)
    assert row.startswith("Letter from landlord.pdf. PDF, 1 KB, ")
    choose(rig, "Letter")
    (attachment,) = given(rig)
    assert (attachment.data, attachment.media_type) == (PDF, "application/pdf")
    assert attachment.name.startswith("file-")
    assert "Letter" not in attachment.name
    assert "You chose: Letter from landlord.pdf (PDF, 1 KB)" in texts(rig)
    assert rows(rig) == []
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.proceed)
    assert isinstance(rig.visit.stage, CheckAnswers)
    assert rig.visit.rows[0].answer == "Letter from landlord.pdf (PDF, 1 KB)"


def test_a_picture_is_shown_with_words_and_made_anew(kiosk, stick):
    image = photo(4000, 3000)
    image.setText("Comment", "Taken at 51.48 N 3.18 W")
    (stick / "Photo.png").write_bytes(png(image))
    rig = kiosk("image")
    choose(rig, "Photo")
    (attachment,) = given(rig)
    sent = QImage.fromData(attachment.data)
    assert max(sent.width(), sent.height()) <= SIDE
    assert b"51.48" not in attachment.data
    assert sent.textKeys() == []
    preview = rig.page.findChild(Preview)
    assert "Photo.png" in preview.accessibleName()


def test_it_can_be_taken_away_and_another_chosen(kiosk, stick):
    (stick / "a.pdf").write_bytes(PDF)
    (stick / "b.pdf").write_bytes(PDF + b"2")
    rig = kiosk()
    choose(rig, "a.pdf")
    button(rig, "file.remove").click()
    ready(rig)
    assert given(rig) == ()
    assert len(rows(rig)) == 2
    choose(rig, "a.pdf")
    button(rig, "file.another").click()
    ready(rig)
    choose(rig, "b.pdf")
    assert [attachment.words for attachment in given(rig)] == ["b.pdf"]


def test_it_is_there_when_one_comes_back(kiosk, stick):
    """C10."""
    (stick / "a.pdf").write_bytes(PDF)
    rig = kiosk()
    choose(rig, "a.pdf")
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.back)
    assert "You chose: a.pdf" in texts(rig)


def test_nothing_there_says_what_to_do_and_looks_again(kiosk, stick):
    rig = kiosk()
    assert "Put in your memory stick" in texts(rig)
    (stick / "a.pdf").write_bytes(PDF)
    button(rig, "file.look").click()
    ready(rig)
    assert len(rows(rig)) == 1
    assert isinstance(rig.focus, RadioRow)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("big.pdf", PDF.ljust(10_000_001, b"x"), "This file is too big. It can be up to 10 MB"),
        ("broken.png", b"\x89PNG\r\n\x1a\n broken", "This picture cannot be opened"),
        ("macros.docx", b"PK\x03\x04 nothing", "This kind of file cannot be used here"),
    ],
)
def test_what_cannot_be_used_says_so_at_once_in_plain_words(kiosk, stick, name, data, said):
    (stick / name).write_bytes(data)
    rig = kiosk()
    choose(rig, name.partition(".")[0])
    assert said in texts(rig)
    assert said in " ".join(rig.heard())
    assert given(rig) == ()
    assert len(rows(rig)) == 1


def test_a_file_that_is_gone_says_so(kiosk, stick):
    (stick / "a.pdf").write_bytes(PDF)
    rig = kiosk()
    (stick / "a.pdf").unlink()
    choose(rig, "a.pdf")
    assert "This file is not there any more" in texts(rig)


def test_only_what_the_question_takes_is_listed(kiosk, stick):
    (stick / "a.pdf").write_bytes(PDF)
    (stick / "b.png").write_bytes(png(photo()))
    rig = kiosk("image")
    assert [row.partition(".")[0] for row in rows(rig)] == ["b"]


def test_a_required_one_is_a_problem_that_leads_to_the_list(kiosk, stick):
    """C5."""
    (stick / "a.pdf").write_bytes(PDF)
    rig = kiosk()
    rig.go(rig.visit.proceed)
    assert isinstance(rig.visit.stage, Asking)
    rig.press("Choose a file")
    assert isinstance(rig.focus, RadioRow)


def test_keys_alone_choose_and_go_on(kiosk, stick):
    """M7."""
    (stick / "a.pdf").write_bytes(PDF)
    rig = kiosk()
    rig.key(Qt.Key.Key_Down)
    assert isinstance(rig.focus, RadioRow)
    rig.key(Qt.Key.Key_Return)
    assert rig.focus is button(rig, "file.another")
    rig.key(Qt.Key.Key_Down)
    assert rig.focus is button(rig, "file.remove")
    rig.key(Qt.Key.Key_Down)
    assert rig.focus in rig.window.ways.buttons


def test_the_voice_and_the_screen_reader_are_told_what_was_chosen(kiosk, stick):
    """A16, D3."""
    (stick / "a.pdf").write_bytes(PDF)
    rig = kiosk()
    rig.key(Qt.Key.Key_Down)
    said = " ".join(rig.heard())
    assert "a.pdf. PDF, 1 KB" in said
    choose(rig, "a.pdf")
    assert "You chose: a.pdf" in " ".join(rig.heard())
    told = QAccessible.queryAccessibleInterface(rig.focus)
    assert told.role() == QAccessible.Role.Button
    assert "You chose: a.pdf" in told.text(QAccessible.Text.Description)


def test_many_files_have_a_box_to_find_one_in(kiosk, stick):
    for number in range(12):
        (stick / f"page {number}.pdf").write_bytes(PDF)
    rig = kiosk()
    box = rig.page.findChild(QLineEdit)
    box.setText("page 11")
    settle()
    assert len(rows(rig)) == 1


def test_it_is_forgotten_with_the_visit(kiosk, stick):
    """V9, P1."""
    (stick / "a.pdf").write_bytes(PDF)
    rig = kiosk()
    choose(rig, "a.pdf")
    rig.go(rig.visit.end)
    assert rig.visit._filling is None
    assert rig.window.findChildren(FileInput) == []


def test_each_source_is_named_and_a_kiosk_without_any_has_none(tmp_path):
    assert sources_of(Config(data=tmp_path)) == ()
    for name, make in SOURCES.items():
        source = make(Config(data=tmp_path, attachments_from=tmp_path, scanner="auto", camera="auto"))
        assert [isinstance(source, way) for way in (Files, Taker, Watcher)].count(True) == 1
        assert isinstance(source, Files) or Words("en").has(f"taking.take.{source.name}")
        assert name


def bomb(width, height):
    """A PNG that says it is as large as that, in a few bytes."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(100_000, 100_000), (2**31 - 1, 2**31 - 1), (MAX_PIXELS + 1, 1)])
def test_a_picture_that_is_a_bomb_is_not_opened(size):
    assert made_anew(bomb(*size)) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"GIF89a", b"<svg/>", PDF])
def test_what_is_no_picture_is_none(data):
    assert made_anew(data) is None


def test_a_photograph_stays_one_and_loses_where_it_was_taken():
    where = b"\xff\xe1\x00\x2cExif\x00\x00 GPS 51.48 N 3.18 W, Sam's telephone"
    taken = written(photo(4000, 1000), "jpeg")
    media_type, data = made_anew(taken[:2] + where.ljust(46, b" ") + taken[2:])
    assert media_type == "image/jpeg"
    assert QImage.fromData(data).width() == SIDE
    assert b"51.48" not in data


def test_a_narrow_picture_stays_a_picture():
    media_type, data = made_anew(png(photo(9000, 2)))
    assert QImage.fromData(data).size() == QSize(SIDE, 1)
    assert media_type == "image/png"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (b"trailer << /Encrypt 5 0 R >>", "This file has a password. Bring one without"),
        (b"<< /S /JavaScript /JS (x) >>", "This PDF holds more than pages, so it cannot be sent"),
    ],
)
def test_a_pdf_that_is_locked_or_more_than_pages_is_not_taken(kiosk, stick, more, said):
    (stick / "a.pdf").write_bytes(PDF + more)
    rig = kiosk()
    choose(rig, "a.pdf")
    assert said in texts(rig)
    assert given(rig) == ()


class Slow:
    """A stick that takes its time, or never answers."""

    def __init__(self, root):
        self.real = FolderSource(root)
        self.let_go = Event()

    def offers(self):
        self.let_go.wait(30)
        return self.real.offers()

    def read(self, offer):
        self.let_go.wait(30)
        return self.real.read(offer)


@pytest.fixture
def slow(stick, monkeypatch):
    made = Slow(stick)
    monkeypatch.setattr(asked, "sources_of", lambda _config: (made,))
    yield made
    made.let_go.set()


def test_the_window_lives_while_a_stick_is_looked_at_and_read(kiosk, stick, slow):
    (stick / "a.pdf").write_bytes(PDF)
    slow.let_go.set()
    rig = kiosk()
    slow.let_go.clear()
    choose_only(rig, "a.pdf")
    assert "We are opening your file." in " ".join(rig.heard())
    rig.key(Qt.Key.Key_Down)
    assert rig.focus is button(rig, "taking.cancel")
    rig.key(Qt.Key.Key_Return)
    assert rows(rig)
    assert given(rig) == ()
    choose_only(rig, "a.pdf")
    slow.let_go.set()
    ready(rig)
    assert len(given(rig)) == 1


def test_a_stick_that_never_answers_holds_nobody_up(kiosk, stick, slow, qtbot):
    rig = kiosk(wait=False, required="no")
    assert "We are looking for files." in texts(rig)
    rig.go(rig.visit.proceed)
    assert "Anything else?" in texts(rig)


def test_a_stick_pulled_out_in_the_middle_is_told(kiosk, stick, slow):
    (stick / "a.pdf").write_bytes(PDF)
    slow.let_go.set()
    rig = kiosk()
    slow.let_go.clear()
    choose_only(rig, "a.pdf")
    (stick / "a.pdf").unlink()
    stick.rmdir()
    slow.let_go.set()
    ready(rig)
    assert "This file is not there any more" in texts(rig)
    assert "Put in your memory stick" in texts(rig)


def test_more_files_than_are_shown_are_told(kiosk, stick, monkeypatch):
    monkeypatch.setattr(folder, "MOST_OFFERED", 3)
    monkeypatch.setattr(file, "MOST_OFFERED", 3)
    for number in range(5):
        (stick / f"{number}.pdf").write_bytes(PDF)
    rig = kiosk()
    assert len(rows(rig)) == 3
    assert "These are the newest 3 files" in texts(rig)
