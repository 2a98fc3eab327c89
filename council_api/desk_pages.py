"""The staff desk: who at which kiosk asks for a person, and the two buttons that answer them (S1)."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from council_api import help_calls, problems
from council_api.audit import Action, RecordOf
from council_api.credentials import STAFF_ONLY, USER
from council_api.help_calls import Act, OpenCall
from council_api.metrics import Metrics
from council_api.pages import rendered
from council_api.parts import Parts, PartsOf
from council_api.problems import RefusedError

router = APIRouter(prefix="/inbox/calls", include_in_schema=False, dependencies=[STAFF_ONLY])

Seen = Annotated[bool, Query()]


@router.get("")
def show_calls(parts: PartsOf, *, seen: Seen = False) -> Response:
    """The page that stays open at the desk. Without its script it is loaded anew by the browser, with ``seen``.

    Where it was loaded nobody may look: its script says so as soon as somebody does.
    """
    return rendered("calls.html.jinja", buttons=True, calls=_calls(parts, seen=seen))


@router.get("/list")
def show_list(parts: PartsOf, *, seen: Seen = True) -> Response:
    """What of the page changes. ``seen`` is no where the page is open but out of sight, and makes no sound."""
    return rendered("calls_list.html.jinja", calls=_calls(parts, seen=seen))


@router.post("/{call_id}/answer")
def answer(call_id: str, request: Request, parts: PartsOf, record: RecordOf) -> Response:
    """Somebody goes there: the person at the kiosk is told."""
    call = _asked(call_id, request, parts)
    if call is not None and not call.answered:
        record(Action.CALL_ANSWERED, number=call.seq)
        waited = help_calls.answer(parts.engine, call_id, USER, parts.clock())
        if waited is not None:
            metrics: Metrics = request.app.state.metrics
            metrics.called(Act.ANSWERED.value)
            metrics.waited(waited)
    return _back()


@router.post("/{call_id}/done")
def done(call_id: str, request: Request, parts: PartsOf, record: RecordOf) -> Response:
    """Somebody has been there."""
    call = _asked(call_id, request, parts)
    if call is not None:
        record(Action.CALL_DONE, number=call.seq)
        if help_calls.finish(parts.engine, call_id, parts.clock()):
            metrics: Metrics = request.app.state.metrics
            metrics.called(Act.DONE.value)
    return _back()


def _calls(parts: Parts, *, seen: bool) -> tuple[OpenCall, ...]:
    return help_calls.open_calls(parts.engine, parts.clock(), seen=seen)


def _asked(call_id: str, request: Request, parts: Parts) -> OpenCall | None:
    """The call, if it is still open. The password is sent by the browser whoever made the form: ours alone counts."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise RefusedError(problems.OTHER_SITE)
    return help_calls.find(parts.engine, call_id, parts.clock())


def _back() -> Response:
    return RedirectResponse("/inbox/calls", HTTPStatus.SEE_OTHER)
