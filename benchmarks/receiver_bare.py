"""Beside the council's API in receiver.py: an app that reads each request, and neither opens nor stores it."""

from starlette.types import Receive, Scope, Send

_START = {"type": "http.response.start", "status": 201, "headers": [(b"content-type", b"application/json")]}
_BODY = {"type": "http.response.body", "body": b"{}"}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI app and no more."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send(_START)
    await send(_BODY)
