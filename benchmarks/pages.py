"""How long a person waits for the next question: key press on Continue to the next page painted.

    python -m benchmarks.pages [--questions 500] [--profile]

A form of 500 questions of five types in 20 groups, with relevants, constraints and calculations that reach from
group to group, is filled in through the real window, every page of it. The peer is the least that Qt can do: stock
widgets for the same question, put into a scroll area of the same size by the same key. Both take turns. Everything
is painted in memory (Qt's offscreen platform). The last line is the figure.
"""

import argparse
import cProfile
import os
import pstats
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kiosk import catalogue
from kiosk.cli.compose import load_form
from kiosk.config import Config
from kiosk.forms.page import Question, Raw
from kiosk.idle import Idle
from kiosk.stage import Asking
from kiosk.submission import Submission
from kiosk.visit import Means, Visit
from ui.app import application
from ui.inputs.base import Input
from ui.window import Window

LIMIT = 50.0
"""Milliseconds that the slowest twentieth may take: less than anybody notices."""
SIZE = QSize(1280, 1024)
GROUPS = 20
TYPES = ("string", "int", "select1", "select", "date")
CHOICES = 5
MANIFEST = """
id = "long"
category = "long"
form = "form.xml"
[title]
en = "A long form"
[summary]
en = "As long as forms get."
"""


def main() -> None:
    """Print p50, p95 and the slowest page of both, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--profile", action="store_true", help="tell where the time of the kiosk goes")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application()
    profile = cProfile.Profile(builtins=False) if options.profile else None
    with tempfile.TemporaryDirectory() as folder:
        window, visit = open_kiosk(Path(folder), xform(options.questions))
        bare = Bare()
        ours, theirs = [], []
        while isinstance(visit.stage, Asking):
            question = visit.page.questions[0]
            window.scroller.widget().findChild(Input).fill(answer_to(question))
            ours.append(timed(window, window.ways.primary, window.scroller.widget, profile))
            theirs.append(timed(bare, bare.button, bare.show_next(question)))
    if len(ours) != options.questions:
        raise SystemExit(f"only {len(ours)} of {options.questions} pages were shown")
    print(f"check answers, {len(ours)} rows: {ours.pop():.0f} ms")
    show("kiosk", ours)
    show("bare Qt", theirs)
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
    p95 = twentieth(ours)
    print(
        f"pages: p95 {p95:.0f} ms of {LIMIT:.0f} ms allowed, {p95 / twentieth(theirs):.1f} times a bare Qt page"
    )


def xform(questions: int) -> str:
    """The form: each group sums its numbers up, and its text questions depend on the sum of the group before."""
    instance, binds, body = "", "", ""
    for group in range(GROUPS):
        names = [f"q{n}" for n in range(group, questions, GROUPS)]
        instance += f"<g{group}>{''.join(f'<{name}/>' for name in names)}<total/></g{group}>"
        before = f"/data/g{group - 1}/total" if group else "0"
        inside = ""
        numbers = []
        for place, name in enumerate(names):
            path, kind = f"/data/g{group}/{name}", TYPES[place % len(TYPES)]
            inside += control(path, kind, name)
            binds += bind(path, kind, before)
            numbers += [path] if kind == "int" else []
        total = " + ".join([before, *(f"number(coalesce({path}, 0))" for path in numbers)])
        binds += f'<bind nodeset="/data/g{group}/total" type="decimal" calculate="{total}"/>'
        body += f'<group ref="/data/g{group}"><label>Part {group + 1}</label>{inside}</group>'
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>A long form</h:title><model><instance>'
        f'<data id="long" version="1">{instance}<meta><instanceID/></meta></data></instance>{binds}'
        f"</model></h:head><h:body>{body}</h:body></h:html>"
    )


def control(path: str, kind: str, name: str) -> str:
    """A question of the body."""
    label = f"<label>What should we know about {name}?</label><hint>As it is on your letter.</hint>"
    tag = kind if kind.startswith("select") else "input"
    items = "".join(f"<item><label>Answer {n}</label><value>a{n}</value></item>" for n in range(CHOICES))
    return f'<{tag} ref="{path}">{label}{items if tag != "input" else ""}</{tag}>'


def bind(path: str, kind: str, before: str) -> str:
    """Every question is required; each kind has a rule of its own."""
    rules = {
        "string": f'relevant="{before} &gt;= 0" constraint="string-length(.) &lt; 50"',
        "int": 'constraint=". &gt;= 0 and . &lt;= 120"',
        "select1": f'relevant="{before} != 1"',
        "select": "constraint=\"count-selected(.) &lt;= 3 and not(selected(., 'a4'))\"",
        "date": 'constraint=". &lt;= today()"',
    }
    data = "string" if kind.startswith("select") else kind
    return f'<bind nodeset="{path}" type="{data}" required="true()" {rules[kind]}/>'


def answer_to(question: Question) -> Raw:
    """An answer that passes every rule of the form."""
    by_input: dict[str, Raw] = {"choice_one": "a1", "choice_many": ("a0", "a2"), "date": ("27", "3", "2020")}
    return by_input.get(question.input, "7")


class NoOutbox:
    """Nothing is sent here."""

    def refusal(self, _destination: str) -> str:
        """As means.Outbox."""
        return ""

    def put(self, _answers: Submission) -> Future[str]:
        """As visit.Outbox."""
        raise AssertionError("nothing is sent here")


def open_kiosk(folder: Path, form: str) -> tuple[Window, Visit]:
    """The window at the first page of a form."""
    service = folder / "long"
    service.mkdir()
    (service / "form.xml").write_text(form, encoding="utf-8")
    (service / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "categories.toml").write_text('[long]\nen = "Long forms"\n', encoding="utf-8")
    shelves = catalogue.load(folder)
    dice = random.Random(1)
    visit = Visit(
        Means(
            catalogue=lambda: shelves,
            load_form=load_form,
            outbox=NoOutbox(),
            idle=Idle(time.monotonic, 3600, 60),
            now=lambda: datetime.now(UTC),
            random=dice,
            new_id=lambda: f"{dice.getrandbits(128):032x}",
        )
    )
    window = Window(visit, Config(data=folder, windowed=True), lambda: True, SIZE)
    window.show()
    window.go(lambda: visit.begin("en"))
    window.go(lambda: visit.choose("long"))
    window.go(visit.start)
    return window, visit


class Bare(QWidget):
    """A page with the stock widgets for a question, a button for the next."""

    def __init__(self) -> None:
        super().__init__()
        font = self.font()
        font.setPixelSize(28)
        self.setFont(font)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.button = QPushButton("Continue")
        column = QVBoxLayout(self)
        column.addWidget(self.area)
        column.addWidget(self.button)
        self._make: Callable[[], QWidget] = QWidget
        self.button.clicked.connect(lambda: self.area.setWidget(self._make()))
        self.resize(SIZE)
        self.show()

    def show_next(self, question: Question) -> Callable[[], QWidget]:
        """The next press shows ``question``; gives what tells the page that shows."""
        self._make = lambda: stock(question)
        return self.area.widget


def stock(question: Question) -> QWidget:
    """Label, hint and the plainest control."""
    page = QWidget()
    column = QVBoxLayout(page)
    controls: dict[str, Callable[[], list[QWidget]]] = {
        "choice_one": lambda: [QRadioButton(choice.label) for choice in question.choices],
        "choice_many": lambda: [QCheckBox(choice.label) for choice in question.choices],
        "date": lambda: [QLineEdit(), QLineEdit(), QLineEdit()],
    }
    made = controls.get(question.input, lambda: [QLineEdit()])()
    for widget in (QLabel(question.label), QLabel(question.hint), *made):
        column.addWidget(widget)
    column.addStretch(1)
    return page


class Painted(QObject):
    """Tells when a widget has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.done = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        self.done = self.done or event.type() == QEvent.Type.Paint
        return False


def timed(
    window: QWidget, button: QWidget, page: Callable[[], QWidget], profile: cProfile.Profile | None = None
) -> float:
    """Milliseconds from Enter on ``button`` until the page that it brings has been painted."""
    window.activateWindow()
    button.setFocus()
    QApplication.processEvents()
    painted = Painted()
    if profile:
        profile.enable()
    begin = time.perf_counter()
    QTest.keyClick(button, Qt.Key.Key_Return if isinstance(window, Window) else Qt.Key.Key_Space)
    page().installEventFilter(painted)
    while not painted.done:
        QApplication.processEvents()
    taken = (time.perf_counter() - begin) * 1000
    if profile:
        profile.disable()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return taken


def twentieth(taken: list[float]) -> float:
    """The time that only the slowest twentieth exceeds."""
    return statistics.quantiles(taken, n=20)[18]


def show(name: str, taken: list[float], what: str = "pages") -> None:
    """One line of a measurement of so many of ``what``, in milliseconds."""
    print(
        f"{name}: {len(taken)} {what}, p50 {statistics.median(taken):.1f} ms,"
        f" p95 {twentieth(taken):.1f} ms, slowest {max(taken):.1f} ms"
    )


if __name__ == "__main__":
    main()
