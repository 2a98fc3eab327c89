"""The audit of some services: walks every page in every look of the covering, and measures each."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRect

from kiosk.catalogue import Catalogue, Service
from kiosk.errors import FormError
from kiosk.forms.form import Form
from ui.audit import looks, walk, wording
from ui.audit.covering import every, pairwise
from ui.audit.finding import Failure, Findings
from ui.audit.kiosk import Kiosk
from ui.audit.looks import Look
from ui.audit.measures import MEASURES
from ui.audit.picture import marked
from ui.audit.view import View
from ui.audit.walk import Subject
from ui.audit.word_measures import WORD_MEASURES
from ui.audit.wording import Wording

SHELL = "the kiosk's own pages"
MOST = 30
"""Pages of one form that are measured in one look; a longer form takes turns, look by look."""


@dataclass(frozen=True)
class Trip:
    """Walking one form, or the shell when there is no ``subject``, in one look."""

    look: Look
    subject: Subject | None


@dataclass
class Audit:
    """What is walked, and what came of it.

    The shell's own pages are walked with the ``usual`` service. ``out`` is the folder for pictures, None for none.
    ``failed`` counts the kiosk's own failures by measure.
    """

    catalogue: Catalogue
    load_form: Callable[[Service], Form]
    usual: Subject
    subjects: Sequence[Subject]
    now: datetime
    out: Path | None = None
    findings: Findings = field(default_factory=Findings)
    views: int = 0
    pages: set[str] = field(default_factory=set)
    turns: dict[str, int] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)

    def trips(self, *, complete: bool = False) -> list[Trip]:
        """Which form in which look: every pair of values of any two axes, the forms being one axis more; or all."""
        axes = {**looks.axes(), "subject": (SHELL, *(subject.name for subject in self.subjects))}
        named = {subject.name: subject for subject in self.subjects}
        rows = every(axes) if complete else pairwise(axes)
        return [Trip(looks.look(row), named.get(str(row["subject"]))) for row in rows]

    def take(self, trip: Trip) -> None:
        """Walks one trip and measures its pages."""
        kiosk = Kiosk(trip.look, self.catalogue, self.load_form, self.now)
        bar: list[QRect] = []
        try:
            for page in self._chosen(kiosk, trip):
                view = View(
                    kiosk.window,
                    kiosk.visit,
                    trip.look,
                    page,
                    heard=kiosk.said,
                    fresh=page not in self.pages,
                    bar=bar,
                    given=frozenset(kiosk.given),
                    rouse=kiosk.reader.silence,
                )
                bar = bar or [view.at(button) for button in kiosk.window.bar.buttons]
                self.pages.add(page)
                self.views += 1
                self._measure(view)
        finally:
            kiosk.close()

    def read(self) -> None:
        """Measures the words themselves: the kiosk's in every language, and those of each service and form."""
        codes = looks.all_languages()
        self._words(SHELL, [each for code in codes for each in wording.of_kiosk(code)])
        for subject in self.subjects:
            if subject.trouble:
                self.findings.add(Failure("C10", "stuck", subject.trouble, "form"), subject.name, "")
            try:
                form = self.load_form(subject.service)
            except FormError:
                continue  # told as the trouble
            words = [*wording.of_service(subject.service, codes), *wording.of_form(form, codes)]
            self._words(subject.name, words)

    def _words(self, page: str, words: Sequence[Wording]) -> None:
        for name, measure in WORD_MEASURES.items():
            for failure in measure(words):
                self.failed[name] += failure.whose == "kiosk"
                place = f"{page} {failure.what.split()[0]}" if failure.what.startswith("/") else page
                self.findings.add(failure, place, "")

    def _chosen(self, kiosk: Kiosk, trip: Trip) -> Iterator[str]:
        """The pages of a trip whose turn it is."""
        if trip.subject is None:
            yield from walk.shell(kiosk, self.usual)
            return
        stride = 1 + len(trip.subject.answers) // MOST
        turn = self.turns[trip.subject.name] = self.turns.get(trip.subject.name, -1) + 1
        for number, page in enumerate(walk.form(kiosk, trip.subject)):
            if number % stride == turn % stride:
                yield page

    def _measure(self, view: View) -> None:
        for name, measure in MEASURES.items():
            for failure in measure(view):
                new = self.findings.add(failure, view.page, str(view.look))
                self.failed[name] += new and failure.whose == "kiosk"
                if new and self.out is not None:
                    file = f"{len(self.findings.found):03d}-{failure.requirement}.png"
                    marked(view, failure.spot).save(str(self.out / file))
                    self.findings.picture(failure, view.page, file)
