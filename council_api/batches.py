"""Many that wait are stored in one transaction: a commit costs the same for one as for all of them."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from sqlalchemy.exc import DataError, IntegrityError

MOST = 64
"""Rows of one transaction."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Batches(Generic[Item, Result]):
    """The thread in which one worker stores, and what waits for it.

    ``store`` stores all that it is given, or none and raises; it gives a result for each. It is asked again for each
    alone when a row is at fault, so that one harms no other.
    """

    def __init__(self, store: Callable[[Sequence[Item]], Sequence[Result]]) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._running = False
        self._thread = ThreadPoolExecutor(1, "storing")

    async def put(self, item: Item) -> Result:
        """Store ``item``; it is committed when this returns. Raises what ``store`` raises."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting.append((item, future))
            begin, self._running = not self._running, True
        if begin:
            self._thread.submit(self._run)
        return await future

    def close(self) -> None:
        """Wait until all that waits is stored."""
        self._thread.shutdown()

    def _run(self) -> None:
        while True:
            with self._lock:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                self._running = bool(batch)
            if not batch:
                return
            results = self._stored([item for item, _ in batch])
            _tell([(future, result) for (_, future), result in zip(batch, results, strict=True)])

    def _stored(self, items: Sequence[Item]) -> Sequence[Result | Exception]:
        try:
            return self._store(items)
        except (DataError, IntegrityError) as error:
            if len(items) == 1:
                return [error]
            return [self._stored([item])[0] for item in items]
        except Exception as error:  # noqa: BLE001  whatever it is, each that waits is told
            return [error] * len(items)


def _tell(told: list[tuple[asyncio.Future[Result], Result | Exception]]) -> None:
    by_loop = defaultdict(list)
    for future, result in told:
        by_loop[future.get_loop()].append((future, result))
    for loop, pairs in by_loop.items():
        if not loop.is_closed():  # else nobody waits any more
            loop.call_soon_threadsafe(_settle, pairs)


def _settle(pairs: list[tuple[asyncio.Future[Result], Result | Exception]]) -> None:
    for future, result in pairs:
        if future.done():  # the one that waited was cut off
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
