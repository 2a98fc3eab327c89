"""Photographing a paper in the real window: aimed by eye or ear, taken now or after a count, looked at, taken again."""

from threading import Event

import pytest
from PySide6.QtCore import Qt

from tests.ui.files_rig import button, files_kiosk, given, ready, texts, until
from tests.ui.kiosk_rig import settle
from tests.ui.papers import photo_of_paper
from ui.drawing import written
from ui.inputs import aiming as module
from ui.inputs.aiming import Aiming
from ui.screens import asked


class FakeCamera:
    """Sees what it is shown; says when it was stopped."""

    name = "camera"

    def __init__(self):
        self.stopped = Event()
        self.changed = Event()
        self.shown = b""
        self.trouble = ""

    def show(self, image):
        self.shown = written(image, "jpeg", 90)

    def watch(self, stop, seen):
        while not stop.wait(0.02):
            if self.trouble:
                return self.trouble
            if self.shown:
                seen(self.shown)
        self.stopped.set()
        return ""


@pytest.fixture
def camera(monkeypatch):
    made = FakeCamera()
    monkeypatch.setattr(asked, "sources_of", lambda _config: (made,))
    monkeypatch.setattr(module, "_LOOK", 0.05)
    return made


@pytest.fixture
def kiosk(qtbot, tmp_path):
    yield from files_kiosk(qtbot, tmp_path)


def aim(rig):
    button(rig, "taking.take.camera").click()
    settle()
    (found,) = rig.page.findChildren(Aiming)
    return found


def shoot(rig):
    button(rig, "taking.now").click()
    until(lambda: rig.page.findChildren(Aiming) == [])
    ready(rig)


def test_a_photo_is_aimed_taken_and_looked_at(kiosk, camera):
    rig = kiosk()
    assert "Lay your paper flat below the camera" in texts(rig)
    aim(rig)
    assert "We are starting the camera." in " ".join(rig.heard())
    camera.show(photo_of_paper())
    until(lambda: "The picture looks clear." in texts(rig))
    shoot(rig)
    assert camera.stopped.wait(10)
    (attachment,) = given(rig)
    assert (attachment.media_type, attachment.words, attachment.by) == ("image/jpeg", "Photo", "camera")
    assert "We have your photo. The picture looks clear." in " ".join(rig.heard())
    assert {"Take a photo of another page", "Take this photo again"} <= set(rig.buttons())


def test_the_voice_guides_who_cannot_see_the_view(kiosk, camera):
    rig = kiosk()
    aim(rig)
    for image, said in (
        (photo_of_paper(light=50, desk=10), "The picture is dark."),
        (photo_of_paper(left=-0.1), "The paper is cut off on the left."),
        (photo_of_paper(), "The picture looks clear."),
    ):
        camera.show(image)
        until(lambda said=said: said in " ".join(rig.said[-1]))
        assert said in texts(rig)


def test_the_same_is_not_said_again_and_again(kiosk, camera):
    rig = kiosk()
    found = aim(rig)
    camera.show(photo_of_paper())
    until(lambda: "The picture looks clear." in texts(rig))
    rig.heard()
    seen = photo_of_paper()
    for _ in range(10):
        found._look(camera.shown, seen, "good")
    assert rig.heard() == []


def test_a_count_leaves_both_hands_free_and_the_photo_can_be_taken_again(kiosk, camera):
    rig = kiosk()
    found = aim(rig)
    camera.show(photo_of_paper())
    button(rig, "taking.later").click()
    for _ in range(5):
        found.counter.timeout.emit()
    until(lambda: rig.page.findChildren(Aiming) == [])
    ready(rig)
    assert [text for text in rig.heard() if text[0].isdigit()] == ["5.", "4.", "3.", "2.", "1."]
    before = given(rig)[0].data
    camera.stopped.clear()
    camera.show(photo_of_paper(lines=3))
    button(rig, "taking.again.camera").click()
    settle()
    shoot(rig)
    assert given(rig)[0].data != before


def test_a_press_before_the_camera_is_ready_takes_the_first_picture_that_comes(kiosk, camera):
    rig = kiosk()
    aim(rig)
    button(rig, "taking.now").click()
    settle()
    assert rig.page.findChildren(Aiming)
    camera.show(photo_of_paper())
    until(lambda: rig.page.findChildren(Aiming) == [])
    ready(rig)
    assert len(given(rig)) == 1


def test_it_can_be_stopped_by_keys_alone(kiosk, camera):
    """M7."""
    rig = kiosk()
    aim(rig)
    for _ in range(3):
        rig.key(Qt.Key.Key_Down)
    assert rig.focus is button(rig, "taking.cancel")
    rig.key(Qt.Key.Key_Return)
    assert camera.stopped.wait(10)
    assert rig.focus is button(rig, "taking.take.camera")


def test_leaving_the_page_ends_the_camera(kiosk, camera):
    """P1."""
    rig = kiosk()
    aim(rig)
    rig.go(rig.visit.end)
    assert camera.stopped.wait(10)


def test_a_camera_that_is_pulled_out_is_told(kiosk, camera):
    """A17."""
    rig = kiosk()
    aim(rig)
    camera.trouble = "away"
    until(lambda: "The camera does not work just now" in texts(rig))
    assert "The camera does not work just now" in " ".join(rig.heard())
