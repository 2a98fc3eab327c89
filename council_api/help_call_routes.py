"""What a kiosk says of a call for a person, and is told of it: one request, repeated for as long as it is open."""

import uuid
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from council_api import help_calls, problems
from council_api.bodies import read_body
from council_api.credentials import KioskOf
from council_api.help_calls import Told
from council_api.limits import Limits
from council_api.metrics import Metrics
from council_api.parts import PartsOf
from council_api.problems import Refusal, RefusedError, described

MOST_BODY = 4096
"""Bytes of what a kiosk says; a true one says some 200."""

router = APIRouter(prefix="/v1", tags=["kiosk"])

_Line = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


class CallSaid(BaseModel):
    """A call as the kiosk has it. It says where, and nothing of who or why.

    ``place`` is where the kiosk stands, ``service`` the id of the one that is open, ``stage`` the kind of page.
    ``urgent``: it has waited too long. ``ended``: the person called it off, or their visit is over.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    kind: Literal["help", "alone"]
    place: _Line = ""
    service: _Line = ""
    stage: _Line = ""
    urgent: bool = False
    ended: Literal["called-off", "over"] | None = None


class CallKnown(BaseModel):
    """The call as the council has it. ``seen``: it was on a desk page that somebody looked at. ``done``: they came."""

    id: str
    seen: bool
    answered: bool
    done: bool


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": CallSaid.model_json_schema()}},
    }
}


@router.put(
    "/help-calls/{call_id}",
    summary="Call a person, ask what became of it, or end it",
    response_model=CallKnown,
    openapi_extra=_BODY,
    responses={
        201: {"description": "Nobody knew of it before.", "model": CallKnown},
        400: described("It is not a call."),
        401: described("No credential, or one that is unknown or revoked."),
        404: described("It is another kiosk's."),
        413: described("More than a call has to say."),
        429: described("More calls than people make: again after Retry-After seconds."),
        503: described("Busy: again after Retry-After seconds."),
    },
)
async def put_call(call_id: uuid.UUID, kiosk: KioskOf, request: Request, parts: PartsOf) -> JSONResponse:
    """Say how the call stands at the kiosk, under an id of its own choosing, and hear how it stands at the desk.

    Repeat it every few seconds while the call is open. A kiosk has one open call; a new one ends the one before.
    """
    said = await _said(request)
    told = Told(
        str(call_id),
        said.kind,
        said.place,
        said.service,
        said.stage,
        urgent=said.urgent,
        ended=said.ended or "",
    )
    limits: Limits = request.app.state.limits
    metrics: Metrics = request.app.state.metrics
    result = await run_in_threadpool(
        help_calls.tell, parts.engine, kiosk, told, parts.clock(), lambda: limits.admit_call(kiosk)
    )
    if isinstance(result, Refusal):
        return result.response()
    for act in result.acts:
        metrics.called(act.value)
    known = CallKnown(id=told.id, seen=result.seen, answered=result.answered, done=result.done)
    return JSONResponse(known.model_dump(), HTTPStatus.CREATED if result.new else HTTPStatus.OK)


async def _said(request: Request) -> CallSaid:
    # Read here and not by the framework, which would read a stranger's body to its end before asking who it is.
    body = await read_body(
        request, "application/json", MOST_BODY, problems.UNREADABLE, problems.CALL_TOO_LARGE
    )
    try:
        return CallSaid.model_validate_json(body)
    except ValidationError as error:
        raise RefusedError(problems.UNREADABLE) from error
