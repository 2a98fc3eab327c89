"""Slow work, done in another thread: what comes of it is told in the window's."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from threading import Event, Thread
from threading import enumerate as enumerate_threads
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_MOST = 20
"""Errands at once: where a device never answers, presses do not pile up; one more waits for ever, as those do."""
PATIENCE = 0.15
"""Seconds that the window waits for what is mostly quick, so that nothing flickers."""

Found = TypeVar("Found")


class _Post(QObject):
    """Runs in the window's thread what another thread gives it. It lives as long as the program: threads end late."""

    given = Signal(object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.given.connect(lambda step: step(), Qt.ConnectionType.QueuedConnection)


def post() -> Callable[[Callable[[], object]], object]:
    """What has a step run in the window's thread, soon. To be called there."""
    app = QCoreApplication.instance()
    assert app is not None  # noqa: S101 there is a window
    found: _Post = app.findChild(_Post) or _Post(app)
    return found.given.emit


def when_done(owner: QObject, future: "Future[Found]", then: Callable[["Future[Found]"], object]) -> None:
    """``then`` gets the future in the window's thread, soon after it is done, unless ``owner`` is gone by then."""
    send = post()

    def come() -> None:
        if isValid(owner):
            then(future)

    future.add_done_callback(lambda _done: send(come))


class Errand(QObject):
    """One errand of ``owner`` at a time; another, ``stop()`` or the end of the owner ends the one before.

    A job gets the Event that is set when it is to end; what it gives after that goes nowhere.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._owner = owner
        self._stop = Event()
        self._stop.set()
        self._post = post()

    @property
    def running(self) -> bool:
        """Whether something is under way."""
        return not self._stop.is_set()

    def run(
        self, job: Callable[[Event], Found], then: Callable[[Found], object], patience: float = 0.0
    ) -> None:
        """Begins ``job``; ``then`` gets what it finds, at once when that is there within ``patience`` seconds."""
        self.stop()
        self._stop = stop = Event()
        done: Future[Any] = Future()
        self._owner.destroyed.connect(stop.set)

        def come() -> None:
            if not stop.is_set():
                stop.set()
                then(done.result())

        if sum(thread.name == "errand" for thread in enumerate_threads()) < _MOST:
            Thread(target=_carry_out, args=(job, stop, done), name="errand", daemon=True).start()
        try:
            done.exception(patience)
        except NotYet:
            send = self._post
            done.add_done_callback(lambda _done: send(come))
        else:
            come()

    def stop(self) -> None:
        """Ends what is under way, without a word of it."""
        self._stop.set()


def end_all(below: QWidget) -> None:
    """Ends what is under way in a part of the window that is taken away.

    It is gone for good only some moments later, and what comes meanwhile would answer a page that nobody sees (P1).
    """
    for errand in below.findChildren(Errand):
        errand.stop()


def _carry_out(job: Callable[[Event], Found], stop: Event, done: "Future[Found]") -> None:
    try:
        done.set_result(job(stop))
    except BaseException as error:  # noqa: BLE001 it is raised where the window can see to it
        done.set_exception(error)
