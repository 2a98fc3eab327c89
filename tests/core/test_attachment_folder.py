"""Files on a stranger's stick: what is offered, what is read, and what does no harm."""

import os
from dataclasses import replace
from datetime import date

import pytest

from kiosk.attachments import folder as module
from kiosk.attachments.attachment import MAX_FILE
from kiosk.attachments.folder import DEEPEST, MOST_OFFERED, MOST_SEEN, FolderSource
from kiosk.attachments.offer import MOST_CHARACTERS, fit_to_show
from kiosk.forms.walking.sample_files import PNG

PDF = b"%PDF-1.4\n" + b"x" * 100


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "media"
    root.mkdir()
    return root


def names(stick):
    return [offer.name for offer in FolderSource(stick).offers()]


def only(stick):
    (offer,) = FolderSource(stick).offers()
    return offer


def test_files_are_offered_newest_first_with_what_they_are(stick):
    for day, name in enumerate(("old.pdf", "new.pdf"), 1):
        (stick / name).write_bytes(PDF)
        os.utime(stick / name, (86400 * day * 100, 86400 * day * 100))
    first, second = FolderSource(stick).offers()
    assert (first.name, second.name) == ("new.pdf", "old.pdf")
    assert (first.kind.called, first.size, first.modified) == ("PDF", len(PDF), date(1970, 7, 20))
    assert FolderSource(stick).read(first) == PDF


def test_folders_are_looked_into_but_not_without_end(stick):
    deep = stick
    for number in range(DEEPEST + 2):
        (deep / f"{number}.pdf").write_bytes(PDF)
        deep = deep / "inside"
        deep.mkdir()
    assert sorted(names(stick)) == [f"{number}.pdf" for number in range(DEEPEST)]


def test_the_content_tells_the_kind_and_not_the_name(stick):
    (stick / "photo.jpg").write_bytes(b"MZ\x90\0 a program")
    (stick / "letter.txt.exe").write_bytes(PDF)
    assert [(o.name, o.kind.extension) for o in FolderSource(stick).offers()] == [("letter.txt.exe", "pdf")]


def test_what_is_no_file_is_not_offered_and_not_opened(stick, tmp_path):
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(PDF)
    (stick / "link.pdf").symlink_to(secret)
    (stick / "out").symlink_to(tmp_path)
    (stick / "loop").symlink_to(stick)
    os.mkfifo(stick / "pipe.pdf")
    (stick / ".hidden.pdf").write_bytes(PDF)
    (stick / "empty.pdf").touch()
    (stick / "folder.pdf").mkdir()
    assert names(stick) == []


@pytest.mark.parametrize("swap", ["link", "pipe", "folder", "gone", "dir link"])
def test_a_file_that_became_something_else_is_not_read(stick, tmp_path, swap):
    inner = stick / "docs"
    inner.mkdir()
    (inner / "a.pdf").write_bytes(PDF)
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / "a.pdf").write_bytes(PDF)
    offer = only(stick)
    (inner / "a.pdf").unlink()
    if swap == "link":
        (inner / "a.pdf").symlink_to(secret / "a.pdf")
    elif swap == "pipe":
        os.mkfifo(inner / "a.pdf")
    elif swap == "folder":
        (inner / "a.pdf").mkdir()
    elif swap == "dir link":
        inner.rmdir()
        inner.symlink_to(secret)
    assert FolderSource(stick).read(offer) == ("gone" if swap == "gone" else "unreadable")


def test_a_file_that_is_too_big_says_so_before_it_is_read(stick):
    with (stick / "a.pdf").open("wb") as file:
        file.write(PDF)
        file.truncate(10**12)  # a terabyte of nothing
    assert FolderSource(stick).read(only(stick)) == "too_big"


def test_a_file_of_the_most_is_read(stick):
    (stick / "a.pdf").write_bytes(PDF.ljust(MAX_FILE, b"x"))
    assert len(FolderSource(stick).read(only(stick))) == MAX_FILE


@pytest.mark.parametrize("change", ["longer", "shorter", "touched"])
def test_a_file_that_changes_while_it_is_read_is_not_taken(stick, monkeypatch, change):
    path = stick / "a.pdf"
    path.write_bytes(PDF)
    offer = only(stick)
    real = os.read
    done = []

    def reading(handle, count):
        if not done:
            done.append(1)
            data = {"longer": PDF * 2, "shorter": PDF[:20], "touched": PDF[:-1] + b"y"}[change]
            path.write_bytes(data)
            os.utime(path, (1, 1))
        return real(handle, count)

    monkeypatch.setattr(module.os, "read", reading)
    assert FolderSource(stick).read(offer) == "changed"


def test_a_folder_that_is_not_there_offers_nothing(tmp_path):
    assert FolderSource(tmp_path / "none").offers() == ()


def test_a_stick_pulled_out_offers_nothing_more(stick):
    (stick / "a.pdf").write_bytes(PDF)
    offer = only(stick)
    (stick / "a.pdf").unlink()
    stick.rmdir()
    assert FolderSource(stick).offers() == ()
    assert FolderSource(stick).read(offer) == "gone"


def test_no_more_is_looked_at_than_is_needed(stick, monkeypatch):
    monkeypatch.setattr(module, "MOST_SEEN", 50)
    monkeypatch.setattr(module, "MOST_OFFERED", 20)
    assert (MOST_SEEN, MOST_OFFERED) == (2000, 200)
    for number in range(80):
        (stick / f"{number}.pdf").write_bytes(PDF)
    assert len(names(stick)) == 20
    monkeypatch.setattr(module, "MOST_OFFERED", 200)
    assert len(names(stick)) == 50


def test_a_date_that_is_none_does_no_harm(stick):
    (stick / "a.pdf").write_bytes(PDF)
    os.utime(stick / "a.pdf", (2**40, 2**40))
    assert only(stick).size == len(PDF)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Letter.pdf", "Letter.pdf"),
        ("photo\u202egpj.exe", "photo gpj.exe"),
        ("a\nb\tc\x00.pdf", "a b c .pdf"),
        ("\u200f\u200e\u2066", "?"),
        ("خط.pdf", "خط.pdf"),
        ("\udce9t\udce9.pdf", "t .pdf"),
        ("  lots   of   space ", "lots of space"),
    ],
)
def test_names_say_only_what_can_be_read(name, shown):
    assert fit_to_show(name) == shown


def test_a_long_name_keeps_its_beginning_and_end():
    shown = fit_to_show("A" * 200 + "-final.pdf")
    assert len(shown) == MOST_CHARACTERS
    assert shown.startswith("AAAA")
    assert shown.endswith("-final.pdf")


def test_a_name_of_any_bytes_is_offered(stick):
    (stick / os.fsdecode(b"\xff\xfe\x1b[31m.pdf")).write_bytes(PDF)
    offer = only(stick)
    assert "\x1b" not in offer.name
    assert FolderSource(stick).read(offer) == PDF


def test_a_picture_may_be_larger_before_it_is_made_smaller(stick):
    (stick / "a.png").write_bytes(PNG.ljust(MAX_FILE + 5, b"\0"))
    offer = only(stick)
    assert len(FolderSource(stick).read(offer)) == MAX_FILE + 5
    assert FolderSource(stick).read(replace(offer, kind=replace(offer.kind, group="document"))) == "too_big"


def test_of_many_files_few_are_opened(stick, tmp_path, monkeypatch):
    (tmp_path / "one.pdf").write_bytes(PDF)
    for number in range(MOST_SEEN + 200):
        (stick / f"{number}.pdf").hardlink_to(tmp_path / "one.pdf")
    real, opened = os.open, []

    def opening(path, *args, **more):
        opened.append(path)
        return real(path, *args, **more)

    monkeypatch.setattr(module.os, "open", opening)
    assert len(names(stick)) == MOST_OFFERED
    assert sum(str(path).endswith(".pdf") for path in opened) <= MOST_SEEN


def test_files_of_the_same_name_say_where_they_lie(stick):
    for folder in ("2025", "2026"):
        (stick / folder).mkdir()
        (stick / folder / "letter.pdf").write_bytes(PDF)
    (stick / "other.pdf").write_bytes(PDF)
    assert sorted(names(stick)) == ["2025 / letter.pdf", "2026 / letter.pdf", "other.pdf"]


@pytest.mark.parametrize("name", ["--help.pdf", "<b>&amp;%s{name}.pdf", "photo\u202egpj.exe.pdf", "a\nb.pdf"])
def test_a_file_of_a_strange_name_is_read(stick, name):
    (stick / name).write_bytes(PDF)
    assert FolderSource(stick).read(only(stick)) == PDF
