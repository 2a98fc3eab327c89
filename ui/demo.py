"""A whole visit through the real window, by its own buttons and inputs, with a picture of every page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.config import Config
from kiosk.display import Display
from kiosk.forms.page import Raw
from kiosk.language import Words
from kiosk.stage import Asking, CheckAnswers, Consent, Deciding, Goodbye, HowWasThat, Related, Sent, Services
from kiosk.visit import Visit
from ui.app import application
from ui.inputs.base import Input
from ui.window import Window

PATIENCE = 20_000
"""Milliseconds to wait for the outbox or the network to answer."""
STEP = 50
MOST_PAGES = 2_000


@dataclass(frozen=True)
class Plan:
    """What to go through: a service in a language, with an answer for each path, and how it is to look.

    ``size`` is the window's, in pixels; the pictures go to ``out``.
    """

    service: str
    language: str
    answers: Mapping[str, Raw]
    display: Display
    size: tuple[int, int]
    out: Path


def run(
    visit: Visit,
    config: Config,
    online: Callable[[], bool],
    plan: Plan,
    *,
    opened: Callable[[Window], object],
    saved: Callable[[str], object],
    sent: Callable[[str], object],
) -> None:
    """Goes through ``plan`` in a window of its own.

    ``opened`` is called with the window at first, and what it returns is kept; ``saved`` with the name of each
    picture; ``sent`` with the reference, once the submission is safe, before its page is pictured.
    """
    app = application()
    window = Window(visit, config, online, QSize(*plan.size))
    window.show()
    kept = opened(window)
    journey = Journey(window, visit, plan, saved)
    journey.choose()
    journey.answer()
    sent(journey.send())
    journey.finish()
    window.close()
    app.processEvents()
    del kept


class Journey:
    """Drives ``window`` as a person would. ``saved`` is told the name of each picture."""

    def __init__(self, window: Window, visit: Visit, plan: Plan, saved: Callable[[str], object]) -> None:
        self._window = window
        self._visit = visit
        self._plan = plan
        self._saved = saved
        self._count = 0

    def choose(self) -> None:
        """From the welcome to the first question."""
        code, display = self._plan.language, self._plan.display
        self._picture("welcome")
        self._press(Words(code).say("language.own_name"))
        if display != self._visit.display:
            self._window.go(lambda: self._visit.show(display))
        service = self._visit.catalogue.service(self._plan.service)
        shelves = self._visit.catalogue.categories
        if len(shelves) > 1:
            self._picture("categories")
            shelf = next(shelf for shelf in shelves if service in shelf.services)
            self._press(shelf.title.get(code) or shelf.title["en"])
        if isinstance(self._visit.stage, Services):
            self._picture("services")
            self._press(service.text("title", code))
        self._picture("before")
        self._go_on()
        while isinstance(self._visit.stage, Deciding):
            self._picture("whether-needed")
            self._press_named("deciding.form")

    def answer(self) -> None:
        """Through the questions to check answers."""
        self._problem_first()
        for _ in range(MOST_PAGES):
            if not isinstance(self._visit.stage, Asking):
                break
            asked = self._visit.stage
            self._fill(self._plan.answers)
            self._picture("question")
            self._go_on()
            if self._visit.stage == asked:
                self._picture("stuck")
                raise RuntimeError(f"the answers tried before do not lead on from {asked}")
        assert isinstance(self._visit.stage, CheckAnswers)  # noqa: S101 the answers were tried before
        self._picture("check-answers")

    def send(self) -> str:
        """From check answers to the reference, which is returned; it is safe on the disk by then."""
        self._go_on()
        assert isinstance(self._visit.stage, Consent)  # noqa: S101 the answers were tried before
        self._picture("consent")
        self._go_on()
        self._wait(lambda: isinstance(self._visit.stage, Sent), "the submission to be kept")
        assert isinstance(self._visit.stage, Sent)  # noqa: S101 waited for
        return self._visit.stage.reference

    def finish(self) -> None:
        """The page of the reference, those that may follow, and the goodbye."""
        ticks: list[None] = []

        def tick() -> None:
            ticks.append(None)

        self._window.second.connect(tick)
        self._wait(lambda: bool(ticks), "the window to notice that the council is away")
        self._window.second.disconnect(tick)
        self._picture("reference")
        self._go_on()
        if isinstance(self._visit.stage, HowWasThat):  # not after what nobody may know of
            self._picture("how-was-that")
            self._go_on()
        if isinstance(self._visit.stage, Related):
            self._picture("related")
            self._go_on()
        assert isinstance(self._visit.stage, Goodbye)  # noqa: S101 the one way on from there
        self._picture("goodbye")

    def _problem_first(self) -> None:
        """Continue with nothing answered, where that makes a problem: its page is to be seen too."""
        before = self._visit.stage
        self._go_on()
        if self._visit.stage == before:
            self._picture("problem")
        else:
            self._window.go(self._visit.back)

    def _fill(self, answers: Mapping[str, Raw]) -> None:
        filled: set[str] = set()
        while True:
            fields = [field for field in self._window.findChildren(Input) if field.isVisible()]
            paths = {question.path for question in self._visit.page.questions}
            new = next((f for f in fields if f.question.path in answers.keys() & paths - filled), None)
            if new is None:
                return
            filled.add(new.question.path)
            new.fill(answers[new.question.path])
            _settle()

    def _press(self, words: str) -> None:
        def buttons() -> list[QPushButton]:
            found = self._window.findChildren(QPushButton)
            return [button for button in found if button.isVisible() and _says(button) == words]

        # A page in another size or colour shows a moment later.
        self._wait(lambda: bool(buttons()), f"the button {words}")
        buttons()[0].click()
        _settle()

    def _go_on(self) -> None:
        self._press_named("action.primary")

    def _press_named(self, name: str) -> None:
        button = self._window.findChild(QPushButton, name)
        assert button is not None, f"no way on from {self._visit.stage}"  # noqa: S101 each page has one
        button.click()
        _settle()

    def _wait(self, until: Callable[[], bool], what: str) -> None:
        passed = QElapsedTimer()
        passed.start()
        while not until():
            if passed.elapsed() > PATIENCE:
                raise TimeoutError(f"waited too long for {what}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, STEP)

    def _picture(self, name: str) -> None:
        _settle()
        self._count += 1
        file = f"{self._count:02d}-{name}.png"
        self._window.grab().save(str(self._plan.out / file))
        self._saved(file)


def _settle() -> None:
    """Lets Qt do all that is due, and take away what is no longer shown, as its own loop would between two keys."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _says(button: QWidget) -> str:
    words = getattr(button, "words", "")
    return words if isinstance(words, str) else ""
