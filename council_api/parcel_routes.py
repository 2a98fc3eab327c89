"""Many submissions in one request: what a kiosk sends after an outage, when there are many that wait."""

import hashlib
from typing import Any

from fastapi import APIRouter, Request, Response

from council_api import problems
from council_api.bodies import checked_digest, read_body
from council_api.envelopes import name_of
from council_api.kiosk_routes import STATUS
from council_api.limits import Limits, let_in
from council_api.metrics import Metrics
from council_api.problems import PREFIX, Refusal, RefusedError, described
from council_api.receiving import Receiving
from council_api.storing import Accepted
from council_api.waiting import MANY
from kiosk.parcel import ANSWERS, MAX_PARCEL, MEDIA_TYPE, Word, unpack

router = APIRouter(prefix="/v1", tags=["kiosk"])

_PARCEL = {
    "requestBody": {
        "required": True,
        "description": "For each of 1 to 32 envelopes a line with the number of its bytes (decimal digits, a line "
        "feed), then those bytes; at most 1 MiB.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    },
    "security": [{"kiosk": []}],
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "For each envelope, in the same order, a line of JSON: the id in its header, the status that it "
        "would have been answered by itself, and the SHA-256 in hex of its bytes; after 200 and 201 it is on the "
        "council’s disk. For a refusal also the problem’s type, and after 429 and 503 retry_after, in seconds.",
        "content": {ANSWERS: {"schema": {"type": "string"}}},
    },
    400: described("Not the bytes of the Repr-Digest that came with them: send them again."),
    401: described("No credential, or one that is unknown or revoked."),
    408: described("Came more slowly than any line is: send the same bytes again."),
    413: described("Larger than 1 MiB."),
    415: described("Not sent as several envelopes."),
    422: described("Not framed as described; nothing of it was taken."),
    429: described("More than one kiosk can have: send the same bytes again after Retry-After seconds."),
    503: described("Busy: send the same bytes again after Retry-After seconds."),
}


@router.post(
    "/submissions",
    summary="Send several submissions",
    response_class=Response,
    openapi_extra=_PARCEL,
    responses=_ANSWERS,
)
async def post_submissions(request: Request) -> Response:
    """Store each as if it had been sent by itself, and say so of each. What was not proved is sent again."""
    receiving: Receiving = request.app.state.receiving
    kiosk = await receiving.known.kiosk(request.headers.get("authorization", ""))
    with let_in(request, kiosk):
        parcel = await read_body(request, MEDIA_TYPE, MAX_PARCEL, problems.PARCEL_MEDIA_TYPE)
        if "repr-digest" in request.headers:
            checked_digest(request, parcel)
        try:
            envelopes = unpack(parcel)
        except ValueError:
            raise RefusedError(problems.NOT_A_PARCEL) from None
        request.scope[MANY] = len(envelopes)
        limits: Limits = request.app.state.limits
        let = 1 + limits.more(kiosk, len(envelopes) - 1)
        taken = await receiving.take_all(kiosk, envelopes[:let])
        if later := envelopes[let:]:
            refusal = limits.spent(kiosk)
            taken += [(name_of(one), hashlib.sha256(one).digest(), refusal) for one in later]
    metrics: Metrics = request.app.state.metrics
    for (_, _, result), envelope in zip(taken, envelopes, strict=True):
        metrics.in_parcel(_outcome(result), len(envelope) if isinstance(result, Accepted) else 0)
    return Response(b"".join(_word(*one).line() for one in taken), media_type=ANSWERS)


def _outcome(result: Accepted | Refusal) -> str:
    return result.name if isinstance(result, Refusal) else result.outcome.value


def _word(id_: str, digest: bytes, result: Accepted | Refusal) -> Word:
    if isinstance(result, Accepted):
        return Word(id_, STATUS[result.outcome], digest.hex())
    after = dict(result.headers).get("Retry-After")
    return Word(id_, result.status, digest.hex(), PREFIX + result.name, None if after is None else int(after))
