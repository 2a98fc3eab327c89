"""What a worker does by itself beside answering: notes who was heard, deletes what is past its time, tells people."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import update

from council_api.fleet.progress import tend
from council_api.limits import Limits
from council_api.parts import Parts
from council_api.policy import read_policy
from council_api.retention import purge
from council_api.tables import kiosk
from kiosk.errors import CouncilError

_MINUTE = 60.0
_PURGE_EVERY = 60
"""Minutes."""

_log = logging.getLogger("council_api")


class Upkeep:
    """The chores of one worker, each in a thread, so that no kiosk waits for them."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self._parts = parts
        self._limits = limits
        self._stopping = threading.Event()

    def note_heard(self) -> None:
        """Write down which kiosks were heard."""
        heard = self._limits.heard()
        if heard:
            now = self._parts.clock().isoformat()
            with self._parts.engine.begin() as connection:
                connection.execute(update(kiosk).where(kiosk.c.seq.in_(heard)).values(heard_at=now))

    def purge(self) -> None:
        """Delete what is past its time, by what council.toml says by now."""
        rules = read_policy(self._parts.policy)
        purge(self._parts.engine, rules.retention, self._parts.clock(), rules.fleet.history_days)

    def confirm(self) -> None:
        """Tell who asked to be told that their form is here."""
        from council_api.confirmations.run import run  # noqa: PLC0415 not before the first request

        try:
            run(self._parts, self._stopping.is_set)
        except CouncilError as error:
            _log.error("No message is sent. %s", error)

    def tend(self) -> None:
        """Go on with roll-outs, or stop them, as their rule says."""
        tend(self._parts.engine, read_policy(self._parts.policy).fleet, self._parts.clock())

    def alert(self) -> None:
        """Tell the council's webhooks what is wrong."""
        from council_api.alerts.run import run  # noqa: PLC0415 not before the first request

        try:
            run(self._parts.engine, self._parts.policy, self._parts.clock())
        except CouncilError as error:
            _log.error("Nobody is alerted. %s", error)

    @asynccontextmanager
    async def running(self, _app: object) -> AsyncIterator[None]:
        """While the app runs: chores every minute, another every hour, and at the end who was heard."""
        chores = (self._run(), self._tell(self.confirm), self._tell(self.alert))
        tasks = [asyncio.create_task(each) for each in chores]
        try:
            yield
        finally:
            self._stopping.set()
            for task in tasks:
                task.cancel()
            await self._do(self.note_heard)

    async def _tell(self, chore: Callable[[], None]) -> None:
        # Each by itself: a slow mail server or webhook holds up nothing else.
        while True:
            await asyncio.sleep(_MINUTE)
            await self._do(chore)

    async def _run(self) -> None:
        minutes = 0
        while True:
            await asyncio.sleep(_MINUTE)
            minutes += 1
            await self._do(self.note_heard)
            await self._do(self.tend)
            if (
                minutes % _PURGE_EVERY == 1
            ):  # the first time soon: a machine may be switched off every evening
                await self._do(self.purge)

    async def _do(self, chore: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(chore)
        except Exception as error:  # noqa: BLE001  the next time may go better; its words may hold a path, no more
            _log.error("%s: %s", chore.__name__, type(error).__name__)
