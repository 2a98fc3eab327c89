"""The council's side as JSON: list what was received, and open one submission."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from council_api.answers import Answers, read_answers
from council_api.audit import Action, RecordOf
from council_api.credentials import STAFF_ONLY
from council_api.download import download
from council_api.helpers import HelperLine, in_words
from council_api.parts import PartsOf
from council_api.problems import Refusal, described
from council_api.submissions import MOST_SEQ, Received, fetch, listing
from kiosk.attachments.attachment import MAX_FILES

router = APIRouter(
    prefix="/v1/inbox",
    tags=["council"],
    dependencies=[STAFF_ONLY],
    responses={
        401: described("No inbox password."),
        503: described("Busy, or the reading cannot be recorded."),
    },
)

Before = Annotated[int | None, Query(ge=1, le=MOST_SEQ, description="Only what came before this number.")]


class InboxLine(BaseModel):
    """One submission in the list; of one that was deleted, its service and language are empty."""

    id: str
    reference: str
    service: str
    language: str
    received: datetime
    deleted: datetime | None


class Inbox(BaseModel):
    """One page of the inbox, newest first. ``older`` is the address of the next page, if there is one."""

    total: int
    submissions: list[InboxLine]
    older: str | None


class AnswerLine(BaseModel):
    """One answer; ``groups`` are those around it, outermost first; a very long ``text`` is cut."""

    groups: list[str]
    name: str
    text: str


class AttachmentLine(BaseModel):
    """One attachment. ``words`` is what was typed in place of drawing, or what the person calls the file."""

    number: int
    name: str
    media_type: str
    size: int
    words: str


class OpenedSubmission(BaseModel):
    """One submission, opened. ``answers`` is null when the instance XML cannot be read.

    ``helped`` is no part of the answers; ``channel`` and ``location`` are the way by which it came, and from where.
    """

    id: str
    reference: str
    service: str
    language: str
    form_id: str
    form_version: str
    consent: str
    created: datetime
    received: datetime
    kiosk: str
    key_id: str
    digest: str
    instance: str
    answers: list[AnswerLine] | None
    channel: str
    location: str
    helped: list[HelperLine]
    attachments: list[AttachmentLine]


@router.get("", summary="List what was received", responses={400: described("``before`` is no number.")})
def list_submissions(parts: PartsOf, record: RecordOf, before: Before = None) -> Inbox:
    """The newest submissions first, a page at a time."""
    record(Action.LISTED)
    page = listing(parts.engine, before)
    lines = [InboxLine(**{k: v for k, v in vars(line).items() if k != "seq"}) for line in page.lines]
    older = f"/v1/inbox?before={page.older}" if page.older else None
    return Inbox(total=page.total, submissions=lines, older=older)


@router.get(
    "/{submission_id}",
    summary="Open a submission",
    response_model=OpenedSubmission,
    responses={
        404: described("No such submission."),
        410: described("It was deleted: the detail says when."),
    },
)
def open_submission(submission_id: str, parts: PartsOf, record: RecordOf) -> Response:
    """One submission with its answers."""
    result = fetch(parts.engine, parts.keys, submission_id)
    if isinstance(result, Refusal):
        return result.response()
    record(Action.OPENED, submission_id)
    return JSONResponse(_opened(result).model_dump(mode="json"))


def _opened(received: Received) -> OpenedSubmission:
    submission = received.submission
    found = read_answers(submission.instance)
    return OpenedSubmission(
        id=submission.id,
        reference=submission.reference,
        service=submission.service,
        language=submission.language,
        form_id=submission.form_id,
        form_version=submission.form_version,
        consent=submission.consent,
        created=submission.created,
        received=received.received,
        kiosk=received.kiosk,
        key_id=received.key_id,
        digest=received.digest.hex(),
        instance=submission.instance.decode(),
        answers=_lines(found) if found else None,
        channel=submission.channel,
        location=submission.location,
        helped=[in_words(helper) for helper in submission.helped],
        attachments=[
            AttachmentLine(
                number=number, name=one.name, media_type=one.media_type, size=one.size, words=one.words
            )
            for number, one in enumerate(submission.attachments, 1)
        ],
    )


@router.get(
    "/{submission_id}/attachments/{number}",
    summary="Fetch an attachment",
    response_class=Response,
    responses={
        200: {"description": "The file.", "content": {"application/octet-stream": {}}},
        400: described("``number`` is none that an attachment can have."),
        404: described("No such attachment."),
        410: described("It was deleted: the detail says when."),
    },
)
def fetch_attachment(
    submission_id: str, number: Annotated[int, Path(ge=1, le=MAX_FILES)], parts: PartsOf, record: RecordOf
) -> Response:
    """One file, as it was sent."""
    result = download(parts, submission_id, number, record)
    return result.response() if isinstance(result, Refusal) else result


def _lines(answers: Answers) -> list[AnswerLine]:
    return [
        AnswerLine(groups=list(section.trail), name=answer.name, text=answer.text)
        for section in answers.sections
        for answer in section.answers
    ]
