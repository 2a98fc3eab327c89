"""The printer tested by staff: a page with nothing of anybody, and the person's own paper as it was."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.language import Words
from kiosk.printing.copying import Copying, Step
from kiosk.printing.papers import SHEETS
from kiosk.printing.slip import trial
from kiosk.roles import Act, Role
from tests.printing.at_once import AtOnce
from tests.ui.staff_rig import make_console
from ui.acts import LEFT
from ui.desk import Desk
from ui.paper import draw
from ui.printing import Printer

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
ENDS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from ui.acts import quit_program
app = QCoreApplication([])
QTimer.singleShot(0, lambda: quit_program(sys.argv[1:]))
sys.exit(app.exec())
"""


class Tray:
    """A queue that prints when the test says."""

    def __init__(self):
        self.done = False
        self.papers = []
        self.emptied = 0

    def send(self, paper):
        self.papers.append(paper)
        return "tray-1"

    def look(self, _job):
        return self.done

    def empty(self):
        self.emptied += 1


@pytest.fixture
def kiosk(rig):
    """At the page of somebody's reference, with a printer."""
    made = make_console(rig)
    made.tray = Tray()
    copying = Copying(made.tray, lambda: made.seconds, AtOnce())
    config = Config(data=made.window._config.data)
    made.window.printer = printer = Printer(made.window, made.visit, config, copying, lambda: NOW)
    made.window.second.connect(printer.second)
    made.window.desk = Desk(made.window, made.visit, made.office, (printer.set_aside,), lambda: made.seconds)
    made.to_receipt()
    return made


def to_printer(kiosk):
    kiosk.let_in(Role.VOLUNTEER)
    kiosk.go(lambda: kiosk.window.desk.to(Act.TEST))
    kiosk.press("Printer")
    kiosk.press("Print a test page")


@pytest.mark.parametrize("code", ["en", "ur"])
@pytest.mark.parametrize("paper", SHEETS)
def test_the_test_page_fits_every_paper_and_has_nothing_of_anybody(qtbot, code, paper):
    """S6, P3."""
    del qtbot  # Qt, for its fonts
    made = trial(Words(code), {"en": "Merrow"}, NOW)
    assert (made.service, made.staff, made.said) == ("", "", ())
    assert draw(made, paper, SHEETS[paper], text_size="normal").pdf.startswith(b"%PDF")


def test_the_person_s_paper_is_as_far_as_it_was_and_that_of_staff_is_taken_back(kiosk):
    """A stranger's page does not come out for the person, nor is theirs asked about anew."""
    printer = kiosk.window.printer
    kiosk.go(printer.print)
    kiosk.tray.done = True
    kiosk.second()
    kiosk.second()
    kiosk.go(partial(printer.came_out, whole=True))
    assert printer.copy.step is Step.DONE
    kiosk.tray.done = False
    to_printer(kiosk)
    assert printer.copy.step is Step.PRINTING
    emptied = kiosk.tray.emptied
    kiosk.go(kiosk.visit.close)
    assert printer.copy.step is Step.DONE
    assert kiosk.tray.emptied == emptied + 1
    assert len(kiosk.tray.papers) == 2


def test_while_the_person_s_paper_is_under_way_staff_print_none(kiosk):
    kiosk.go(kiosk.window.printer.print)
    to_printer(kiosk)
    assert "Somebody’s paper is in the printer." in " ".join(kiosk.window.showing.texts())
    kiosk.go(kiosk.visit.close)
    assert kiosk.window.printer.copy.step is Step.PRINTING
    assert len(kiosk.tray.papers) == 1


def test_the_program_ends_with_its_own_code_and_begins_what_it_set_up(tmp_path):
    """So that what starts it again after a crash can let it be: no code of the shell's, or of Python's."""
    assert LEFT not in {0, 1, 2, *range(126, 256)}
    told = tmp_path / "told"
    done = subprocess.run(
        [sys.executable, "-c", ENDS, "sh", "-c", f"echo gone > {told}.new; mv {told}.new {told}"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=60,
    )
    assert done.returncode == LEFT
    waited = subprocess.run(
        ["timeout", "30", "sh", "-c", f"until [ -e {told} ]; do :; done"], check=False, timeout=60
    )
    assert waited.returncode == 0
