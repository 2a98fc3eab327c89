"""The council's side as pages, without script: what was received, and one submission with its answers."""

import re
from http import HTTPStatus

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from council_api import audit
from council_api.answers import MOST_CHARACTERS, read_answers
from council_api.audit import Action, RecordOf
from council_api.confirmations.turns import not_told, told
from council_api.credentials import STAFF_ONLY
from council_api.download import download
from council_api.helpers import came_by, in_words
from council_api.inbox_routes import Before
from council_api.pages import rendered
from council_api.parts import PartsOf
from council_api.problems import Refusal
from council_api.submissions import fetch, listing

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

router = APIRouter(prefix="/inbox", include_in_schema=False, dependencies=[STAFF_ONLY])


def is_page(path: str) -> bool:
    """Whether somebody with a browser is behind a request to ``path``."""
    return path in {"/", "/inbox", "/fleet"} or path.startswith(("/inbox/", "/fleet/"))


def refused(refusal: Refusal) -> Response:
    """A refusal as a page for a person."""
    heading = {
        HTTPStatus.NOT_FOUND: "Page not found",
        HTTPStatus.UNAUTHORIZED: "The inbox is locked",
        HTTPStatus.GONE: "This submission was deleted",
    }
    response = rendered(
        "refused.html.jinja",
        refusal.status,
        heading=heading.get(refusal.status, "This cannot be shown"),
        detail=refusal.detail,
    )
    response.headers.update(dict(refusal.headers))
    return response


@router.get("")
def show_list(parts: PartsOf, record: RecordOf, before: Before = None) -> Response:
    """What was received, newest first."""
    record(Action.LISTED)
    page = listing(parts.engine, before)
    return rendered(
        "list.html.jinja", page=page, first=before is None, not_told=not_told(parts.engine, parts.clock())
    )


@router.get("/audit")
def show_audit(parts: PartsOf, before: Before = None) -> Response:
    """Who read what, newest first."""
    page = audit.readings(parts.engine, before)
    older = page[-1].seq if len(page) == audit.PAGE else None
    return rendered("audit.html.jinja", page=page, older=older, first=before is None)


@router.get("/{submission_id}")
def show_submission(submission_id: str, parts: PartsOf, record: RecordOf) -> Response:
    """One submission: the answers, then how it was sent."""
    result = fetch(parts.engine, parts.keys, submission_id)
    if isinstance(result, Refusal):
        return refused(result)
    record(Action.OPENED, submission_id)
    submission = result.submission
    return rendered(
        "submission.html.jinja",
        it=submission,
        received=result,
        language=submission.language if _LANGUAGE.fullmatch(submission.language) else None,
        answers=read_answers(submission.instance),
        most_characters=MOST_CHARACTERS,
        told=told(parts.engine, submission_id),
        helpers=[in_words(helper) for helper in submission.helped],
        came_by=came_by(submission),
    )


@router.get("/{submission_id}/instance.xml")
def download_instance(submission_id: str, parts: PartsOf, record: RecordOf) -> Response:
    """The answers as OpenRosa instance XML, as a file: a browser must not run what is in it."""
    result = fetch(parts.engine, parts.keys, submission_id)
    if isinstance(result, Refusal):
        return refused(result)
    record(Action.DOWNLOADED, submission_id)
    name = {"Content-Disposition": f'attachment; filename="{result.submission.id}.xml"'}
    return Response(result.submission.instance, media_type="application/xml", headers=name)


@router.get("/{submission_id}/attachments/{number}")
def download_attachment(submission_id: str, number: int, parts: PartsOf, record: RecordOf) -> Response:
    """One file, to keep: a browser must not run what is in it."""
    result = download(parts, submission_id, number, record)
    return refused(result) if isinstance(result, Refusal) else result


def to_inbox() -> Response:
    """The bare address leads to the inbox."""
    return RedirectResponse("/inbox", HTTPStatus.TEMPORARY_REDIRECT)
