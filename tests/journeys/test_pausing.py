"""A visit is paused at one kiosk and gone on with at another, where its form has changed meanwhile (T3).

The real windows, the real places where visits are put aside, and the real council between them, without a network.
"""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from kiosk.display import Display
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Asking, Categories, CheckAnswers, EnterCode, FormChanged, Paused, Sent, Welcome
from tests.pausing_rig import Clock, Council, InTime, days, saved_visits
from tests.ui.kiosk_rig import REFERENCE, Rig, settle, shelves
from ui.parts.edit import Edit

LARGE = Display(text_size="largest", theme="cream", letters="abc")
SLOW = (Settings(wpm=90), ("Space", "Enter"))
CANARY = "Ann Quillfeather"


class Library:
    """One kiosk in its library, and the person who stands at it."""

    def __init__(self, folder, name, council, clock):
        self.folder = folder / name
        self.services = shelves(self.folder / "services")
        self.saved = saved_visits(self.folder / "data", clock, council.link(name), seed=name)
        self.rig = Rig(self.services)
        self.rig.window.pausing._cupboard = InTime(self.saved)
        self.visit, self.window = self.rig.visit, self.rig.window

    def change_the_form(self, *changes):
        file = self.folder / "services" / "bins" / "form.xml"
        text = file.read_text("utf-8").replace('version="1"', 'version="2"')
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, "utf-8")

    def press(self, key, **params):
        """The button that says this, in the language of the visit."""
        self.rig.press(self.visit.words.say(key, **params))
        settle()
        settle()

    def fill_in(self):
        """Comes to the third page, in Welsh and large, having answered two, and half of this one."""
        self.rig.go(lambda: self.visit.begin("cy"))
        self.rig.go(lambda: self.visit.show(LARGE))
        self.rig.own = SLOW
        self.rig.go(lambda: self.visit.open_category("waste"))
        self.rig.go(lambda: self.visit.choose("bins"))
        self.press("button.start")
        self.visit.answer("/data/bin", "black")
        self.press("button.continue")
        self.visit.answer("/data/when", ("17", "11", "2026"))
        self.press("button.continue")
        self.visit.answer("/data/you/name", CANARY)

    def pause(self):
        """Stop, Pause, and the words that then stand on the screen, as the person copies them."""
        self.rig.go(lambda: self.window.open(Aside.STOP))
        self.press("pause.offer")
        assert CANARY not in self.text(), "the page tells rules, and no answer"
        self.press("pause.yes")
        assert isinstance(self.visit.stage, Paused), self.text()
        return self.visit.stage.kept.code.words(self.visit.language)

    def come_back(self, words, language="en"):
        """From the first page: the language, I have a code, a word in each box, Continue."""
        self.rig.go(lambda: self.visit.begin(language))
        assert self.visit.stage == Categories()
        name = self.visit.words.say("code.open")
        self.rig.press(name)
        assert self.visit.stage == EnterCode()
        self.type(words)

    def type(self, words):
        boxes = [
            box for box in self.window.findChildren(type(self.box(0))) if box.objectName()[:5] == "code."
        ]
        for box in boxes:
            box.setText("")
        for number, word in enumerate(words):
            self.box(number).setText(word)
        self.press("button.continue")

    def box(self, number):
        return next(box for box in self.rig.page.findChildren(Edit) if box.objectName() == f"code.{number}")

    def text(self):
        shown = [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]
        return "\n".join([*self.window.showing.problems(), *shown])

    def said(self, key, **params):
        return self.visit.words.say(key, **params)

    def send(self):
        """Through what is left, and off."""
        while not isinstance(self.visit.stage, CheckAnswers):
            self.rig.fill()
            self.press("button.continue")
        self.rig.go(self.visit.agree)
        self.rig.go(self.window.submit)
        self.rig.outbox.promises[-1].set_result(REFERENCE)
        settle()
        assert self.visit.stage == Sent(REFERENCE)

    def on_disk(self):
        return b"".join(file.read_bytes() for file in (self.folder / "data").rglob("*") if file.is_file())


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def council(tmp_path, clock):
    made = Council(tmp_path / "council", clock)
    yield made
    made.close()


@pytest.fixture
def library(qtbot, tmp_path, council, clock):
    made = []

    def open_(name):
        made.append(Library(tmp_path, name, council, clock))
        return made[-1]

    yield open_
    for each in made:
        each.saved.stop()
        each.window.close()
    settle()


@pytest.fixture
def hill(library):
    return library("hill")


@pytest.fixture
def mill(library):
    return library("mill")


def test_paused_at_one_kiosk_and_gone_on_with_at_another_after_the_form_changed(hill, mill):
    """T3: same language, size, voice and answers; what must be given again is told by name; sent once, then gone."""
    hill.fill_in()
    words = hill.pause()
    assert hill.said("paused.everywhere") in hill.text()
    for number, word in enumerate(words, 1):
        assert hill.said("paused.word", number=number, word=word) in hill.text()
    assert CANARY.encode() not in hill.on_disk()
    hill.press("paused.done")
    hill.press("stop.no_paused")
    hill.press("paused.done")
    hill.press("stop.yes_paused")
    assert hill.visit.stage == Welcome()

    mill.change_the_form(
        ("<value>black</value>", "<value>grey</value>"),  # that bin is not there any more
        ("What day should your bin have been emptied?", "On what day was it missed?"),
        ("Pa ddiwrnod dylai eich bin fod wedi’i wagio?", "Ar ba ddiwrnod?"),
        ("<nick/>", "<phone/><nick/>"),
        (
            '<input ref="/data/you/nick">',
            '<input ref="/data/you/phone"><label>Ffôn</label></input><input ref="/data/you/nick">',
        ),
    )
    mill.come_back([words[0].upper(), f" {words[1]} ", *words[2:]], language="en")
    assert isinstance(mill.visit.stage, FormChanged)
    assert (mill.visit.language, mill.visit.display, mill.rig.own) == ("cy", LARGE, SLOW)
    assert mill.text().count("Pa fin na chafodd ei gasglu gennym ni") == 1
    assert "Ar ba ddiwrnod?" in mill.text()
    assert mill.said("changed.again") in mill.text()
    assert CANARY not in mill.text()

    mill.press("button.continue")
    assert mill.visit.stage == Asking("/data/bin", changing=True)
    mill.visit.answer("/data/bin", "blue")
    mill.press("button.continue")
    answers = {row.path: row.answer for row in mill.visit.rows}
    assert (answers["/data/you/name"], "2026" in answers["/data/when"]) == (CANARY, True)
    mill.visit.answer("/data/you/phone", "01632 960 001")
    mill.rig.fill = lambda: None
    mill.send()
    assert CANARY.encode() in mill.rig.outbox.taken[0].instance

    mill.press("button.finish")
    mill.rig.go(mill.visit.end)
    mill.come_back(words, language="cy")
    assert mill.said("code.used") in mill.text()
    hill.rig.go(hill.visit.end)
    hill.come_back(words, language="cy")
    assert hill.said("code.used") in hill.text()


def test_the_same_form_opens_on_the_very_page_with_all_that_was_typed(hill, mill):
    hill.fill_in()
    stage, numbers = hill.visit.stage, hill.pause() and hill.visit.stage.kept.code.numbers()
    mill.come_back([" ".join(numbers)], language="en")
    assert mill.visit.stage == stage, "numbers, all of them in the first box"
    assert mill.visit.page.questions[0].raw == CANARY


def test_without_a_network_the_page_says_where_it_opens_and_changes_when_it_is_back(hill, mill, council):
    council.away = True
    hill.fill_in()
    words = hill.pause()
    assert hill.said("paused.here") in hill.text()
    mill.come_back(words, language="cy")
    assert mill.said("code.away") in mill.text()
    council.away = False
    hill.saved.round()
    hill.rig.second()
    assert hill.said("paused.everywhere") in hill.text()
    mill.type(words)
    assert isinstance(mill.visit.stage, Asking)


def test_paused_a_second_time_the_new_code_opens_and_the_old_one_does_not(hill):
    hill.fill_in()
    first = hill.pause()
    hill.rig.go(hill.visit.end)
    hill.come_back(first, language="cy")
    second = hill.pause()
    assert first != second
    hill.rig.go(hill.visit.end)
    hill.come_back(first, language="cy")
    assert hill.said("code.used") in hill.text()
    hill.type(second)
    assert isinstance(hill.visit.stage, Asking)


def test_who_comes_back_and_walks_away_can_come_back_again(hill):
    """Nothing is lost by idling out, nor by Stop: until it is sent the code opens what was put aside."""
    hill.fill_in()
    words = hill.pause()
    for _ in range(2):
        hill.rig.go(hill.visit.end)
        hill.come_back(words, language="cy")
        assert isinstance(hill.visit.stage, Asking)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("",) * 6, "code.missing"),
        (("zzzz", *"abcde"), "code.unknown"),
        (("aber", "actor", "adar", "adeilad", "aderyn", "aelod"), "code.none"),
    ],
)
def test_a_code_that_opens_nothing_is_told_in_one_sentence_and_stays_in_its_boxes(hill, typed, told):
    hill.come_back(typed, language="cy")
    assert hill.window.showing.problems()[0] == hill.said(told, number=1)
    assert hill.box(0).text() == typed[0]


def test_a_form_that_is_gone_is_told_and_the_answers_stay(hill, mill):
    hill.fill_in()
    words = hill.pause()
    (mill.folder / "services" / "bins" / "form.xml").write_text("none")
    mill.come_back(words, language="cy")
    assert mill.said("code.form") in mill.text()
    assert mill.visit.stage == EnterCode()
    hill.rig.go(hill.visit.end)
    hill.come_back(words, language="cy")
    assert isinstance(hill.visit.stage, Asking)


def test_a_week_later_its_time_is_over(hill, clock):
    hill.fill_in()
    words = hill.pause()
    clock.now += days(8)
    hill.rig.go(hill.visit.end)
    hill.come_back(words, language="cy")
    assert hill.said("code.past") in hill.text()


def test_a_full_disk_is_told_and_the_person_is_where_they_were(hill):
    hill.saved._free = lambda _folder: 0
    hill.fill_in()
    before = hill.visit.stage
    hill.rig.go(lambda: hill.window.open(Aside.STOP))
    hill.press("pause.offer")
    hill.press("pause.yes")
    assert hill.said("pause.full") in hill.text()
    hill.press("pause.no")
    assert hill.visit.stage == before
    assert hill.visit.page.questions[0].raw == CANARY


def test_while_the_code_shows_nothing_of_the_answers_is_left_in_the_visit(hill):
    """P1; and the draft goes with the page, so that a program that stops here gives the answers back."""
    wiped = []
    drafts = SimpleNamespace(settle=lambda: None, wipe=lambda: wiped.append(hill.visit.stage))
    hill.visit._means = replace(hill.visit._means, drafts=drafts)
    hill.fill_in()
    hill.pause()
    assert hill.visit._filling is None
    assert CANARY not in hill.text()
    assert wiped == []
    hill.rig.second(200)
    assert hill.visit.aside is Aside.IDLE
    hill.rig.second(100)
    assert len(wiped) == 1
    assert hill.visit.service is None
