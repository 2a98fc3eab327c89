"""The visits of benchmarks/soak.py, driven through the real window by its own buttons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.soak import HOUR, FastClock, Reading, read
from kiosk import catalogue
from kiosk.asking import steps
from kiosk.cli.demo import plausible
from kiosk.cli.local_council import LocalCouncil, free_port
from kiosk.cli.start import _Kiosk as Kiosk
from kiosk.config import Config
from kiosk.display import TEXT_SIZES, THEMES, Display
from kiosk.stage import Aside, Welcome
from ui import app
from ui.demo import Journey, Plan
from ui.window import Window

AWAY = range(8, 10)
"""The hours in which the council is out of reach."""

ASIDES = (
    Aside.HELP,
    Aside.DISPLAY,
    Aside.PERSON,
    Aside.LANGUAGE,
    Aside.WAYS,
    Aside.VOICE,
    Aside.LEARN,
    Aside.STOP,
)
LEAVES, STAFF, ASKS = 6, 10, 4
"""Each so many visits, somebody walks away, staff come, or a question is asked."""

STEP = 20
"""Milliseconds."""

_EASY = 0.2
"""The share of visits in easy words."""


@dataclass
class Soak:
    """What goes on in the window until the hours are over; then ``readings`` is whole."""

    kiosk: Kiosk
    window: Window
    clock: FastClock
    council: LocalCouncil
    plans: Iterator[Plan]
    hours: int
    told: Callable[[Reading], object]
    readings: list[Reading]
    visits: int = 0

    def run(self) -> None:
        """Called once by the window's own loop."""
        try:
            while len(self.readings) < self.hours:
                self._visit(next(self.plans))
                if self.clock.passed >= (len(self.readings) + 1) * HOUR:
                    self._hour()
        finally:
            QApplication.exit()

    def _visit(self, plan: Plan) -> None:
        visit = self.kiosk.visit
        self.visits += 1
        self._until(lambda: isinstance(visit.stage, Welcome) and visit.aside is None)
        if self.visits % ASKS == 0:
            self.window.go(lambda: visit.begin(plan.language))
            self.window.go(lambda: steps.begin(visit))
            self.window.go(lambda: steps.ask(visit, "how do i get rid of an old fridge"))
            self._until(lambda: True)
            self.window.go(visit.end)
            self._until(lambda: isinstance(visit.stage, Welcome))
        journey = _Unpictured(self.window, visit, plan, lambda _name: None)
        journey.choose()
        for aside in ASIDES:
            self.window.open(aside)
            self._until(lambda: True)
            self.window.go(visit.close)
        if self.visits % STAFF == 0 and self.window.desk is not None:
            self.window.desk.knock()
            self._until(lambda: True)
            self.window.go(visit.close)
        if self.visits % LEAVES == 0:
            return  # whoever walks away: the next visit waits until the kiosk has ended this one
        journey.answer()
        journey.send()
        journey.finish()
        self.window.go(visit.end)

    def _hour(self) -> None:
        hour = len(self.readings) + 1
        if hour == AWAY.start:
            self.council.stop()
        elif hour == AWAY.stop:
            self.council.start()
        self._until(lambda: True)
        self.readings.append(read(hour, len(QApplication.allWidgets()), self.visits))
        self.told(self.readings[-1])

    def _until(self, true: Callable[[], bool]) -> None:
        for _ in range(3):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        while not true():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, STEP)


class _Unpictured(Journey):
    """Without pictures, which are of another size each."""

    def _picture(self, name: str) -> None:
        del name


def soak(
    folder: Path,
    clock: FastClock,
    hours: int,
    random: Random,
    *,
    voice: str,
    told: Callable[[Reading], object],
) -> list[Reading]:
    """Runs the program for so many of its hours; what it held at the end of each."""
    config = Config(data=folder / "kiosk", windowed=True, voice=voice, idle_warning=300.0)
    council = LocalCouncil(config.data, free_port())  # where it is again when it comes back
    readings: list[Reading] = []
    kiosk = Kiosk(config, None, council.start)
    kept: list[object] = []

    def painted(window: Window) -> object:
        kept.append(kiosk.painted(window))
        window.findChildren(QTimer)[0].setInterval(round(1000 / clock.speed))
        kiosk._outbox.wait()  # noqa: SLF001 a visit that begins before it is open would be told so
        run = Soak(kiosk, window, clock, council, _plans(random, folder), hours, told, readings)
        QTimer.singleShot(0, run.run)
        return kept

    try:
        app.run(kiosk.visit, config, kiosk.link.online, painted)
    finally:
        kiosk.close(broke=False)
        council.stop()
    return readings


def _plans(random: Random, folder: Path) -> Iterator[Plan]:
    """Every service in turn, each with one set of answers, in looks that change."""
    ours = [each for each in catalogue.load(catalogue.BUILT_IN).services if not each.pay]
    for service, answers in cycle([(each, plausible(each, 4)) for each in ours]):
        display = replace(
            Display(),
            text_size=random.choice(list(TEXT_SIZES)),
            theme=random.choice(THEMES),
            easy_read=random.random() < _EASY,
        )
        yield Plan(service.id, random.choice(["en", "cy"]), answers, display, (1280, 1024), folder)
