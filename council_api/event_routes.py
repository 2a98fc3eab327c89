"""What kiosks tell of how services went: batches of journeys, of nobody (docs/analytics.md)."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from council_api import journeys, problems
from council_api.bodies import read_body
from council_api.credentials import KioskOf
from council_api.metrics import Metrics
from council_api.parts import PartsOf
from council_api.problems import Refusal, RefusedError, described
from kiosk.analytics import wire, wire_schema

router = APIRouter(prefix="/v1", tags=["kiosk"])


class BatchTaken(BaseModel):
    """Which batch is on the council's disk, and how many journeys were in it."""

    batch: str
    taken: int


_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": wire_schema.BATCH}}}
}


@router.post(
    "/events",
    summary="Tell how services went",
    response_model=BatchTaken,
    openapi_extra=_BODY,
    responses={
        201: {"description": "It is counted from now on, but for a day that cannot be.", "model": BatchTaken},
        401: described("No credential, or one that is unknown or revoked."),
        408: described("Came more slowly than any line is: send the same batch again."),
        413: described("Larger than 1 MiB."),
        415: described("Not sent as JSON."),
        422: described("Not a batch of journeys; the detail says what is wrong. Nothing of it was taken."),
        429: described("More than one kiosk can have: again after Retry-After seconds."),
        503: described("Busy: again after Retry-After seconds."),
    },
)
async def post_events(kiosk: KioskOf, request: Request, parts: PartsOf) -> JSONResponse:
    """Take a batch once, however often it comes: a kiosk that heard no answer sends it again under the same id."""
    body = await read_body(
        request, "application/json", wire.MOST_BYTES, problems.EVENTS_MEDIA_TYPE, problems.EVENTS_TOO_LARGE
    )
    try:
        batch = wire.read_batch(body)
    except wire.WireError as error:
        raise RefusedError(problems.not_journeys(str(error))) from None
    result = await run_in_threadpool(journeys.keep, parts.engine, kiosk, batch, parts.clock())
    if isinstance(result, Refusal):
        return result.response()
    if result.new:
        metrics: Metrics = request.app.state.metrics
        metrics.journeyed(len(batch.journeys))
    told = BatchTaken(batch=batch.id, taken=len(batch.journeys))
    return JSONResponse(told.model_dump(), HTTPStatus.CREATED if result.new else HTTPStatus.OK)
