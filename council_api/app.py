"""Puts the council API together; ``create_app`` is all that a server or a test needs."""

import random
import time
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from council_api import (
    bundle_routes,
    comment_pages,
    desk_pages,
    enrolment_pages,
    enrolment_routes,
    event_routes,
    figure_routes,
    help_call_routes,
    inbox_pages,
    inbox_routes,
    insight_pages,
    kiosk_routes,
    parcel_routes,
    problems,
    release_routes,
    saved_visit_routes,
)
from council_api.enrolment_guesses import Guesses
from council_api.figures import FiguresOfDay
from council_api.fleet import pages as fleet_pages
from council_api.fleet import rollout_pages
from council_api.fleet import routes as fleet_routes
from council_api.fleet.heartbeats import Heartbeats
from council_api.health import Health, Healthy, healthz
from council_api.insight import Insight
from council_api.limits import Limits
from council_api.line import Line
from council_api.measuring import Measuring
from council_api.metrics import Metrics, tell
from council_api.outside import Outside
from council_api.parts import Parts
from council_api.policy import read_policy
from council_api.problems import Problem, Refusal, RefusedError, described
from council_api.receiving import Receiving
from council_api.saved_visits import Misses
from council_api.short_way import ShortWay
from council_api.upkeep import Upkeep
from council_api.waiting import Waiting

_ABOUT = """The other end of Handrail: kiosks send sealed submissions here, and council staff read them.
A kiosk's credential can send and nothing else. Every refusal is an RFC 9457 problem document."""


class _Described(FastAPI):
    """With a description of itself in our words, made when somebody asks for it and not at each start of a worker."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        document["components"]["schemas"][Problem.__name__] = Problem.model_json_schema()
        for path in document["paths"].values():
            for operation in path.values():
                # The framework's own words for what is answered as a problem document here.
                answers = operation["responses"]
                if "HTTPValidationError" in str(answers.get("422")):
                    del answers["422"]
        for unused in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(unused, None)
        return document


def create_app(parts: Parts) -> FastAPI:
    """The ASGI app. Run as many as needed on one PostgreSQL database, or one on SQLite."""
    line = Line(time.monotonic)
    policy = read_policy(parts.policy)
    limits = Limits(policy.allowance, time.monotonic, random.SystemRandom().uniform)
    # No documentation page: the framework's loads scripts from elsewhere.
    app = _Described(
        title="Handrail council API",
        version=_version(),
        description=_ABOUT,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        lifespan=Upkeep(parts, limits).running,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # an address of ours has one spelling, and a redirect would repeat the asker's Host
    )
    app.state.parts = parts
    app.state.limits = limits
    app.state.health = Health(parts.engine, parts.keys, time.monotonic)
    app.state.metrics = Metrics()
    app.state.insight = Insight(parts.engine, parts.bundles, parts.policy)
    app.state.saved_visit_misses = Misses(time.monotonic)
    app.state.enrolment_guesses = Guesses(time.monotonic)
    app.state.figures = FiguresOfDay(parts.engine, parts.clock)
    app.state.receiving = Receiving(parts.engine, parts.keys, parts.clock)
    app.state.heartbeats = Heartbeats(parts.engine, policy.fleet)
    _add_routes(app)
    _add_operation(app)
    app.add_api_route("/", inbox_pages.to_inbox, methods=["GET"], include_in_schema=False)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_middleware(ShortWay)
    app.add_middleware(Waiting, line=line)
    app.add_middleware(Outside, new_event=parts.new_event)
    app.add_middleware(Measuring, metrics=app.state.metrics, line=line)
    return app


def _add_routes(app: FastAPI) -> None:
    for part in (
        kiosk_routes,
        parcel_routes,
        bundle_routes,
        release_routes,
        enrolment_routes,
        saved_visit_routes,
        event_routes,
        figure_routes,
        fleet_routes,
        rollout_pages,
        enrolment_pages,
        fleet_pages,
        inbox_routes,
        help_call_routes,
        desk_pages,  # this and what follows before the inbox, which takes any name below its own
        insight_pages,
        comment_pages,
        inbox_pages,
    ):
        app.include_router(part.router)


def _add_operation(app: FastAPI) -> None:
    app.add_api_route(
        "/healthz",
        healthz,
        methods=["GET"],
        tags=["operation"],
        summary="Is it well?",
        response_model=Healthy,
        responses={503: described("It cannot do its work; the detail says why.")},
    )
    app.add_api_route(
        "/metrics",
        tell,
        methods=["GET"],
        tags=["operation"],
        summary="Numbers for Prometheus",
        response_class=PlainTextResponse,
        responses={401: described("Not the metrics token.")},
    )


def _version() -> str:
    try:
        return version("handrail")
    except PackageNotFoundError:
        return "0"


def _answer(request: Request, refusal: Refusal) -> Response:
    if inbox_pages.is_page(request.url.path):
        return inbox_pages.refused(refusal)
    return refusal.response()


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)  # noqa: S101, registered for it alone
    return _answer(request, error.refusal)


def _of_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101, registered for it alone
    headers = dict(error.headers or {})
    if "Allow" in headers and request.url.path.startswith(saved_visit_routes.PLACE):
        headers["Allow"] = saved_visit_routes.METHODS
    return _answer(request, problems.of_status(error.status_code, tuple(headers.items())))


def _unreadable(request: Request, _error: Exception) -> Response:
    return _answer(request, problems.UNREADABLE)


def _gone(_request: Request, _error: Exception) -> Response:
    # Nobody is left to read it; the kiosk keeps its envelope and sends it again.
    return problems.UNREADABLE.response()
