"""What a kiosk may do: send a sealed submission to an address of its own choosing, as often as it likes."""

import base64
import hashlib
import re
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from council_api import attachments, problems
from council_api.credentials import KioskOf
from council_api.parts import PartsOf
from council_api.problems import Refusal, RefusedError, described
from council_api.storing import Accepted, Outcome
from council_api.submissions import accept
from kiosk.attachments.attachment import MAX_FILES
from kiosk.submission import MAX_ENVELOPE, MEDIA_TYPE

router = APIRouter(prefix="/v1", tags=["kiosk"])

_CHANGED = "Not the bytes of the Repr-Digest that came with them: send them again."
_STATUS = {Outcome.NEW: HTTPStatus.CREATED, Outcome.REPEAT: HTTPStatus.OK}
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


_SHA_256 = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):")


class Acceptance(BaseModel):
    """The submission with this id is on the council's disk."""

    id: str
    outcome: Outcome


async def _envelope(request: Request, _kiosk: KioskOf) -> bytes:
    # Asks for the kiosk first, so that a stranger's body is never read.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise RefusedError(problems.WRONG_MEDIA_TYPE)
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > MAX_ENVELOPE:
        raise RefusedError(problems.TOO_LARGE)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_ENVELOPE:
            raise RefusedError(problems.TOO_LARGE)
    said = _SHA_256.search(request.headers.get("repr-digest", ""))
    if said and said[1] != _base64_digest(body):
        raise RefusedError(problems.CHANGED)
    return bytes(body)


def _base64_digest(body: bytearray) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


@router.put(
    "/submissions/{submission_id}",
    summary="Send a submission",
    response_model=Acceptance,
    status_code=HTTPStatus.CREATED,
    openapi_extra=_BODY,
    responses={
        200: {"model": Acceptance, "description": "Already here with the same bytes.", "headers": _PROOF},
        201: {"description": "Stored now.", "headers": _PROOF},
        400: described(_CHANGED),
        401: described("No credential, or one that is unknown or revoked."),
        409: described("An attachment that it lists is not here: send those first."),
        413: described("Larger than 64 MiB."),
        415: described("Not sent as an envelope."),
        422: described("Never acceptable as it is; the problem's type says why."),
        503: described("Busy: send the same bytes again after Retry-After seconds."),
    },
)
def put_submission(
    submission_id: str, kiosk: KioskOf, envelope: Annotated[bytes, Depends(_envelope)], parts: PartsOf
) -> Response:
    """Store a sealed submission exactly once. Repeat it with the same bytes until the digest comes back."""
    result = accept(parts.engine, parts.keys, kiosk, submission_id, envelope, now=parts.clock())
    return _answer(submission_id, result)


@router.put(
    "/submissions/{submission_id}/attachments/{number}",
    summary="Send an attachment of a submission, before the submission itself",
    response_model=Acceptance,
    status_code=HTTPStatus.CREATED,
    openapi_extra=_BODY,
    responses={
        200: {"model": Acceptance, "description": "Already here with the same bytes.", "headers": _PROOF},
        201: {"description": "Stored now.", "headers": _PROOF},
        400: described(_CHANGED),
        401: described("No credential, or one that is unknown or revoked."),
        413: described("Larger than 10 MB."),
        415: described("Not sent as an envelope."),
        422: described("Never acceptable as it is; the problem's type says why."),
        503: described("Busy: send the same bytes again after Retry-After seconds."),
    },
)
def put_attachment(
    submission_id: str,
    number: Annotated[int, Path(ge=1, le=MAX_FILES)],
    kiosk: KioskOf,
    envelope: Annotated[bytes, Depends(_envelope)],
    parts: PartsOf,
) -> Response:
    """Store one sealed attachment exactly once. The submission that lists it is taken when all of its own are here."""
    result = attachments.accept(
        parts.engine, parts.keys, kiosk, (submission_id, number), envelope, now=parts.clock()
    )
    return _answer(submission_id, result)


def _answer(submission_id: str, result: Accepted | Refusal) -> Response:
    if isinstance(result, Refusal):
        return result.response()
    proof = {
        "Repr-Digest": f"sha-256=:{base64.b64encode(result.digest).decode()}:",
        "ETag": f'"{result.digest.hex()}"',
    }
    content = Acceptance(id=submission_id, outcome=result.outcome).model_dump(mode="json")
    return JSONResponse(content, _STATUS[result.outcome], headers=proof)
