"""The way of a submission past the framework, whose own work is more than that of opening and storing it."""

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from council_api import kiosk_routes, problems
from council_api.problems import RefusedError

_BEGIN = f"{kiosk_routes.router.prefix}/submissions/"


class ShortWay:
    """Answers as kiosk_routes.put_submission does, of which the OpenAPI document tells; all else goes to ``app``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "PUT" and scope["path"].startswith(_BEGIN):
            name = scope["path"].removeprefix(_BEGIN)
            if name and "/" not in name:
                try:
                    response = await kiosk_routes.put_submission(name, Request(scope, receive))
                except RefusedError as error:
                    response = error.refusal.response()
                except ClientDisconnect:
                    response = problems.UNREADABLE.response()
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)
