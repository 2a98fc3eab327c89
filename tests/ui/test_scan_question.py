"""Scanning a paper in the real window: asked for, waited for, looked at, scanned again, more pages, and what fails."""

from threading import Event
from threading import enumerate as threads

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter

from kiosk import coming_back
from kiosk.attachments.pages import pages_of
from kiosk.forms.running import attached
from kiosk.speech.voice import Settings
from kiosk.stage import Aside
from tests.journeys.test_switches import MOVE, PICK, OneSwitch, TwoSwitches
from tests.ui.files_rig import button, files_kiosk, given, ready, texts
from tests.ui.kiosk_rig import settle
from ui.drawing import written
from ui.inputs import file
from ui.parts.preview import Preview
from ui.screens import asked


class FakeScanner:
    """Gives what it is told to, once it is let go."""

    name = "scanner"

    def __init__(self):
        self.let_go = Event()
        self.let_go.set()
        self.gives = []
        self.stopped = Event()

    def take(self, stop):
        while not self.let_go.wait(0.01):
            if stop.is_set():
                self.stopped.set()
                return ""
        return self.gives.pop(0)


def paper(words="Dear Sam", across=420, down=594):
    """A page with something on it, as SANE gives it."""
    image = QImage(across, down, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for line in range(20):
        painter.fillRect(40, 40 + 20 * line, 5 * len(words), 6, QColor("black"))
    painter.end()
    return written(image, "ppm")


@pytest.fixture
def scanner(monkeypatch):
    made = FakeScanner()
    monkeypatch.setattr(asked, "sources_of", lambda _config: (made,))
    return made


@pytest.fixture
def kiosk(qtbot, tmp_path):
    yield from files_kiosk(qtbot, tmp_path)


def scan(rig, scanner, *gives, key="taking.take.scanner"):
    scanner.gives += gives
    button(rig, key).click()
    ready(rig)


def shown(rig):
    """The picture on the page, as pixels."""
    (preview,) = [each for each in rig.page.findChildren(Preview) if each.isVisible()]
    return preview._image


def test_a_page_is_scanned_shown_and_said_to_be_there(kiosk, scanner):
    rig = kiosk()
    assert "Scan a paper" in rig.buttons()
    assert "face down on the glass" in texts(rig)
    assert "Staff can help" in texts(rig)
    rig.heard()
    scan(rig, scanner, paper())
    (attachment,) = given(rig)
    assert (attachment.media_type, attachment.words, attachment.by) == (
        "image/jpeg",
        "Scanned paper",
        "scanner",
    )
    assert "We have scanned your paper. The picture looks clear." in texts(rig)
    assert "We have scanned your paper. The picture looks clear." in " ".join(rig.heard())
    assert shown(rig).height() > shown(rig).width()
    told = QAccessible.queryAccessibleInterface(rig.focus)
    assert "The picture looks clear" in told.text(QAccessible.Text.Name)
    rig.key(Qt.Key.Key_Down)
    assert rig.focus is button(rig, "taking.add.scanner")
    rig.go(rig.visit.proceed)
    rig.go(rig.visit.proceed)
    assert rig.visit.rows[0].answer.startswith("Scanned paper (JPEG, ")


def test_while_it_scans_that_is_said_and_it_can_be_stopped(kiosk, scanner):
    rig = kiosk()
    scanner.let_go.clear()
    button(rig, "taking.take.scanner").click()
    settle()
    assert "We are scanning your paper. This can take a minute." in " ".join(rig.heard())
    rig.key(Qt.Key.Key_Down)
    assert rig.focus is button(rig, "taking.cancel")
    rig.key(Qt.Key.Key_Return)
    assert scanner.stopped.wait(10)
    assert rig.focus is button(rig, "taking.take.scanner")
    assert given(rig) == ()


def test_leaving_the_page_stops_the_scanner(kiosk, scanner):
    """P1: nothing is scanned for who has gone."""
    rig = kiosk(required="no")
    scanner.let_go.clear()
    button(rig, "taking.take.scanner").click()
    settle()
    rig.go(rig.visit.end)
    assert scanner.stopped.wait(10)


@pytest.mark.parametrize("leave", ["end", "proceed", "before"])
def test_what_is_there_just_as_the_page_is_left_goes_nowhere(kiosk, scanner, leave):
    """P1: the scan ends, and before the window hears of it the page is left, or the visit over."""
    rig = kiosk(required="no")
    scanner.gives.append(paper())
    scanner.let_go.clear()
    button(rig, "taking.take.scanner").click()
    filling = rig.visit.filling
    scanner.let_go.set()
    for thread in threads():
        if thread.name == "errand":
            thread.join(30)
    rig.go({"end": rig.visit.end, "proceed": rig.visit.proceed, "before": rig.visit.back}[leave])
    settle()
    assert filling.attachments() == ()


def test_who_went_on_to_another_button_is_told_and_not_moved(kiosk, scanner):
    rig = kiosk()
    scanner.let_go.clear()
    scanner.gives.append(paper())
    button(rig, "taking.take.scanner").click()
    settle()
    rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Down)
    here = rig.focus
    rig.heard()
    scanner.let_go.set()
    ready(rig)
    assert rig.focus is here
    assert "We have scanned your paper" in " ".join(rig.heard())


def test_what_is_wrong_is_shown_and_said_and_it_can_be_tried_again(kiosk, scanner):
    """A11, A17."""
    rig = kiosk()
    for gives, said in (
        ("empty", "There is no paper in the scanner"),
        ("jam", "Paper is stuck in the scanner"),
        ("cover", "The scanner is open"),
        ("busy", "The scanner is busy"),
        ("away", "The scanner does not work just now"),
    ):
        rig.heard()
        scan(rig, scanner, gives)
        assert said in texts(rig)
        assert said in " ".join(rig.heard())
        assert given(rig) == ()
    scan(rig, scanner, paper())
    assert len(given(rig)) == 1


def test_what_a_broken_scanner_sends_is_not_taken(kiosk, scanner):
    rig = kiosk()
    scan(rig, scanner, b"P6 100000 100000 255\n")
    assert "The scanner does not work just now" in texts(rig)
    assert given(rig) == ()


def test_a_page_without_anything_on_it_is_told(kiosk, scanner):
    rig = kiosk()
    scan(rig, scanner, paper(words=""))
    assert "There is nothing on this page. Turn your paper over" in texts(rig)
    assert len(given(rig)) == 1  # it may be meant


def test_several_pages_are_one_file_and_each_can_be_seen_scanned_again_and_removed(kiosk, scanner):
    rig = kiosk()
    scan(rig, scanner, paper("One"))
    scan(rig, scanner, paper("Two and more"), key="taking.add.scanner")
    (attachment,) = given(rig)
    assert (attachment.media_type, attachment.words) == ("application/pdf", "Scanned paper, 2 pages")
    assert "Page 2 of 2." in texts(rig)
    second = shown(rig)
    button(rig, "taking.before").click()
    settle()
    assert "Page 1 of 2." in texts(rig)
    assert shown(rig) != second
    scan(rig, scanner, paper("Another one"), key="taking.again.scanner")
    assert "Page 1 of 2." in texts(rig)
    (attachment,) = given(rig)
    pages = pages_of(attachment.media_type, attachment.data)
    assert len(pages) == 2
    button(rig, "taking.remove_page").click()
    settle()
    (attachment,) = given(rig)
    assert (attachment.media_type, attachment.data) == ("image/jpeg", pages[1])
    button(rig, "taking.remove.scanner").click()
    ready(rig)
    assert given(rig) == ()


def test_a_question_that_takes_pictures_alone_takes_one_page(kiosk, scanner):
    rig = kiosk("image")
    scan(rig, scanner, paper())
    assert "Scan another page" not in rig.buttons()
    assert "Scan this page again" in rig.buttons()


def test_a_page_that_fails_leaves_those_before(kiosk, scanner):
    rig = kiosk()
    scan(rig, scanner, paper())
    before = given(rig)
    scan(rig, scanner, "jam", key="taking.add.scanner")
    assert given(rig) == before
    assert "Paper is stuck in the scanner" in texts(rig)
    assert "Scan another page" in rig.buttons()


def test_pages_are_there_when_one_comes_back_and_in_another_language(kiosk, scanner):
    """C10, L2."""
    rig = kiosk()
    scan(rig, scanner, paper())
    scan(rig, scanner, paper(), key="taking.add.scanner")
    rig.go(lambda: rig.visit.speak("cy"))
    assert "Sganio tudalen arall" in rig.buttons()
    assert "Tudalen 2 o 2." in texts(rig)


def test_it_is_forgotten_with_the_visit(kiosk, scanner):
    """V9, P1."""
    rig = kiosk()
    scan(rig, scanner, paper())
    rig.go(rig.visit.end)
    assert rig.visit._filling is None
    assert rig.window.findChildren(Preview) == []


@pytest.mark.parametrize("switches", [1, 2])
def test_switches_scan_add_a_page_and_go_on(kiosk, scanner, switches):
    """M9."""
    rig = kiosk()
    rig.go(lambda: rig.visit.open(Aside.SWITCHES))
    for key in (MOVE, MOVE, PICK, PICK) if switches == 2 else (PICK,) * 4:
        rig.seconds += 1.0
        rig.key(key)
    assert rig.visit.display.switches == switches
    person = {1: OneSwitch, 2: TwoSwitches}[switches](rig)
    scanner.gives += [paper(), paper()]
    for words in ("Scan a paper", "Scan another page"):
        person.choose(words)
        ready(rig)
    person.go_on()
    assert given(rig)[0].words == "Scanned paper, 2 pages"
    assert "Anything else?" in texts(rig)


def test_after_a_crash_the_pages_are_there_and_another_can_be_added(kiosk, scanner):
    rig = kiosk()
    scan(rig, scanner, paper())
    draft = coming_back.draft_of(rig.visit, Settings())
    kept = type(draft).from_bytes(draft.to_bytes(), lambda _name: draft.files[0].data)
    assert kept.files == draft.files
    rig.go(rig.visit.end)
    rig.go(lambda: coming_back.offer(rig.visit, kept, lambda: 60.0))
    rig.press("Yes, go on")
    ready(rig)
    scan(rig, scanner, paper(), key="taking.add.scanner")
    assert given(rig)[0].words == "Scanned paper, 2 pages"


def test_what_is_scanned_may_be_no_larger_than_a_file_and_the_pages_before_stay(kiosk, scanner, monkeypatch):
    rig = kiosk()
    scan(rig, scanner, paper())
    before = given(rig)
    monkeypatch.setattr(file, "MAX_FILE", len(before[0].data))
    scan(rig, scanner, paper(), key="taking.add.scanner")
    assert "There is no room for another page" in texts(rig)
    assert given(rig) == before


def test_a_page_that_the_visit_has_no_room_for_leaves_those_before(kiosk, scanner, monkeypatch):
    """C5: it is told at once, and Continue goes on with the pages that are there."""
    rig = kiosk()
    scan(rig, scanner, paper())
    before = given(rig)
    monkeypatch.setattr(attached, "MAX_TOTAL", len(before[0].data))
    rig.heard()
    scan(rig, scanner, paper(), key="taking.add.scanner")
    assert "All your files together can be up to" in texts(rig)
    assert "All your files together can be up to" in " ".join(rig.heard())
    assert [each.data for each in given(rig)] == [each.data for each in before]
    rig.go(rig.visit.proceed)
    assert rig.visit.page.questions[0].path == "/data/after"


def test_cancel_leaves_the_pages_that_are_there(kiosk, scanner):
    rig = kiosk()
    scan(rig, scanner, paper())
    scanner.let_go.clear()
    button(rig, "taking.add.scanner").click()
    settle()
    button(rig, "taking.cancel").click()
    settle()
    assert scanner.stopped.wait(10)
    assert len(given(rig)) == 1
    assert "Scan another page" in rig.buttons()
