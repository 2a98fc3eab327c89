"""The page of a kiosk that is out of order: it fits, it is read to whoever presses anything, and nothing ends it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.out_of_order import Trouble
from tests.ui.kiosk_rig import SHAPES, Rig, settle
from ui import out_of_order
from ui.out_of_order import OutOfOrder

DISK = Trouble("D3", "/data/outbox cannot be written (Read-only file system): look at the disk.")
ALL = ("en", "cy", "pl", "ur")


@pytest.fixture
def page(qtbot):
    """Opens the page; ``said`` of it is what was read aloud."""
    made = []

    def open_(languages=ALL, phone="01632 960 100", size=SHAPES["wide"]):
        said = []
        window = OutOfOrder(DISK, languages, phone, said.append)
        window.said = said
        made.append(window)
        window.resize(size)
        window.show()
        settle()
        return window

    yield open_
    for window in made:
        window.hide()
        window.deleteLater()
    settle()


def texts(window):
    return [label.text() for label in window._shown.findChildren(QLabel)]


@pytest.mark.parametrize("size", [*SHAPES.values(), QSize(1024, 768)])
def test_every_language_the_number_and_the_code_are_on_one_screen(page, size):
    window = page(size=size)
    shown = " ".join(texts(window))
    assert "This kiosk is out of order" in shown
    assert "Nid yw’r ciosg hwn yn gweithio" in shown
    assert "Ten kiosk nie działa" in shown
    assert "یہ کیوسک خراب ہے" in shown
    assert shown.count("01632 960 100") == len(ALL)
    assert "D3" in shown
    assert DISK.sentence in shown
    for label in window._shown.findChildren(QLabel):
        corner = label.mapTo(window, QPoint(label.width(), label.height()))
        assert label.height() >= label.heightForWidth(label.width())
        assert corner.x() <= window.width()
        assert corner.y() <= window.height()


def test_without_a_number_none_is_shown(page):
    assert not any(letter.isdigit() for line in texts(page(phone=""))[:-2] for letter in line)


def test_whatever_is_pressed_reads_it_and_nothing_is_left_to_silence(page):
    window = page(languages=("cy", "en"))
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_F4):
        QTest.keyClick(window, key)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    assert len(window.said) == 6
    said = window.said[0]
    assert said.text.startswith("Nid yw’r ciosg hwn yn gweithio.")
    assert [piece.language for piece in said.stretches] == ["cy", "en"]


def test_nothing_closes_it(page):
    window = page()
    window.close()
    assert window.isVisible()


def test_something_else_that_is_wrong_takes_its_place(page):
    window = page()
    window.tell(Trouble("O1", "The outbox is in use."))
    settle()
    assert "The outbox is in use." in texts(window)
    assert DISK.sentence not in texts(window)


class Told:
    watchdog = 0.0

    def __init__(self):
        self.heard = []

    def __getattr__(self, name):
        return lambda *line: self.heard.append((name, *line))


def test_it_looks_again_until_all_is_well_and_then_the_program_ends(page, qtbot, monkeypatch):
    ended, troubles, told = [], [Trouble("O1", "The outbox is in use."), None], Told()
    monkeypatch.setattr(QApplication, "exit", ended.append)
    window = page()
    watch = out_of_order._Watch(window, told, lambda: troubles.pop(0))
    watch.again()
    qtbot.waitUntil(lambda: "The outbox is in use." in texts(window))
    assert told.heard == [("status", "Out of order: O1")]
    assert ended == []
    watch.again()
    qtbot.waitUntil(lambda: ended == [0])


def test_a_disk_that_never_answers_does_not_keep_the_page_for_ever(page, monkeypatch):
    ended = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    watch = out_of_order._Watch(page(), Told(), lambda: DISK)
    watch._errand = type("Never", (), {"running": True})()
    for _ in range(20):
        watch.again()
    assert ended == []
    watch.again()
    assert ended == [0]


def test_a_kiosk_that_was_open_until_now_is_taken_away(page, services, monkeypatch):
    """What ticks in it would else end the page, too."""
    kiosk, gone = Rig(services).window, []
    kiosk.destroyed.connect(lambda: gone.append("kiosk"))
    monkeypatch.setattr(
        out_of_order.QApplication,
        "exec",
        lambda *_: QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete),
    )
    window = page()
    monkeypatch.setattr(out_of_order.QApplication, "topLevelWidgets", lambda: [kiosk, window])
    out_of_order.run(window, Told(), lambda: DISK)
    assert gone == ["kiosk"]
    assert window.isVisible()
