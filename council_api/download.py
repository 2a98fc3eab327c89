"""One attachment as a file for council staff: it is kept, never shown by the browser itself."""

from fastapi import Response

from council_api import problems
from council_api.attachments import fetch
from council_api.audit import Action, Record
from council_api.parts import Parts
from council_api.problems import Refusal
from council_api.submissions import fetch as fetch_submission
from kiosk.attachments.kinds import kind_called

_SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def download(parts: Parts, name: str, number: int, record: Record) -> Response | Refusal:
    """The attachment ``number`` of a whole submission; the refusal is ``not-found``, ``deleted`` or ``damaged``.

    ``record`` is told of it before.
    """
    received = fetch_submission(parts.engine, parts.keys, name)
    if isinstance(received, Refusal):
        return received
    if not 1 <= number <= len(received.submission.attachments):
        return problems.NOT_FOUND
    part = fetch(parts.engine, parts.keys, name, number)
    if (
        part is None
        or isinstance(part, Refusal)
        or part.listed != received.submission.attachments[number - 1]
    ):
        return problems.DAMAGED
    record(Action.ATTACHMENT, name, number)
    headers = {
        "Content-Disposition": f'attachment; filename="{part.listed.name}"',
        "Content-Security-Policy": _SANDBOX,
    }
    known = kind_called(part.listed.media_type)
    return Response(
        part.data, media_type=known.media_type if known else "application/octet-stream", headers=headers
    )


def called(media_type: str) -> str:
    """What people call this kind of file."""
    kind = kind_called(media_type)
    return kind.called if kind else media_type
