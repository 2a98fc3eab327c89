"""Refusals as RFC 9457 problem documents, each with a type that never changes its meaning."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:handrail:problem:"


@dataclass(frozen=True)
class Refusal:
    """Why a request is not done. ``name`` is the stable end of the type; ``detail`` is a sentence for staff.

    ``headers`` go with the answer (RFC 9110 asks for some beside certain statuses).
    """

    status: HTTPStatus
    name: str
    detail: str
    headers: tuple[tuple[str, str], ...] = ()

    def response(self) -> JSONResponse:
        """The problem document as an answer."""
        document = Problem(
            type=PREFIX + self.name, title=self.status.phrase, status=self.status, detail=self.detail
        )
        return JSONResponse(
            document.model_dump(), self.status, headers=dict(self.headers), media_type=MEDIA_TYPE
        )


class RefusedError(Exception):
    """Carries a Refusal out of a dependency, where an answer cannot be returned."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    type: str = Field(examples=[PREFIX + "cannot-open"])
    title: str
    status: int
    detail: str


CREDENTIAL_MISSING = Refusal(
    HTTPStatus.UNAUTHORIZED,
    "credential-missing",
    "Send the credential of an enrolled kiosk as a bearer token.",
    (("WWW-Authenticate", "Bearer"),),
)
CREDENTIAL_REFUSED = Refusal(
    HTTPStatus.UNAUTHORIZED,
    "credential-refused",
    "This credential is unknown or was revoked: enrol the kiosk again.",
    (("WWW-Authenticate", 'Bearer error="invalid_token"'),),
)
INBOX_CLOSED = Refusal(
    HTTPStatus.UNAUTHORIZED,
    "inbox-password",
    "The inbox is opened with the user name council and the inbox password.",
    (("WWW-Authenticate", 'Basic realm="Council inbox", charset="UTF-8"'),),
)
WRONG_MEDIA_TYPE = Refusal(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "media-type",
    "A submission is sent as application/vnd.handrail.envelope.",
)
TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too-large",
    "The envelope is larger than 64 MiB, that of an attachment than 10 MB, or a parcel than 1 MiB.",
)
PARCEL_MEDIA_TYPE = Refusal(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "media-type",
    "Several submissions are sent as application/vnd.handrail.envelopes.",
)
NOT_A_PARCEL = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-a-parcel",
    "A parcel is 1 to 32 envelopes, each after a line with its size, and nothing else.",
)
CALL_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "call-too-large", "A call for a person has 4 KB at most."
)
EVENTS_MEDIA_TYPE = Refusal(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", "How services went is told as application/json."
)
EVENTS_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "events-too-large", "A batch of journeys has 1 MiB at most."
)
HEARTBEAT_MEDIA_TYPE = Refusal(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", "How a kiosk is, is told as application/json."
)
HEARTBEAT_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "heartbeat-too-large", "A heartbeat has 4 KiB at most."
)
SAVED_VISIT_MEDIA_TYPE = Refusal(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "media-type",
    "A visit that was put aside is sent as application/vnd.handrail.saved-visit.",
)
NOT_A_SAVED_VISIT = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-a-saved-visit",
    "The bytes do not begin with the line of a saved visit, or it is to be kept for more than 31 days.",
)
OTHER_SITE = Refusal(
    HTTPStatus.FORBIDDEN,
    "other-site",
    "This button was pressed on a page that is not ours. Open the desk page.",
)
NOT_AN_ENVELOPE = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-an-envelope",
    "The bytes do not begin with the header of an envelope.",
)
ID_MISMATCH = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "id-mismatch",
    "The address does not end with the id in the envelope, a uuid4.",
)
UNKNOWN_KEY = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown-key",
    "The envelope is sealed to a key that the council does not have.",
)
CANNOT_OPEN = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "cannot-open",
    "The envelope cannot be opened with the key that it names.",
)
NOT_A_SUBMISSION = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-a-submission",
    "The envelope opens, but what is inside is no submission.",
)
NOT_AN_ATTACHMENT = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-an-attachment",
    "The envelope opens, but what is inside is no attachment.",
)
ATTACHMENTS_MISSING = Refusal(
    HTTPStatus.CONFLICT,
    "attachments-missing",
    "Not all attachments of this submission are here: send each of them, then the submission again.",
)
ATTACHMENTS_DIFFER = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "attachments-differ",
    "An attachment with this number is here or listed, and it is not this one.",
)
OTHER_BYTES = Refusal(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "other-bytes",
    "This id was already used for a submission with other bytes.",
)
NOT_FOUND = Refusal(HTTPStatus.NOT_FOUND, "not-found", "There is nothing at this address.")
DAMAGED = Refusal(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "damaged",
    "The stored envelope cannot be opened any more: put the database back from a backup.",
)
NOT_RECORDED = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "not-recorded",
    "It cannot be written down that you read this, so it is not shown. Tell whoever looks after this service.",
)
NO_DATABASE = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE, "no-database", "The database cannot be written to: look at its disk."
)
NO_KEY = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "no-key",
    "A private key that kiosks seal to is missing: put it back from your backup.",
)
METRICS_CLOSED = Refusal(
    HTTPStatus.UNAUTHORIZED,
    "metrics-token",
    "The metrics are opened with the token in metrics-token, as a bearer token.",
    (("WWW-Authenticate", "Bearer"),),
)
BROKEN = Refusal(
    HTTPStatus.INTERNAL_SERVER_ERROR, "broken", "Something went wrong here. Send the same bytes again later."
)
CHANGED = Refusal(
    HTTPStatus.BAD_REQUEST,
    "changed-on-the-way",
    "These are not the bytes whose Repr-Digest came with them. Send them again.",
)
TOO_SLOW = Refusal(
    HTTPStatus.REQUEST_TIMEOUT,
    "too-slow",
    "The rest of the request took too long to come. Send the same bytes again.",
    (("Connection", "close"),),
)
NO_REQUEST = Refusal(
    HTTPStatus.BAD_REQUEST, "no-request", "What was sent is no HTTP request. Send the same bytes again."
)
HEAD_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "head-too-large",
    "The address and the headers of a request have 32 KiB at most.",
)
UNREADABLE = Refusal(
    HTTPStatus.BAD_REQUEST, "unreadable", "The address or what came with it cannot be understood."
)


ENROLMENT_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "enrolment-too-large", "What a kiosk enrols with has 1 KiB at most."
)
ENROLMENT_UNKNOWN = Refusal(
    HTTPStatus.FORBIDDEN,
    "enrolment-unknown",
    "The council has no such code: check it, or ask for another.",
)
ENROLMENT_USED = Refusal(
    HTTPStatus.CONFLICT,
    "enrolment-used",
    "Another kiosk was enrolled with this code: ask for another code for this one.",
)
ENROLMENT_PAST = Refusal(HTTPStatus.GONE, "enrolment-past", "The time of this code is over: ask for another.")
ENROLMENT_NAME = Refusal(
    HTTPStatus.CONFLICT,
    "enrolment-name",
    "Another kiosk has the name of this place by now: revoke it, or make the place under another name.",
)
ENROLMENT_REVOKED = Refusal(
    HTTPStatus.CONFLICT,
    "enrolment-revoked",
    "This credential was revoked, and is never taken again: make another.",
)
NO_AUTHORITY = Refusal(
    HTTPStatus.NOT_FOUND, "no-authority", "The council has no certificate authority of its own."
)


def enrolment_wait(after: int) -> Refusal:
    """Too many codes were tried."""
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "enrolment-wait",
        "Too many codes were tried that are not right. Try again after Retry-After seconds.",
        (("Retry-After", str(after)),),
    )


def busy(after: int) -> Refusal:
    """Too much is going on; ``after`` seconds there is time for the one that asks, and for no other."""
    return Refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "busy",
        "Too many requests are being served. Send the same bytes again after Retry-After seconds.",
        (("Retry-After", str(after)),),
    )


def too_much(after: int) -> Refusal:
    """A kiosk sends more than it is allowed (limits.py)."""
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-much",
        "This kiosk sends more than one kiosk can have. Send the same bytes again after Retry-After seconds.",
        (("Retry-After", str(after)),),
    )


def not_journeys(reason: str) -> Refusal:
    """What came to /v1/events is no batch of journeys; ``reason`` repeats nothing of it."""
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "not-journeys", f"This cannot be counted: {reason}.")


def not_a_heartbeat(reason: str) -> Refusal:
    """What came to /v1/heartbeat is none; ``reason`` repeats nothing of it."""
    return Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY, "not-a-heartbeat", f"This says nothing of a kiosk: {reason}."
    )


def deleted(day: date) -> Refusal:
    """A submission was here, and its time is over."""
    words = (
        f"This submission was deleted on {day.day} {day:%B %Y}, when the council's time to keep it was over."
    )
    return Refusal(HTTPStatus.GONE, "deleted", words)


def saved_visit_gone(how: str) -> Refusal:
    """A visit that was put aside is here no more: it was ``used``, or is ``past`` its time."""
    words = {
        "used": "It was gone on with, and so deleted.",
        "past": "Its time is over, and so it was deleted.",
    }
    return Refusal(HTTPStatus.GONE, how, words[how])


def described(when: str) -> dict[str, Any]:
    """How a refusal is written in the OpenAPI document."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {"description": when, "content": {MEDIA_TYPE: {"schema": schema}}}


def of_status(code: int, headers: tuple[tuple[str, str], ...]) -> Refusal:
    """A refusal for a status that the framework answers by itself, such as 405."""
    status = HTTPStatus(code)
    own = {HTTPStatus.NOT_FOUND: NOT_FOUND, HTTPStatus.UNAUTHORIZED: INBOX_CLOSED}  # 401: broken Basic only
    if status in own:
        return own[status]
    name = status.phrase.lower().replace(" ", "-")
    return Refusal(status, name, f"{status.description or status.phrase}.", headers)
