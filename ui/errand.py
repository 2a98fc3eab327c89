"""Slow work of a widget: done in a thread of its own, and what comes of it is told in the window's."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from threading import Event, Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

PATIENCE = 0.15
"""Seconds that the window waits for what is mostly quick, so that nothing flickers."""
_LOOK = 40
"""Milliseconds between two looks whether it is done."""

Found = TypeVar("Found")


class Errand(QObject):
    """One errand of ``owner`` at a time; another, ``stop()`` or the end of the owner ends the one before.

    A job gets the Event that is set when it is to end; what it gives after that goes nowhere.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._owner = owner
        self._stop = Event()
        self._done: Future[Any] = Future()
        self._then: Callable[[Any], object] = lambda _found: None
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(lambda: self._look())

    @property
    def running(self) -> bool:
        """Whether something is under way."""
        return self._timer.isActive()

    def run(
        self, job: Callable[[Event], Found], then: Callable[[Found], object], patience: float = 0.0
    ) -> None:
        """Begins ``job``; ``then`` gets what it finds, at once when that is there within ``patience`` seconds."""
        self.stop()
        self._stop, self._done, self._then = Event(), Future(), then
        self._owner.destroyed.connect(self._stop.set)
        self._timer.start()
        Thread(target=_carry_out, args=(job, self._stop, self._done), name="errand", daemon=True).start()
        try:
            self._done.result(patience)
        except NotYet:
            return
        self._look()

    def stop(self) -> None:
        """Ends what is under way, without a word of it."""
        self._timer.stop()
        self._stop.set()

    def _look(self) -> None:
        if self._done.done():
            self._timer.stop()
            self._then(self._done.result())


def _carry_out(job: Callable[[Event], Found], stop: Event, done: "Future[Found]") -> None:
    try:
        done.set_result(job(stop))
    except BaseException as error:  # noqa: BLE001 it is raised where the window can see to it
        done.set_exception(error)
