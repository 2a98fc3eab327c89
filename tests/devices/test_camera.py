"""A camera by a program: a script that sends what v4l2-ctl would, and the real one where there is no camera."""

import os
import shutil
from threading import Event

import pytest
from PySide6.QtGui import QColor, QImage

from kiosk.attachments import camera as module
from kiosk.attachments.camera import Camera
from ui.drawing import written
from ui.photo import opened


def frame(colour):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return written(image, "jpeg", 80)


@pytest.fixture
def camera(tmp_path):
    """Makes a camera whose program is a script; the frames "red" and "blue" lie beside it."""
    for colour in ("red", "blue"):
        (tmp_path / colour).write_bytes(frame(colour))

    def make(body, device="any", **wishes):
        path = tmp_path / "v4l2-ctl"
        path.write_text(f"#!/bin/sh\ncd {tmp_path}\n{body}\n")
        path.chmod(0o755)
        return Camera(device, environ={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, **wishes)

    return make


def watched(camera, until=10**6):
    """What was seen, and how it ended; stopped after ``until`` pictures."""
    stop, pictures = Event(), []

    def see(picture):
        pictures.append(picture)
        if len(pictures) >= until:
            stop.set()

    return pictures, camera.watch(stop, see)


def test_pictures_are_seen_one_after_the_other_until_it_is_stopped(camera, tmp_path):
    pictures, ended = watched(camera("while cat red blue; do :; done"), until=5)
    assert pictures[:4] == [frame("red"), frame("blue")] * 2
    assert ended == ""


def test_what_stands_between_pictures_is_passed_over(camera):
    pictures, _ = watched(camera("printf 'noise\\377'; cat red; printf '\\377\\331'; cat blue"))
    assert pictures == [frame("red"), frame("blue")]


def test_one_that_ends_by_itself_is_told(camera):
    assert watched(camera("cat red; echo unplugged >&2; exit 1")) == ([frame("red")], "away")


def test_one_that_says_nothing_is_told(camera):
    assert watched(camera("sleep 60", silence=0.3)) == ([], "away")


def test_one_that_sends_no_pictures_is_told(camera, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 100_000)
    assert watched(camera("cat /dev/zero")) == ([], "away")


def test_the_first_there_is_when_none_is_named(camera, tmp_path):
    for name in ("video10", "video2", "videos"):
        (tmp_path / name).touch()
    auto = camera('echo "$2" >asked; cat red', device="auto", folder=tmp_path)
    watched(auto)
    assert (tmp_path / "asked").read_text() == f"{tmp_path}/video2\n"


def test_none_at_all_is_told(camera, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert watched(camera("cat red", device="auto", folder=empty)) == ([], "away")


def test_the_real_program_is_asked_in_words_that_it_knows(tmp_path, caplog):
    if shutil.which("v4l2-ctl") is None:
        pytest.skip("there is no v4l2-ctl here: install v4l-utils")
    none = tmp_path / "video0"
    assert watched(Camera(str(none))) == ([], "away")
    assert f"Cannot open device {none}" in caplog.text


def test_a_frame_without_its_tables_is_opened():
    """As Motion JPEG has them: the usual Huffman tables are left out."""
    whole, kept, at = frame("red"), bytearray(b"\xff\xd8"), 2
    while whole[at + 1] != 0xDA:
        length = 2 + int.from_bytes(whole[at + 2 : at + 4], "big")
        kept += whole[at : at + length] if whole[at + 1] != 0xC4 else b""
        at += length
    assert opened(bytes(kept + whole[at:])) == opened(whole)
