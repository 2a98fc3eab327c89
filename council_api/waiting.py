"""The layer of the app in which requests wait in line."""

import asyncio
from collections import deque

from starlette.types import ASGIApp, Receive, Scope, Send

from council_api import problems
from council_api.hurry import Hurried
from council_api.line import HEADER, Line, Place, queue_of

MANY = "handrail.many"
"""The key in a request's scope for how many submissions came with it."""

WATCHED = frozenset({"/healthz", "/metrics"})
"""Asked by monitors, and answered most of all when there is a line."""


def _queue(scope: Scope) -> tuple[int, int]:
    return queue_of(next((value for name, value in scope["headers"] if name == HEADER), b""))


class Waiting:
    """Lets in as many requests as the line says; nothing of the others' bodies is read until it is their turn."""

    def __init__(self, app: ASGIApp, line: Line) -> None:
        self._app = app
        self._line = line
        self._turns: deque[asyncio.Future[None]] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in WATCHED:
            await self._app(scope, receive, send)
            return
        place = self._line.come(*_queue(scope)) if self._line.is_full else self._line.come(0, 0)
        if not isinstance(place, Place):
            await problems.busy(place).response()(scope, receive, send)
            return
        if place is Place.WAITING:
            await self._turn()
        try:
            await self._app(scope, Hurried(receive), send)
        finally:
            self._next(scope.get(MANY, 1))

    async def _turn(self) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._turns.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn in self._turns:
                self._turns.remove(turn)
                self._line.give_up()
            else:
                self._next(0)
            raise

    def _next(self, held: int) -> None:
        if self._line.leave(held):
            turn = self._turns.popleft()
            if not turn.cancelled():  # else it is told in a moment, and passes its place on
                turn.set_result(None)
