"""What a kiosk may do: send a sealed submission to an address of its own choosing, as often as it likes."""

import base64
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from council_api import attachments, problems
from council_api.bodies import checked_digest, read_body
from council_api.credentials import KioskOf
from council_api.limits import let_in
from council_api.parts import PartsOf
from council_api.problems import Refusal, described
from council_api.receiving import Receiving
from council_api.storing import Accepted, Outcome
from kiosk.attachments.attachment import MAX_FILES
from kiosk.submission import MAX_ENVELOPE, MEDIA_TYPE

router = APIRouter(prefix="/v1", tags=["kiosk"])

_CHANGED = "Not the bytes of the Repr-Digest that came with them: send them again."
STATUS = {Outcome.NEW: HTTPStatus.CREATED, Outcome.REPEAT: HTTPStatus.OK}
_PROOF: dict[str, Any] = {
    "Repr-Digest": {
        "description": "SHA-256 of the envelope as stored (RFC 9530).",
        "schema": {"type": "string"},
        "required": True,
    },
    "ETag": {"description": "The same SHA-256, in hex.", "schema": {"type": "string"}, "required": True},
}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "A header line of canonical JSON, a line feed, and the HPKE bytes; at most 64 MiB.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


class Acceptance(BaseModel):
    """The submission with this id is on the council's disk."""

    id: str
    outcome: Outcome


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": Acceptance, "description": "Already here with the same bytes.", "headers": _PROOF},
    201: {"description": "Stored now.", "headers": _PROOF},
    400: described(_CHANGED),
    401: described("No credential, or one that is unknown or revoked."),
    408: described("Came more slowly than any line is: send the same bytes again."),
    415: described("Not sent as an envelope."),
    422: described("Never acceptable as it is; the problem's type says why."),
    429: described("More than one kiosk can have: send the same bytes again after Retry-After seconds."),
    503: described("Busy: send the same bytes again after Retry-After seconds."),
}
"""What either may be answered."""


async def _envelope(request: Request) -> tuple[bytes, bytes]:
    """The bytes that were sent, and their SHA-256. Raises RefusedError."""
    body = await read_body(request, MEDIA_TYPE, MAX_ENVELOPE, problems.WRONG_MEDIA_TYPE)
    return body, checked_digest(request, body)


@router.put(
    "/submissions/{submission_id}",
    summary="Send a submission",
    response_model=Acceptance,
    status_code=HTTPStatus.CREATED,
    openapi_extra=_BODY | {"security": [{"kiosk": []}]},
    responses=_ANSWERS
    | {
        409: described("An attachment that it lists is not here: send those first."),
        413: described("Larger than 64 MiB."),
    },
)
async def put_submission(submission_id: str, request: Request) -> Response:
    """Store a sealed submission exactly once. Repeat it with the same bytes until the digest comes back."""
    receiving: Receiving = request.app.state.receiving
    # Who it is comes first, so that a stranger's body is never read.
    kiosk = await receiving.known.kiosk(request.headers.get("authorization", ""))
    with let_in(request, kiosk):
        envelope, digest = await _envelope(request)
        return _answer(submission_id, await receiving.take(kiosk, submission_id, envelope, digest))


@router.put(
    "/submissions/{submission_id}/attachments/{number}",
    summary="Send an attachment of a submission, before the submission itself",
    response_model=Acceptance,
    status_code=HTTPStatus.CREATED,
    openapi_extra=_BODY,
    responses=_ANSWERS | {413: described("Larger than 10 MB.")},
)
async def put_attachment(
    submission_id: str,
    number: Annotated[int, Path(ge=1, le=MAX_FILES)],
    kiosk: KioskOf,
    request: Request,
    parts: PartsOf,
) -> Response:
    """Store one sealed attachment exactly once. The submission that lists it is taken when all of its own are here."""
    envelope, _ = await _envelope(request)
    place = (submission_id, number)
    result = await run_in_threadpool(
        attachments.accept, parts.engine, parts.keys, kiosk, place, envelope, now=parts.clock()
    )
    return _answer(submission_id, result)


def _answer(submission_id: str, result: Accepted | Refusal) -> Response:
    if isinstance(result, Refusal):
        return result.response()
    proof = {
        "Repr-Digest": f"sha-256=:{base64.b64encode(result.digest).decode()}:",
        "ETag": f'"{result.digest.hex()}"',
    }
    # The name of what was accepted is a uuid4, so nothing in it needs to be escaped.
    content = f'{{"id":"{submission_id}","outcome":"{result.outcome.value}"}}'
    return Response(content, STATUS[result.outcome], headers=proof, media_type="application/json")
