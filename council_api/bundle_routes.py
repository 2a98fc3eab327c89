"""What a kiosk may fetch: the newest bundle, piece by piece, and only when it has another."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from fastapi.responses import StreamingResponse

from council_api import problems
from council_api.bundles import newest
from council_api.credentials import KioskOf
from council_api.parts import PartsOf
from council_api.problems import described

MEDIA_TYPE = "application/vnd.handrail.bundle"
router = APIRouter(prefix="/v1", tags=["kiosk"])

_BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
_TAG: dict[str, Any] = {
    "ETag": {"description": "Changes with the bundle.", "schema": {"type": "string"}, "required": True}
}
_BINARY = {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}, "headers": _TAG}


@router.get(
    "/bundle",
    summary="Fetch the newest bundle",
    response_class=StreamingResponse,
    responses={
        200: {"description": "The signed bundle.", **_BINARY},
        206: {
            "description": "The bytes of a Range; with If-Range only while that is still the newest.",
            **_BINARY,
        },
        304: {"description": "The kiosk has it already.", "headers": _TAG},
        401: described("No credential, or one that is unknown or revoked."),
        404: described("Nothing was published yet."),
        429: described("More than one kiosk can have: ask again after Retry-After seconds."),
        503: described("Busy: ask again after Retry-After seconds."),
    },
)
def get_bundle(
    _kiosk: KioskOf,
    parts: PartsOf,
    if_none_match: Annotated[str | None, Header()] = None,
    if_range: Annotated[str | None, Header()] = None,
    range_: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The services, words and keys of highest version. A kiosk believes its signature, not this server."""
    file = newest(parts.bundles)
    if file is None:
        return problems.NOT_FOUND.response()
    tag = f'"{file.stem}"'
    if if_none_match is not None and tag in [part.strip() for part in if_none_match.split(",")]:
        return Response(status_code=304, headers={"ETag": tag})
    size = file.stat().st_size
    asked = _RANGE.fullmatch(range_ or "")
    first = int(asked[1]) if asked else 0
    last = min(int(asked[2]) if asked and asked[2] else size - 1, size - 1)
    whole = asked is None or first > last or if_range not in {None, tag}
    if whole:
        # A Range that makes no sense is left aside, as RFC 9110 14.2 allows.
        first, last = 0, size - 1
    headers = {"ETag": tag, "Content-Length": str(last - first + 1), "Accept-Ranges": "bytes"}
    if not whole:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    blocks = _blocks(file, first, last - first + 1)
    return StreamingResponse(blocks, 200 if whole else 206, headers, media_type=MEDIA_TYPE)


def _blocks(file: Path, start: int, left: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        opened.seek(start)
        while left and (block := opened.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
