"""What a kiosk does with a visit that was put aside under a code: it leaves it here, fetches it, and ends it."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from council_api import problems, saved_visits
from council_api.bodies import checked_digest, read_body
from council_api.credentials import KioskOf
from council_api.parts import PartsOf
from council_api.problems import Refusal, RefusedError, described
from council_api.saved_visits import Misses

MEDIA_TYPE = "application/vnd.handrail.saved-visit"
PLACE = "/v1/saved-visits/"
METHODS = "DELETE, GET, PUT"
"""What may be asked of an address below PLACE: the framework would name one of its routes alone (RFC 9110 10.2.1)."""

router = APIRouter(prefix="/v1", tags=["kiosk"])

_Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
_TAG: dict[str, Any] = {
    "ETag": {"description": "The SHA-256 of it, in hex.", "schema": {"type": "string"}, "required": True}
}
_BINARY: dict[str, Any] = {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}
_REFUSED: dict[int | str, dict[str, Any]] = {
    400: described("Not such an id, or not the bytes of the Repr-Digest that came with them."),
    401: described("No credential, or one that is unknown or revoked."),
    410: described("It was used, or its time is over: the problem's type says which."),
    429: described("More than one kiosk can have: again after Retry-After seconds."),
    503: described("Busy: again after Retry-After seconds."),
}


@router.put(
    "/saved-visits/{visit_id}",
    summary="Leave a visit that was put aside",
    status_code=HTTPStatus.CREATED,
    response_class=Response,
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "A line that says until when it is kept, and the sealed bytes; at most 44 MiB.",
            "content": _BINARY,
        }
    },
    responses=_REFUSED
    | {
        200: {"description": "Already here with the same bytes.", "headers": _TAG},
        201: {"description": "Stored now.", "headers": _TAG},
        413: described("Larger than 44 MiB."),
        415: described("Not sent as a saved visit."),
        422: described("No saved visit, to be kept for too long, or other bytes than before."),
    },
)
async def put_saved_visit(visit_id: _Id, kiosk: KioskOf, request: Request, parts: PartsOf) -> Response:
    """Store it exactly once. The id and the key come of a code that the person alone has."""
    body = await read_body(request, MEDIA_TYPE, saved_visits.MOST, problems.SAVED_VISIT_MEDIA_TYPE)
    checked_digest(request, body)
    result = await run_in_threadpool(saved_visits.keep, parts.engine, kiosk, visit_id, body, parts.clock())
    if isinstance(result, Refusal):
        return result.response()
    status = HTTPStatus.CREATED if result.new else HTTPStatus.OK
    return Response(status_code=status, headers={"ETag": f'"{result.digest.hex()}"'})


@router.get(
    "/saved-visits/{visit_id}",
    summary="Fetch a visit that was put aside",
    response_class=Response,
    responses=_REFUSED
    | {
        200: {"description": "As it was left. It stays here.", "content": _BINARY, "headers": _TAG},
        304: {"description": "The kiosk has it already.", "headers": _TAG},
        404: described("Nothing lies under this id."),
    },
)
async def get_saved_visit(
    visit_id: _Id,
    kiosk: KioskOf,
    request: Request,
    parts: PartsOf,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Lend it to any kiosk of the council. Who asks in vain too often is told to wait."""
    misses: Misses = request.app.state.saved_visit_misses
    if refusal := misses.refusal(kiosk):
        raise RefusedError(refusal)
    result = await run_in_threadpool(saved_visits.lend, parts.engine, visit_id, parts.clock())
    if isinstance(result, Refusal):
        misses.count(kiosk)
        return result.response()
    tag = f'"{result.digest.hex()}"'
    if if_none_match == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    return Response(result.sealed, headers={"ETag": tag}, media_type=MEDIA_TYPE)


@router.delete(
    "/saved-visits/{visit_id}",
    summary="A visit that was put aside is not needed any more",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=_REFUSED
    | {204: {"description": "What was sealed is deleted."}, 404: described("Nothing lies under this id.")},
)
async def delete_saved_visit(visit_id: _Id, _kiosk: KioskOf, parts: PartsOf) -> Response:
    """Delete it; that it was used is remembered for a while, so that who types its code again is told so."""
    refusal = await run_in_threadpool(saved_visits.end, parts.engine, visit_id, parts.clock())
    return refusal.response() if refusal else Response(status_code=HTTPStatus.NO_CONTENT)
