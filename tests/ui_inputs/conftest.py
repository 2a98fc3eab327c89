"""One input on a window of its own, as a page would hold it."""

from datetime import date

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.attachments.kinds import kind_named
from kiosk.attachments.offer import Offer
from kiosk.display import Display
from kiosk.forms.long_list import LongList
from kiosk.forms.page import Choice, Question
from kiosk.language import Words
from tests.ui.kiosk_rig import settle
from ui.app import application
from ui.inputs import INPUTS
from ui.theme import Theme

CHOICES = (Choice("a", "Apples"), Choice("b", "Bananas"), Choice("c", "Cherries & cream"))


class OneLetter:
    """A place that files come from, with one."""

    def offers(self):
        return (Offer(1, "Letter.pdf", kind_named("a.pdf"), 16, date(2026, 11, 1)),)

    def read(self, _offer):
        return b"%PDF-1.4\n%%EOF\n"


class Held:
    """An input that shows, what it answered, and the keys that it left to the page."""

    def __init__(self, kind, size="normal", language="en", **fields):
        application()
        given = {
            "path": "/data/q",
            "type": kind,
            "input": kind,
            "label": "Which fruit?",
            "required": True,
        }
        if kind in {"choice_one", "choice_many"}:
            given["choices"] = CHOICES
        if kind in {"search_one", "search_many", "place"}:
            given["choices"] = LongList([c.value for c in CHOICES], [c.label for c in CHOICES])
        if kind == "rank":
            given["choices"] = CHOICES
        if kind == "step":
            given["limits"] = (0.0, 100.0, 5.0)
        if kind == "acknowledge":
            given["choices"] = (Choice("OK", "I have read this"),)
        self.question = Question(**given | fields)
        self.theme = Theme(Display(text_size=size), 4.0, QSize(1280, 1024))
        self.words = Words(language)
        self.input = INPUTS[kind](self.question, self.theme, self.words)
        if kind == "file":
            self.input.bring([OneLetter()])
        self.answers = []
        self.left = []
        self.input.answered.connect(self.answers.append)
        self.window = Ground(self.left)
        column = QVBoxLayout(self.window)
        column.addWidget(self.input)
        self.next = QPushButton("Next")
        column.addWidget(self.next)
        self.window.resize(1280, 900)
        self.window.show()
        self.window.activateWindow()
        settle()

    @property
    def controls(self):
        return list(self.input.controls())


class Ground(QWidget):
    """Notes the keys that no control takes."""

    def __init__(self, left):
        super().__init__()
        self._left = left

    def keyPressEvent(self, event):  # noqa: N802 Qt's name
        self._left.append(event.key())


@pytest.fixture
def held(qtbot):
    """Makes inputs: ``held("date", raw=…)``."""
    made = []

    def make(kind, **wishes):
        made.append(Held(kind, **wishes))
        qtbot.addWidget(made[-1].window)
        return made[-1]

    return make
