"""The way of submissions past the framework, whose own work is more than that of opening and storing one."""

from collections.abc import Coroutine

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from council_api import kiosk_routes, parcel_routes, problems
from council_api.problems import RefusedError

_MANY = f"{parcel_routes.router.prefix}/submissions"
_ONE = f"{_MANY}/"


class ShortWay:
    """Answers as put_submission and post_submissions do, of which the OpenAPI document tells; else ``app`` answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answering = _way(scope, receive)
        if answering is None:
            await self._app(scope, receive, send)
            return
        try:
            response = await answering
        except RefusedError as error:
            response = error.refusal.response()
        except ClientDisconnect:
            response = problems.UNREADABLE.response()
        await response(scope, receive, send)


def _way(scope: Scope, receive: Receive) -> Coroutine[None, None, Response] | None:
    if scope["type"] != "http":
        return None
    method, path = scope["method"], scope["path"]
    if method == "PUT" and path.startswith(_ONE):
        name = path.removeprefix(_ONE)
        return (
            kiosk_routes.put_submission(name, Request(scope, receive)) if name and "/" not in name else None
        )
    if method == "POST" and path == _MANY:
        return parcel_routes.post_submissions(Request(scope, receive))
    return None
