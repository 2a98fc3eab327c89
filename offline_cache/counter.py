"""Where sealed submissions wait to be taken: those that are there at the same moment share one statement."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from threading import Lock

from sqlalchemy import Connection

from kiosk.errors import StoreError
from kiosk.submission import Submission
from offline_cache.database import DISK_FULL, Database
from offline_cache.taking import Receipt, ReferenceTaken, Sealed, take

Taken = Receipt | ReferenceTaken
MOST = 64
"""Submissions in one statement: enough to hide the disk, and few enough that the first does not wait for the last."""

_Waits = tuple[Submission, Sealed, "Future[Taken]"]


class Counter:
    """:meth:`hand_in` may be called in any thread.

    ``admit`` raises StoreError when nothing can be kept now; ``clock`` gives wall clock seconds.
    """

    def __init__(self, database: Database, admit: Callable[[], object], clock: Callable[[], float]) -> None:
        self._database = database
        self._admit = admit
        self._clock = clock
        self._line: deque[_Waits] = deque()
        self._called = False
        self._lock = Lock()

    def hand_in(self, answers: Submission, sealed: Sealed) -> "Future[Taken]":
        """The future is done only after COMMIT has returned. Raises StoreError when the database was closed."""
        future: Future[Taken] = Future()
        with self._lock:
            self._line.append((answers, sealed, future))
            first, self._called = not self._called, True
        if first and (error := self._call()) is not None:
            raise error
        return future

    def _call(self) -> StoreError | None:
        """Have those in the line taken. When the database was closed, all are told, and so is the caller."""
        group: list[_Waits] = []
        try:
            taken = self._database.run(partial(self._take, group))
        except StoreError as error:
            with self._lock:
                waiting = [*self._line]
                self._line.clear()
                self._called = False
            for _answers, _sealed, future in waiting:
                if future.set_running_or_notify_cancel():
                    future.set_exception(error)
            return error
        taken.add_done_callback(partial(self._tell, group))
        return None

    def _take(self, group: list[_Waits], connection: Connection) -> list[Taken]:
        """Run a second time, for the same group, when what it shared a commit with failed."""
        if not group:
            with self._lock:
                waiting = [self._line.popleft() for _ in range(min(len(self._line), MOST))]
            group += [one for one in waiting if one[2].set_running_or_notify_cancel()]
        if not group:
            return []
        self._admit()
        return take(connection, [(answers, sealed) for answers, sealed, _future in group], self._clock())

    def _tell(self, group: list[_Waits], done: "Future[list[Taken]]") -> None:
        with self._lock:
            self._called = more = bool(self._line)
        if more:
            self._call()
        error = done.exception()
        if str(error) == DISK_FULL and len(group) > 1:
            for one in group:  # those that still fit are kept
                self._database.run(partial(self._take, [one])).add_done_callback(
                    partial(self._tell_all, [one])
                )
        else:
            self._tell_all(group, done)

    def _tell_all(self, group: list[_Waits], done: "Future[list[Taken]]") -> None:
        if (error := done.exception()) is not None:
            for _answers, _sealed, future in group:
                future.set_exception(error)
            return
        for (_answers, _sealed, future), result in zip(group, done.result(), strict=True):
            future.set_result(result)
