"""Many that wait are stored in one transaction: a commit costs the same for one as for all of them."""

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from sqlalchemy.exc import DataError, IntegrityError

MOST = 64
"""Rows of one transaction."""

Item = TypeVar("Item")
Result = TypeVar("Result")
_Told = asyncio.Future[Sequence[Result | Exception]]
_Waiting = tuple[Sequence[Item], _Told[Result]]


class Batches(Generic[Item, Result]):
    """The thread in which one worker stores (or asks), and what waits for it.

    ``store`` stores all that it is given, or none and raises; it gives a result for each. It is asked again for each
    alone when a row is at fault, so that one harms no other.
    """

    def __init__(self, store: Callable[[Sequence[Item]], Sequence[Result]]) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._waiting: deque[_Waiting[Item, Result]] = deque()
        self._running = False
        self._thread = ThreadPoolExecutor(1, "storing")

    async def put(self, item: Item) -> Result:
        """Store ``item``; it is committed when this returns. Raises what ``store`` raises."""
        (result,) = await self.put_all([item])
        if isinstance(result, Exception):
            raise result
        return result

    async def put_all(self, items: Sequence[Item]) -> Sequence[Result | Exception]:
        """The same for MOST at most, in one transaction; what ``store`` raised stands in the place of a result."""
        future: asyncio.Future[Sequence[Result | Exception]] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting.append((items, future))
            begin, self._running = not self._running, True
        if begin:
            self._thread.submit(self._run)
        return await future

    def close(self) -> None:
        """Wait until all that waits is stored."""
        self._thread.shutdown()

    def _run(self) -> None:
        while batch := self._next():
            results = iter(self._stored([item for items, _ in batch for item in items]))
            _tell([(future, [next(results) for _ in items]) for items, future in batch])

    def _next(self) -> list[_Waiting[Item, Result]]:
        """Those that are stored together now; none when nothing waits."""
        batch: list[_Waiting[Item, Result]] = []
        room = MOST
        with self._lock:
            while self._waiting and (not batch or len(self._waiting[0][0]) <= room):
                batch.append(self._waiting.popleft())
                room -= len(batch[-1][0])
            self._running = bool(batch)
        return batch

    def _stored(self, items: Sequence[Item]) -> Sequence[Result | Exception]:
        try:
            return self._store(items)
        except (DataError, IntegrityError) as error:
            if len(items) == 1:
                return [error]
            return [self._stored([item])[0] for item in items]
        except Exception as error:  # noqa: BLE001  whatever it is, each that waits is told
            return [error] * len(items)


def _tell(told: list[tuple[_Told[Result], Sequence[Result | Exception]]]) -> None:
    by_loop = defaultdict(list)
    for future, results in told:
        by_loop[future.get_loop()].append((future, results))
    for loop, pairs in by_loop.items():
        if not loop.is_closed():  # else nobody waits any more
            loop.call_soon_threadsafe(_settle, pairs)


def _settle(pairs: list[tuple[_Told[Result], Sequence[Result | Exception]]]) -> None:
    for future, results in pairs:
        if not future.done():  # else the one that waited was cut off
            future.set_result(results)
