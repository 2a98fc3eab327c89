"""Where submissions wait to be sealed and taken: those that are there at the same moment share one statement."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

from sqlalchemy import Connection

from kiosk.errors import StoreError
from kiosk.submission import Submission
from offline_cache.database import DISK_FULL, Database
from offline_cache.taking import Receipt, ReferenceTaken, Sealed, take
from offline_cache.work import MOST

Taken = Receipt | ReferenceTaken


@dataclass
class _Waits:
    answers: Submission
    sealed: Sealed | StoreError | None = None
    future: "Future[Taken]" = field(default_factory=Future)


class Intake:
    """:meth:`hand_in` may be called in any thread.

    ``seal`` raises StoreError for what cannot be sealed, ``admit`` when nothing can be kept now; both are called in the
    database's thread. ``clock`` gives wall clock seconds.
    """

    def __init__(
        self,
        database: Database,
        seal: Callable[[Submission], Sealed],
        admit: Callable[[], object],
        clock: Callable[[], float],
    ) -> None:
        self._database = database
        self._seal = seal
        self._admit = admit
        self._clock = clock
        self._line: deque[_Waits] = deque()
        self._called = False
        self._lock = Lock()

    def hand_in(self, answers: Submission) -> "Future[Taken]":
        """The future is done only after COMMIT has returned. Raises StoreError when the database was closed."""
        one = _Waits(answers)
        with self._lock:
            self._line.append(one)
            first, self._called = not self._called, True
        if first and (error := self._call()) is not None:
            raise error
        return one.future

    def _call(self) -> StoreError | None:
        """Have those next in line taken. When the database was closed, all in it are told, and so is the caller."""
        error = self._run([], self._tell)
        if error is not None:
            with self._lock:
                line = [*self._line]
                self._line.clear()
                self._called = False
            for one in line:
                if one.future.set_running_or_notify_cancel():
                    one.future.set_exception(error)
        return error

    def _run(
        self, group: list[_Waits], tell: "Callable[[list[_Waits], Future[list[Taken | StoreError]]], None]"
    ) -> StoreError | None:
        """Have ``group`` taken, or filled from the line if it is empty. The result is why it was not even begun."""
        try:
            taken = self._database.run(partial(self._take, group))
        except StoreError as error:
            return error
        taken.add_done_callback(partial(tell, group))
        return None

    def _take(self, group: list[_Waits], connection: Connection) -> list[Taken | StoreError]:
        """Run a second time, for the same group, when what it shared a commit with failed: sealed as they were.

        They are sealed here and not while the ones before are written: sealing holds the interpreter's lock, so the
        two would not go on side by side, only take turns.
        """
        if not group:
            with self._lock:
                waiting = [self._line.popleft() for _ in range(min(len(self._line), MOST))]
            group += [one for one in waiting if one.future.set_running_or_notify_cancel()]
        if not group:
            return []
        self._admit()
        for one in group:
            one.sealed = one.sealed or self._sealed(one.answers)
        ready = [(one.answers, one.sealed) for one in group if isinstance(one.sealed, Sealed)]
        taken = iter(take(connection, ready, self._clock()) if ready else ())
        return [one.sealed if isinstance(one.sealed, StoreError) else next(taken) for one in group]

    def _sealed(self, answers: Submission) -> Sealed | StoreError:
        try:
            return self._seal(answers)
        except StoreError as error:
            return error

    def _tell(self, group: list[_Waits], done: "Future[list[Taken | StoreError]]") -> None:
        with self._lock:
            self._called = more = bool(self._line)
        if more:
            self._call()
        if str(done.exception()) == DISK_FULL and len(group) > 1:
            for one in group:  # those that still fit are kept
                if (error := self._run([one], _settle)) is not None:
                    one.future.set_exception(error)
        else:
            _settle(group, done)


def _settle(group: list[_Waits], done: "Future[list[Taken | StoreError]]") -> None:
    if (error := done.exception()) is not None:
        for one in group:
            one.future.set_exception(error)
        return
    for one, result in zip(group, done.result(), strict=True):
        if isinstance(result, StoreError):
            one.future.set_exception(result)
        else:
            one.future.set_result(result)
