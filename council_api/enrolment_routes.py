"""What a kiosk that is not enrolled yet may do: show its code, once it knows that it speaks with the council."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from council_api import enrolments, problems
from council_api.bodies import read_body
from council_api.bundles import newest
from council_api.database import current_key
from council_api.enrolment_guesses import Guesses
from council_api.enrolments import Taken
from council_api.parts import Parts, PartsOf
from council_api.policy import read_policy
from council_api.problems import Refusal, RefusedError, described
from kiosk.enrolment import codes
from kiosk.enrolment.answer import Answer

MOST_BODY = 1024
router = APIRouter(prefix="/v1", tags=["kiosk"])


class EnrolmentAsked(BaseModel):
    """``code`` is what staff typed, ``digest`` the SHA-256 of the credential that the kiosk made, in hex."""

    model_config = ConfigDict(strict=True, extra="forbid")

    code: Annotated[str, Field(pattern=f"^[0-9]{{{codes.LENGTH}}}$")]
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class EnrolmentGiven(BaseModel):
    """What the kiosk is told. Nothing of it is secret: ``settings`` is the text of a kiosk.toml, PEM the rest."""

    what: str
    digest: str
    name: str
    location: str
    url: str
    authority: str
    proxy: str
    key_id: str
    public_key: str
    settings: str
    at: str
    bundle: int


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": EnrolmentAsked.model_json_schema()}},
    }
}


@router.post(
    "/enrolments",
    summary="Enrol a kiosk with its one-time code",
    response_model=EnrolmentGiven,
    status_code=HTTPStatus.CREATED,
    openapi_extra=_BODY,
    responses={
        200: {"description": "The same kiosk asks again: the same as before.", "model": EnrolmentGiven},
        400: described("Not a code and a digest."),
        403: described("There is no such code."),
        409: described("Another kiosk has it, or the name, or the credential was revoked."),
        410: described("The time of the code is over."),
        413: described("More than this has to say."),
        429: described("Too many codes that are not right: again after Retry-After seconds."),
        503: described("Busy: again after Retry-After seconds."),
    },
)
async def post_enrolment(request: Request, parts: PartsOf) -> Response:
    """Take a place that staff made. Repeat it with the same digest until the answer is there."""
    body = await read_body(
        request, "application/json", MOST_BODY, problems.UNREADABLE, problems.ENROLMENT_TOO_LARGE
    )
    try:
        asked = EnrolmentAsked.model_validate_json(body)
    except ValidationError as error:
        raise RefusedError(problems.UNREADABLE) from error
    guesses: Guesses = request.app.state.enrolment_guesses
    address = request.client.host if request.client else ""
    if refusal := guesses.charge(address):
        return refusal.response()
    given = await run_in_threadpool(_take, parts, asked, address)
    if isinstance(given, Refusal):
        return given.response()
    guesses.right(address)
    answer, new = given
    status = HTTPStatus.CREATED if new else HTTPStatus.OK
    return Response(answer.to_json(), status, media_type="application/json")


@router.get(
    "/enrolments/authority",
    summary="The certificates of the council's own authority",
    response_class=PlainTextResponse,
    responses={404: described("The council has none of its own.")},
)
def get_authority(parts: PartsOf) -> Response:
    """For a kiosk that knows their digest from a square code, and believes nothing else until it has them."""
    text = read_policy(parts.policy).enrolment.authority_text()
    return PlainTextResponse(text) if text else problems.NO_AUTHORITY.response()


def told(parts: Parts, taken: Taken, digest: str) -> Answer:
    """All that a kiosk needs from now on."""
    rules = read_policy(parts.policy).enrolment
    key, bundle = current_key(parts.engine, parts.keys), newest(parts.bundles)
    return Answer(
        digest=digest,
        name=taken.name,
        url=rules.url,
        key_id=key.id,
        public_key=key.public_pem(),
        location=taken.location,
        authority=rules.authority_text(),
        proxy=rules.proxy,
        settings=taken.settings or rules.settings_text(),
        at=parts.clock().isoformat(),
        bundle=int(bundle.name[:16]) if bundle else 0,
    )


def _take(parts: Parts, asked: EnrolmentAsked, address: str) -> tuple[Answer, bool] | Refusal:
    if codes.read(asked.code) is None:
        return problems.ENROLMENT_UNKNOWN
    taken = enrolments.take(parts.engine, asked.code, bytes.fromhex(asked.digest), parts.clock(), address)
    if isinstance(taken, Refusal):
        return taken
    return told(parts, taken, asked.digest), taken.new
