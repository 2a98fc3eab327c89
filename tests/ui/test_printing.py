"""The reference on paper: printed by one press, asked about until the person has it, and gone from the queue."""

import re
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kiosk.config import Config
from kiosk.display import TEXT_SIZES
from kiosk.printing.copying import GRACE, LONGEST, Copy, Copying, Step
from kiosk.printing.cups import Fault
from kiosk.printing.papers import SHEETS, Paper
from kiosk.printing.slip import slip
from kiosk.stage import Aside
from tests.printing.at_once import AtOnce
from ui.paper import draw
from ui.parts.button import Button
from ui.parts.notice import Notice
from ui.printing import Printer

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)


class Tray:
    """A queue that prints when the test says; ``held`` is what lies in it."""

    def __init__(self):
        self.says = False
        self.papers = []
        self.held = ["of somebody before"]

    def send(self, paper):
        self.papers.append(paper)
        self.held.append(paper)
        return self.says if self.says is Fault.AWAY else "tray-1"

    def look(self, job):
        assert job == "tray-1"
        return self.says

    def empty(self):
        self.held.clear()


@pytest.fixture
def printing(rig):
    """A kiosk with a printer, at the page of the reference: ``printing(language="cy")``."""

    def make(**wishes):
        kiosk = rig(**wishes)
        tray = Tray()
        copying = Copying(tray, lambda: kiosk.seconds, AtOnce())
        config = Config(data=kiosk.window._config.data)
        kiosk.window.printer = Printer(kiosk.window, kiosk.visit, config, copying, lambda: NOW)
        kiosk.window.second.connect(kiosk.window.printer.second)
        kiosk.told = []
        kiosk.window.keypad.tell = lambda words: kiosk.told.append(words) or True
        kiosk.to_receipt()
        return kiosk, tray

    return make


def notices(kiosk):
    return [found.text() for found in kiosk.page.findChildren(Notice)]


def until_asked(kiosk):
    kiosk.second()
    kiosk.second()


def test_a_kiosk_without_a_printer_offers_none(rig):
    kiosk = rig()
    kiosk.to_receipt()
    assert "Print this on paper" not in kiosk.buttons()


def test_what_lay_in_the_queue_at_the_start_is_taken_back(printing):
    """P1: a power cut in the middle of printing must not leave a paper for a stranger."""
    _kiosk, tray = printing()
    assert tray.held == []


def test_by_keys_alone_a_paper_is_printed_and_asked_about(printing):
    """M7, A17: every step has its words on the screen and aloud, and the focus stays where the next press is."""
    kiosk, tray = printing()
    while kiosk.focus.objectName() != "printing":
        kiosk.key(Qt.Key.Key_Down)
    kiosk.key(Qt.Key.Key_Return)
    assert len(tray.papers) == 1
    assert notices(kiosk) == kiosk.told == ["Your paper is being printed. Wait here for it."]
    assert kiosk.focus.accessibleName() == "Stop printing"
    until_asked(kiosk)
    assert notices(kiosk) == kiosk.told[-1:], "still being printed"
    tray.says = True
    until_asked(kiosk)
    assert notices(kiosk) == kiosk.told[-1:] == ["Did your paper come out?"]
    assert kiosk.focus.accessibleName() == "Yes, I have it"
    kiosk.key(Qt.Key.Key_Return)
    assert notices(kiosk) == kiosk.told[-1:] == ["Take your paper with you."]
    assert tray.held == []
    assert [each for each in QApplication.topLevelWidgets() if isinstance(each, Button)] == [], "never shown"


def test_nothing_came_out_although_the_printer_says_so(printing):
    kiosk, tray = printing()
    tray.says = True
    kiosk.press("Print this on paper")
    until_asked(kiosk)
    kiosk.press("No, nothing came out")
    assert "Nothing came out" in notices(kiosk)[0]
    kiosk.press("Try again")
    assert len(tray.papers) == 2


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
def test_what_is_wrong_with_the_printer_is_shown_and_said(printing, fault, language, caplog):
    """A17: and the paper is taken back, or it would come out for whoever mends the printer."""
    kiosk, tray = printing(language=language)
    say = kiosk.visit.words.say
    kiosk.press(say("printing.print"))
    tray.says = fault
    until_asked(kiosk)
    assert notices(kiosk) == kiosk.told[-1:] == [say(f"printing.fault.{fault.value}")]
    assert say("printing.again") in kiosk.buttons()
    assert tray.held == []
    assert caplog.messages == [f"Nothing was printed: {fault.value}."]


def test_a_printer_that_says_nothing_is_not_waited_for_for_ever(printing):
    kiosk, tray = printing()
    kiosk.press("Print this on paper")
    kiosk.second(LONGEST + 1)
    assert "The printer is not working" in notices(kiosk)[0]
    assert tray.held == []


def test_what_the_printer_has_come_to_waits_until_the_voice_is_quiet(printing):
    """A4: the reference is never cut short by the kiosk."""
    kiosk, tray = printing()
    kiosk.press("Print this on paper")
    tray.says = True
    kiosk.window.set_reading(True)
    until_asked(kiosk)
    assert kiosk.told[-1].startswith("Your paper is being printed")
    kiosk.window.set_reading(False)
    kiosk.second()
    assert kiosk.told[-1] == "Did your paper come out?"


def test_a_paper_under_way_is_given_a_while_after_its_person_has_gone(printing):
    """P1: then it is taken back."""
    kiosk, tray = printing()
    kiosk.press("Print this on paper")
    kiosk.go(kiosk.visit.finish)
    assert len(tray.held) == 1
    kiosk.go(kiosk.visit.end)  # they press on to the first page, and who comes next looks for help
    kiosk.go(lambda: kiosk.visit.open(Aside.HELP))
    kiosk.second(GRACE - 1)
    assert len(tray.held) == 1
    kiosk.second(2)
    assert tray.held == []
    assert kiosk.window.printer.copy == Copy(Step.READY)


def test_who_is_asked_about_a_paper_and_goes_leaves_none(printing):
    """P1."""
    kiosk, tray = printing()
    kiosk.press("Print this on paper")
    tray.says = True
    until_asked(kiosk)
    assert len(tray.held) == 1
    kiosk.go(kiosk.visit.finish)
    assert tray.held == []


@pytest.mark.parametrize("says", [True, Fault.PAPER])
def test_a_paper_that_is_done_after_its_person_has_gone_is_forgotten_at_once(printing, says):
    kiosk, tray = printing()
    kiosk.press("Print this on paper")
    kiosk.go(kiosk.visit.finish)
    tray.says = says
    until_asked(kiosk)
    assert tray.held == []


def test_presses_do_not_pile_up_before_a_print_server_that_does_not_answer():
    """The kiosk can be stopped soon, and the next person's paper waits behind none of it. The queue is emptied last."""
    tray, waiting = Tray(), []

    class Later(AtOnce):
        def submit(self, fn, /, *args, **kwargs):
            waiting.append((Future(), fn))
            return waiting[-1][0]

    copying = Copying(tray, lambda: 0.0, Later())
    for _ in range(10):
        copying.print(Paper(b"", "A4"))
        copying.stop()
    copying.print(Paper(b"", "A4"))
    assert [fn for future, fn in waiting if not future.cancelled()] == [tray.empty, tray.send]
    copying.close()
    assert [fn for future, fn in waiting if not future.cancelled()] == [tray.empty]


def test_stopping_takes_the_paper_back_and_is_said(printing):
    """A4: whoever does not see the button change hears it."""
    kiosk, tray = printing()
    kiosk.press("Print this on paper")
    kiosk.press("Stop printing")
    assert tray.held == []
    assert notices(kiosk) == []
    assert kiosk.told[-1] == "It is not printed."


def test_the_paper_has_the_reference_and_what_happens_next_and_no_answer(printing):
    """P7, C15."""
    kiosk, _tray = printing()
    made = slip(kiosk.visit, {"en": "Merrow"}, "en", NOW)
    assert made.reference == "KTM 7RF 2WD"
    assert made.when == "We took your answers on 22 November 2026 at 10:05."
    assert made.said == (
        ("What happens next", "We will empty it in 2 days."),
        ("If you need to ask", "Ask at any library."),
    )
    assert "KTM 7RF 2WD" in made.code
    assert "Ann Other" not in str(made)
    assert made.staff == ""


def test_who_reads_another_language_has_a_line_for_staff(printing):
    """L4: the paper is in the person's language, and staff can still help with it."""
    kiosk, _tray = printing(language="ur")
    made = slip(kiosk.visit, {"en": "Merrow"}, "en", NOW)
    assert made.rtl
    assert made.staff.endswith("KTM 7RF 2WD · We took your answers on 22 November 2026 at 10:05.")


def pages(paper):
    return len(re.findall(rb"/Type /Page\b", paper.pdf))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_any_size_of_text_goes_on_over_as_many_pages_as_it_needs(printing, language):
    kiosk, _tray = printing(language=language)
    made = slip(kiosk.visit, {"en": "Merrow"}, "en", NOW)
    sheets = [draw(made, "A5", SHEETS["A5"], text_size=size) for size in TEXT_SIZES]
    numbers = [pages(sheet) for sheet in sheets]
    assert numbers == sorted(numbers)
    assert numbers[-1] > 1
    assert {sheet.media for sheet in sheets} == {"A5"}


def test_a_roll_is_cut_where_the_words_end(printing):
    kiosk, _tray = printing()
    made = slip(kiosk.visit, {"en": "Merrow"}, "en", NOW)
    lengths = []
    for size in TEXT_SIZES:
        roll = draw(made, "80mm", SHEETS["80mm"], text_size=size)
        assert pages(roll) == 1
        lengths.append(int(re.fullmatch(r"Custom\.80x(\d+)mm", roll.media)[1]))
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]


@pytest.mark.parametrize("length", [1000, 5000])
@pytest.mark.parametrize("sheet", ["80mm", "A4"])
def test_a_council_that_has_much_to_say_takes_nobodys_paper(printing, length, sheet, monkeypatch):
    """A17: the code has room for so much, and no more than the paper is wide; the reference is always in it."""
    kiosk, _tray = printing()
    made = slip(kiosk.visit, {"en": "Merrow"}, "en", NOW)
    made = replace(made, code=f"{made.code}\n{'Ask at any library. ' * (length // 20)}")
    held = []
    make = segno.make
    monkeypatch.setattr(
        segno, "make", lambda words, **how: held.append((words, make(words, **how))) or held[-1][1]
    )
    draw(made, sheet, SHEETS[sheet], text_size="small")
    words, code = held[-1]
    assert "KTM 7RF 2WD" in words
    assert len(code.matrix) * 0.6 <= SHEETS[sheet].width - 2 * SHEETS[sheet].margin
