"""Staff at the kiosk of somebody who listens: nothing of the staff's is heard by the person, nor of theirs by staff."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.cli.office import open_desk
from kiosk.config import Config
from kiosk.display import Display
from kiosk.keys import Command
from kiosk.roles import Act, Role
from kiosk.speech.voice import Settings
from kiosk.stage import Aside
from tests.journeys.kiosk import Kiosk, Listener
from tests.ui.kiosk_rig import settle
from ui.audit.office import AuditOffice
from ui.drafting import Drafting

KEY = Qt.Key
NAME = "Quillfeather"
MINE = Settings(wpm=240, volume=0.6)


@pytest.fixture
def kiosk():
    """A kiosk as ``kiosk run`` joins it, in which somebody has begun to type, with headphones in."""
    made = Kiosk("en", voice=Listener, display=Display())
    yield made
    made.close()


@pytest.fixture
def here(kiosk):
    open_desk(kiosk.window, kiosk.visit, kiosk.reader, AuditOffice(), Config(data=None))
    kiosk.reader.plugged(True)
    kiosk.go(lambda: kiosk.visit.begin("en"))
    kiosk.go(lambda: kiosk.visit.choose("library-membership"))
    kiosk.go(kiosk.visit.start)
    for _ in range(30):
        boxes = [box for box in kiosk.page.findChildren(QLineEdit) if box.isVisible()]
        if boxes:
            break
        answers = kiosk.walk("library-membership").answers
        for question in kiosk.visit.page.questions:
            kiosk.visit.answer(question.path, answers[question.path])
        kiosk.go(kiosk.visit.proceed)
    boxes[0].setFocus()
    for letter in NAME.upper():
        kiosk.key(getattr(KEY, f"Key_{letter}"))
    kiosk.reader.settings = MINE
    return kiosk


def heard(here, do):
    """All that ``do`` brings about, in words."""
    start = len(here.said)
    do()
    settle()
    return [text for _language, text in here.said[start:]]


def let_in(here):
    here.go(here.window.desk.knock)
    here.go(lambda: here.window.desk.enter("739182"))


def everywhere(here):
    """Through all pages of the console, and every key that asks something of the voice."""
    for act in (Act.HEALTH, Act.HELD, Act.OUTBOX, Act.LOG, Act.TEST):
        here.go(lambda act=act: here.window.desk.to(act))
        here.key(KEY.Key_Down)
        for command in (
            Command.REPEAT,
            Command.PAUSE,
            Command.PAUSE,
            Command.WHERE,
            Command.READ,
            Command.SPELL,
        ):
            here.window.keypad.do(command)
            settle()


def test_the_person_hears_once_that_staff_are_there_and_then_nothing_of_theirs(here):
    """A17, A11: in citizen headphones staff screens are never spoken."""
    before = here.visit.page.questions
    said = heard(here, lambda: let_in(here))
    assert said[-1].startswith("A member of staff is using this kiosk for a moment. Your answers are kept")
    assert heard(here, lambda: everywhere(here)) == []
    assert heard(here, here.window.desk.second) == []

    (back,) = heard(here, lambda: here.go(here.visit.close))
    assert before[0].label.rstrip("?") in back
    assert here.reader.settings == MINE
    assert here.focus.text() == NAME.lower()


def test_who_listens_to_the_console_hears_nothing_of_the_visit(here):
    """A volunteer who tries to read answers, by ear: repeat, pause, where, read and spell."""
    let_in(here)
    here.reader.plugged(False)
    here.go(lambda: here.window.desk.to(Act.LOOK))
    choice = here.page.findChild(object, "console.aloud")
    said = heard(here, choice.click)
    assert said, "staff may have it read aloud by choice"
    said += heard(here, lambda: everywhere(here))
    assert any("Held until you decide" in text for text in said)
    spoken = " ".join(said).lower()
    assert NAME.lower() not in spoken
    assert here.visit.service.text("title", "en").lower() not in spoken


def test_the_console_is_not_read_to_headphones_that_are_the_person_s(here):
    """A17: only after they were taken out; and whatever goes in then silences it until it is chosen again."""
    let_in(here)
    here.go(lambda: here.window.desk.to(Act.LOOK))
    heard(here, here.page.findChild(object, "console.aloud").click)
    assert "they would hear these pages" in " ".join(here.window.showing.texts())
    assert not here.visit.display.read_aloud
    here.second()
    here.reader.plugged(False)
    here.second()
    here.page.findChild(object, "console.aloud").click()
    settle()
    assert here.visit.display.read_aloud
    here.reader.plugged(True)
    assert not here.visit.display.read_aloud
    assert heard(here, lambda: here.key(KEY.Key_Down)) == []
    here.page.findChild(object, "console.aloud").click()
    settle()
    assert here.visit.display.read_aloud, "their own, this time"


def test_headphones_that_were_taken_out_meanwhile_leave_the_person_s_voice_silent(here):
    """A9: it would come out of the loudspeaker."""
    let_in(here)
    here.reader.plugged(False)
    assert heard(here, lambda: here.go(here.visit.close)) == []
    assert here.visit.display.read_aloud
    assert heard(here, lambda: here.reader.wanted() or here.reader.again() or here.key(KEY.Key_Tab)) != []


def test_a_crash_with_the_console_open_leaves_the_draft_of_the_person(here):
    """T3: the draft from before stands, with their voice and their display, and none is taken of the staff's."""
    kept = []
    display = replace(here.visit.display, text_size="largest", theme="soft")
    here.go(lambda: here.visit.show(display))
    Drafting(here.window, here.visit, here.reader, here.switches, kept.append)
    here.second()
    assert kept[-1].display == display
    count = len(kept)
    let_in(here)
    everywhere(here)
    for _ in range(3):
        here.second()
    assert len(kept) == count
    here.go(here.visit.close)
    here.second()
    assert kept[-1].display == display
    assert kept[-1].voice == MINE


def test_the_sound_test_is_heard_and_nothing_else(here):
    """S6: by those who put headphones in for it."""
    let_in(here)
    here.window.desk.role = Role.VOLUNTEER
    here.go(lambda: here.window.desk.to(Act.TEST))
    here.go(lambda: here.window.desk.turn("headphones"))
    assert "headphones are in" in " ".join(here.window.showing.texts())
    assert heard(here, lambda: here.press("Play the sound")) == [
        "This is the voice of the kiosk. One, two, three."
    ]
    assert here.visit.aside is Aside.STAFF


def test_a_blind_member_of_staff_hears_the_console_from_its_first_page(here):
    """A1, A17: chosen beside the PIN, which is still spoken; once the person's headphones are out."""
    here.go(here.window.desk.knock)
    here.page.findChild(object, "staff.aloud").click()
    here.go(lambda: here.window.desk.enter("739182"))
    assert not here.visit.display.read_aloud
    here.reader.plugged(False)
    assert any(text.startswith("For staff: IT.") for text in heard(here, here.second))
    here.reader.plugged(True)
    assert heard(here, lambda: here.key(KEY.Key_Down)) == []
    said = heard(here, lambda: here.window.keypad.do(Command.REPEAT))
    assert said[-1].startswith("For staff: IT."), (
        "with headphones of their own, by the key that says it again"
    )
