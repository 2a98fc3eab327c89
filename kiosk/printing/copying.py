"""Whether the paper came out: asked of the printer, and then of the person, who alone knows."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from kiosk import log
from kiosk.printing.cups import Fault
from kiosk.printing.papers import Paper

LONGEST = 90.0
"""Seconds until a paper that the printer neither prints nor complains about counts as not coming."""

GRACE = 30.0
"""Seconds that a paper under way is given after its person has gone; then it is taken back, so that no stranger
finds it."""


class Queue(Protocol):
    """What prints: kiosk/printing/cups.py, or a test's."""

    def send(self, paper: Paper) -> str | Fault: ...
    def look(self, job: str) -> Fault | bool: ...
    def empty(self) -> None: ...


class Step(Enum):
    """How far a paper is."""

    READY = auto()
    PRINTING = auto()
    ASKING = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True)
class Copy:
    """What the page of the reference shows. ``fault`` says why it FAILED; None when nothing came out all the same."""

    step: Step = Step.READY
    fault: Fault | None = None


class Copying:
    """Prints one paper at a time, in a ``thread`` of its own, so that the window never waits for a printer.

    ``clock`` gives seconds that never run backwards. ``second`` is to be called every second.
    """

    def __init__(self, queue: Queue, clock: Callable[[], float], thread: Executor) -> None:
        self._queue = queue
        self._clock = clock
        self._thread = thread
        self._asked: Future[str | Fault | bool] | None = None
        self._job = ""
        self._since = 0.0
        self._left: float | None = None
        self.copy = Copy()
        self._emptying = self._thread.submit(queue.empty)  # what a power cut left is of somebody who has gone

    def print(self, paper: Paper) -> None:
        """The person wants a paper, or wants to try again."""
        self._take_back()
        self._since = self._clock()
        self.copy = Copy(Step.PRINTING)
        self._asked = self._thread.submit(self._queue.send, paper)

    def came_out(self, *, whole: bool) -> None:
        """The person has looked: it came out ``whole``, or it did not."""
        self.copy = Copy(Step.DONE) if whole else Copy(Step.FAILED)
        self._take_back()

    def stop(self) -> None:
        """The person does not want it after all."""
        self.copy = Copy()
        self._take_back()

    def leave(self) -> None:
        """The visit is over: nothing of it may lie in the queue for long. To be called as often as one likes."""
        if self.copy.step is Step.PRINTING:
            self._left = self._clock()
        elif self.copy.step is Step.ASKING:
            self._take_back()
        self.copy = Copy()

    def second(self) -> bool:
        """A second has passed; True when there is something else to show."""
        if self._left is not None:
            self._after()
            return False
        if self.copy.step is not Step.PRINTING:
            return False
        found = self._found()
        if found is False and self._clock() - self._since > LONGEST:
            found = Fault.AWAY
        if isinstance(found, Fault):
            log.warning("Nothing was printed: %s.", found.value)
            self.copy = Copy(Step.FAILED, found)
            self._take_back()  # else it would come out for whoever mends the printer
        elif found is True:
            self.copy = Copy(Step.ASKING)
        else:
            return False
        return True

    def close(self) -> None:
        """The kiosk stops: what waits is taken back first."""
        self._take_back()
        self._thread.shutdown()

    def _after(self) -> None:
        """Nobody is there any more for the paper that is under way."""
        assert self._left is not None  # noqa: S101 second() asks
        found = self._found()
        if found is True or isinstance(found, Fault) or self._clock() - self._left > GRACE:
            self._take_back()

    def _found(self) -> Fault | bool:
        """What is known now: True when it is printed, False while it is not; asks again in the thread."""
        if self._asked is None or not self._asked.done():
            return False
        found = self._asked.result()
        if isinstance(found, str):
            self._job, found = found, False
        self._asked = None if found else self._thread.submit(self._queue.look, self._job)
        return found

    def _take_back(self) -> None:
        if self._asked is not None:
            self._asked.cancel()  # what has not begun need not: presses would pile up before a dead print server
        self._emptying.cancel()
        self._asked = self._left = None
        self._job = ""
        self._emptying = self._thread.submit(self._queue.empty)
