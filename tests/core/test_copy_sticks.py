"""Which stick a copy goes to: one that staff made for it, that is really there, and no other place (P7)."""

import os

import pytest

from kiosk.copies.stick import FOLDER, Fault, Sticks
from kiosk.sticks import MOST_LISTED


@pytest.fixture
def mounted(monkeypatch):
    """Paths that count as mounted."""
    paths = set()
    monkeypatch.setattr("os.path.ismount", lambda path: str(path) in paths)
    return paths


def folder(stick):
    made = stick / FOLDER
    made.mkdir(parents=True)
    return made


def test_a_folder_on_the_kiosks_own_disk_is_no_stick(tmp_path):
    """P1: what a stick that was pulled out leaves behind looks like one."""
    folder(tmp_path / "STAFF")
    assert Sticks(tmp_path).find() is None


@pytest.mark.parametrize("path", ["STAFF", "someone/STAFF"])
def test_a_stick_that_is_there_is_found(tmp_path, mounted, path):
    made = folder(tmp_path / path)
    mounted.add(str(tmp_path / path))
    assert Sticks(tmp_path).find() == made


def test_a_stick_without_the_folder_a_link_and_no_place_at_all_are_none(tmp_path, mounted):
    (tmp_path / "OWN").mkdir()
    folder(tmp_path.parent / "elsewhere")
    (tmp_path / "LINK").symlink_to(tmp_path.parent / "elsewhere")
    (tmp_path / "HALF").mkdir()
    (tmp_path / "HALF" / FOLDER).symlink_to(tmp_path.parent / "elsewhere" / FOLDER)
    mounted.update(str(tmp_path / name) for name in ("OWN", "LINK", "HALF"))
    assert Sticks(tmp_path).find() is None
    assert Sticks(tmp_path / "missing").find() is None


def test_a_stick_of_a_million_files_costs_no_more_than_any(tmp_path, mounted, monkeypatch):
    stick = tmp_path / "STAFF"
    folder(stick)
    mounted.add(str(stick))
    looked = []
    scandir = os.scandir
    monkeypatch.setattr("os.scandir", lambda path: looked.append(path) or scandir(path))
    for number in range(MOST_LISTED + 20):
        (tmp_path / f"x{number:04}").touch()
    Sticks(tmp_path).find()
    assert len(looked) <= MOST_LISTED + 1


def test_a_copy_is_whole_or_not_there(tmp_path, mounted):
    made = folder(tmp_path / "STAFF")
    mounted.add(str(tmp_path / "STAFF"))
    sticks = Sticks(tmp_path)
    assert sticks.write(made, "A.pdf", b"one") is None
    assert sticks.write(made, "A.pdf", b"two") is None
    assert [(file.name, file.read_bytes()) for file in made.iterdir()] == [("A.pdf", b"two")]


def test_what_waits_behind_a_links_name_is_not_written_to(tmp_path, mounted):
    """A hostile stick: the half-written file is a link to a file of the kiosk's."""
    made, kept = folder(tmp_path / "STAFF"), tmp_path / "kept"
    mounted.add(str(tmp_path / "STAFF"))
    kept.write_bytes(b"mine")
    (made / "A.pdf.new").symlink_to(kept)
    (made / "A.pdf").symlink_to(kept)
    assert Sticks(tmp_path).write(made, "A.pdf", b"copy") is None
    assert kept.read_bytes() == b"mine"


def test_a_stick_that_went_while_it_was_written_to_is_no_success(tmp_path, mounted):
    made = folder(tmp_path / "STAFF")
    assert Sticks(tmp_path).write(made, "A.pdf", b"copy") is Fault.GONE
    made.rmdir() if not any(made.iterdir()) else None
    assert Sticks(tmp_path).write(tmp_path / "never" / FOLDER, "A.pdf", b"copy") is Fault.GONE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_stick_that_may_not_be_written_to(tmp_path, mounted):
    made = folder(tmp_path / "STAFF")
    made.chmod(0o500)
    assert Sticks(tmp_path).write(made, "A.pdf", b"copy") is Fault.LOCKED
