"""The least speed of what comes with a request: who sends a byte a minute would hold a place in the line for ever."""

import asyncio

from starlette.types import Message, Receive

from council_api import problems
from council_api.problems import RefusedError

PATIENCE = 60.0
"""Seconds in which all of any request may come, however little it is."""

SLOWEST = 10_000
"""Bytes a second; for what came there is so much more time. The slowest line that a kiosk counts on is faster."""


class Hurried:
    """``receive`` of a request whose turn it is: raises RefusedError when the rest takes too long."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._until = asyncio.get_running_loop().time() + PATIENCE
        self._whole = False

    async def __call__(self) -> Message:
        """The next of its messages; when the body is whole, that the other end is gone, however late that is."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise RefusedError(problems.TOO_SLOW) from None
        self._whole = not message.get("more_body", False)
        self._until += len(message.get("body", b"")) / SLOWEST
        return message
