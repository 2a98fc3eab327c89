"""The way of submissions past the framework, whose own work is more than that of opening and storing one."""

from collections.abc import Coroutine, Mapping
from functools import cached_property

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from council_api import kiosk_routes, parcel_routes, problems
from council_api.problems import RefusedError

_MANY = f"{parcel_routes.router.prefix}/submissions"
_ONE = f"{_MANY}/"


class _Short(Request):
    """A request whose fields are looked up in a table: the framework's own go through all of them each time."""

    @cached_property
    def headers(self) -> Mapping[str, str]:  # type: ignore[override]  # what is asked of it here any mapping has
        fields = reversed(self.scope["headers"])  # of two with the same name the first counts, as there
        return {name.decode("latin-1"): value.decode("latin-1") for name, value in fields}


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
        return kiosk_routes.put_submission(name, _Short(scope, receive)) if name and "/" not in name else None
    if method == "POST" and path == _MANY:
        return parcel_routes.post_submissions(_Short(scope, receive))
    return None
