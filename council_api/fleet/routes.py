"""What a kiosk tells of itself each five minutes: how it is, and nothing of anybody."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from council_api import problems
from council_api.bodies import read_body
from council_api.fleet.heartbeats import Heartbeats, Told
from council_api.limits import let_in
from council_api.parts import PartsOf
from council_api.problems import RefusedError, described
from council_api.receiving import Receiving
from kiosk import heartbeat
from kiosk.heartbeat import (
    DEVICE_STATES,
    DEVICES,
    ENDS,
    FORMAT,
    LAST_MOMENT,
    MOST_BYTES,
    MOST_FAILED,
    PROBLEMS,
    STATES,
    HeartbeatError,
)

router = APIRouter(prefix="/v1", tags=["kiosk"])

_VERSION = {"type": "string", "pattern": "^([A-Za-z0-9][A-Za-z0-9.+~-]{0,39})?$"}
_COUNT = {"type": "integer", "minimum": 0, "maximum": 1_000_000}
_HOURS = {"type": ["integer", "null"], "minimum": 0, "maximum": 1_000_000}
_FAILED = "^(bundle|image|program) [A-Za-z0-9][A-Za-z0-9.+~-]{0,39}$"
_DAY = {"type": "string", "format": "date"}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["format", "at", "program"],
    "properties": {
        "format": {"const": FORMAT},
        "at": {"type": "integer", "minimum": 0, "maximum": LAST_MOMENT},
        "program": _VERSION | {"minLength": 1},
        **dict.fromkeys(("image", "bundle", "debian"), _VERSION),
        "place": {"type": "string", "pattern": "^[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]{0,80}$"},
        "state": {"enum": list(STATES)},
        **dict.fromkeys(("on_for", "queued", "uncertain", "held"), _COUNT),
        **dict.fromkeys(("oldest", "accepted"), _HOURS),
        "disk": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000},
        "devices": {
            "type": "object",
            "description": f"For each of {', '.join(DEVICES)} that it has one of {', '.join(DEVICE_STATES)}.",
        },
        "problems": {"type": "array", "description": f"Any of {', '.join(PROBLEMS)}."},
        "ends": {"type": "object", "properties": dict.fromkeys(ENDS, _DAY)},
        "failed": {"type": "array", "maxItems": MOST_FAILED, "items": {"type": "string", "pattern": _FAILED}},
        "started": {"type": "boolean"},
    },
}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "Fields that are not known here are left out.",
        "content": {"application/json": {"schema": _SCHEMA}},
    },
    "security": [{"kiosk": []}],
}


@router.post(
    "/heartbeat",
    summary="Tell how the kiosk is",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    openapi_extra=_BODY,
    responses={
        204: {"description": "It is what the council knows of this kiosk from now on."},
        401: described("No credential, or one that is unknown or revoked."),
        408: described("Came more slowly than any line is: tell how it is then."),
        413: described("Larger than 4 KiB."),
        415: described("Not sent as JSON."),
        422: described("Not a heartbeat; the detail says what is wrong."),
        429: described("More than one kiosk can have: again after Retry-After seconds."),
        503: described("Busy: again after Retry-After seconds."),
    },
)
async def post_heartbeat(request: Request, parts: PartsOf) -> Response:
    """Keep the last word of a kiosk. What was not taken is not sent again: the next one says more."""
    receiving: Receiving = request.app.state.receiving
    kiosk = await receiving.known.kiosk(request.headers.get("authorization", ""))
    with let_in(request, kiosk):
        otherwise, too_large = problems.HEARTBEAT_MEDIA_TYPE, problems.HEARTBEAT_TOO_LARGE
        body = await read_body(request, "application/json", MOST_BYTES, otherwise, too_large)
        try:
            beat, at = heartbeat.read(body)
        except HeartbeatError as error:
            raise RefusedError(problems.not_a_heartbeat(str(error))) from None
        now = parts.clock()
        heartbeats: Heartbeats = request.app.state.heartbeats
        refusal = await heartbeats.take(Told(kiosk, beat, round((at - now).total_seconds()), now))
        if refusal is not None:
            receiving.known.forget(kiosk)
            return refusal.response()
    return Response(status_code=HTTPStatus.NO_CONTENT)
