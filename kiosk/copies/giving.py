"""From the wish for a copy to a copy on the stick, or to none: what is held, and for how long."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from kiosk import log
from kiosk.copies.stick import Fault
from kiosk.errors import HandrailError


class Sticks(Protocol):
    """Where copies go: kiosk/copies/stick.py, or a test's."""

    def find(self) -> Path | None: ...
    def write(self, folder: Path, name: str, data: bytes) -> Fault | None: ...


class Step(Enum):
    """How far the copy is. WAITING: for a stick; FAILED: until the person tries again."""

    NONE = auto()
    WAITING = auto()
    DONE = auto()
    FAILED = auto()


class Giving:
    """Gives one copy, in a ``thread`` of its own: neither making it nor a slow stick may hold up the window.

    What is made is held in memory alone, until it is on a stick or ``drop`` is called. ``second`` is to be called
    every second.
    """

    def __init__(self, sticks: Sticks, thread: Executor) -> None:
        self._sticks = sticks
        self._thread = thread
        self._name = ""
        self._made: Future[bytes] | None = None
        self._under_way: Future[Fault | bool | None] | None = None
        self.step = Step.NONE
        self.fault: Fault | None = None

    def offer(self, name: str, make: Callable[[], bytes]) -> None:
        """The answers are with the council: ``make`` makes their copy, to be called ``name`` on the stick."""
        self.drop()
        self._name = name
        self._made = self._thread.submit(make)
        self.step = Step.WAITING

    def again(self) -> None:
        """The person wants to try again."""
        self.step, self.fault = Step.WAITING, None

    def drop(self) -> None:
        """Nobody wants it any more, or the visit is over: nothing of it is kept."""
        for future in (self._made, self._under_way):
            if future is not None:
                future.cancel()
        self._made = self._under_way = None
        self._name = ""
        self.step, self.fault = Step.NONE, None

    def second(self) -> bool:
        """A second has passed; True when there is something else to show."""
        if self._made is None or self.step is not Step.WAITING:
            return False
        if self._under_way is None:
            self._under_way = self._thread.submit(self._give, self._name, self._made)
            return False
        if not self._under_way.done():
            return False
        found, self._under_way = self._under_way.result(), None
        if found is False:
            return False  # no stick yet
        self.fault = found if isinstance(found, Fault) else None
        self.step = Step.FAILED if self.fault else Step.DONE
        if self.fault:
            log.warning("A copy was not written to the stick: %s.", self.fault.value)
        else:
            self._made = None
        return True

    def close(self) -> None:
        """The kiosk stops."""
        self.drop()
        self._thread.shutdown()

    def _give(self, name: str, made: "Future[bytes]") -> Fault | bool | None:
        """Writes to the stick that is in; False when none is, or when nobody wants it any more. In the thread."""
        try:
            data = made.result()
        except Exception as error:  # noqa: BLE001 whatever it is, the person must not lose the page of their reference
            log.error(
                "A copy could not be made: %s.", error if isinstance(error, HandrailError) else type(error)
            )
            return Fault.BROKEN
        folder = self._sticks.find()
        if folder is None or made is not self._made:
            return False
        return self._sticks.write(folder, name, data)
