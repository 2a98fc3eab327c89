"""What waits for the database's thread, taken a group at a time so that a group shares one commit."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sqlalchemy import Connection

MOST = 64
"""What shares one commit: enough to hide the disk, and few enough that the first is not kept waiting by the last."""


@dataclass(frozen=True)
class Work:
    """One job for :meth:`Database.run`. ``alone``: it is never put together with others in one commit."""

    job: Callable[[Connection], Any]
    finishing: bool
    alone: bool
    future: "Future[Any]" = field(default_factory=Future)

    def begin(self) -> bool:
        """Whether anybody still wants it."""
        return self.future.set_running_or_notify_cancel()


class Waiting:
    """The work in the order in which it came. :meth:`add` may be called in any thread, :meth:`group` in one."""

    def __init__(self) -> None:
        self._works: deque[Work] = deque()
        self._lock = Lock()

    def add(self, work: Work) -> bool:
        """Put it behind what waits; whether nothing did, so that the thread has to be told."""
        with self._lock:
            self._works.append(work)
            return len(self._works) == 1

    def clear(self) -> None:
        """Nobody will come for it."""
        self._works.clear()

    def group(self) -> list[Work]:
        """Those next in line that may share a commit; empty when nothing waits."""
        group: list[Work] = []
        while self._works and len(group) < MOST:
            if group and (self._works[0].alone or group[0].alone):
                break
            work = self._works.popleft()
            if work.begin():
                group.append(work)
        return group
