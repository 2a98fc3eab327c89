"""Giving out a file in the pieces that are asked for, and only to whom has another (RFC 9110 13 and 14)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Header, Response
from fastapi.responses import StreamingResponse

from council_api.problems import described

_BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
_TAG: dict[str, Any] = {
    "ETag": {"description": "Changes with the file.", "schema": {"type": "string"}, "required": True}
}


@dataclass(frozen=True)
class Asked:
    """What a request says of what it has and wants."""

    none_match: str | None
    if_range: str | None
    range: str | None

    @property
    def known(self) -> tuple[str, ...]:
        """The tags of what it has."""
        return tuple(part.strip() for part in (self.none_match or "").split(","))


async def _asked(
    if_none_match: Annotated[str | None, Header()] = None,
    if_range: Annotated[str | None, Header()] = None,
    range_: Annotated[str | None, Header(alias="Range")] = None,
) -> Asked:
    return Asked(if_none_match, if_range, range_)


AskedOf = Annotated[Asked, Depends(_asked)]
"""The parameter type of a route that gives out a file."""


def answers(media_type: str, nothing: str) -> dict[int | str, dict[str, Any]]:
    """What such a route may answer, for the OpenAPI document; ``nothing`` says when there is none."""
    binary = {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}, "headers": _TAG}
    return {
        200: {"description": "The whole file.", **binary},
        206: {"description": "The bytes of a Range; with If-Range only while it is the same.", **binary},
        304: {"description": "The kiosk has it already.", "headers": _TAG},
        401: described("No credential, or one that is unknown or revoked."),
        404: described(nothing),
        429: described("More than one kiosk can have: ask again after Retry-After seconds."),
        503: described("Busy: ask again after Retry-After seconds."),
    }


def answer(file: Path, tag: str, media_type: str, asked: Asked) -> Response:
    """The file, the piece of it that was asked for, or that it is known already. ``tag`` is in its quotes."""
    if tag in asked.known:
        return Response(status_code=304, headers={"ETag": tag})
    size = file.stat().st_size
    wish = _RANGE.fullmatch(asked.range or "")
    first = int(wish[1]) if wish else 0
    last = min(int(wish[2]) if wish and wish[2] else size - 1, size - 1)
    whole = wish is None or first > last or asked.if_range not in {None, tag}
    if whole:
        # A Range that makes no sense is left aside, as RFC 9110 14.2 allows.
        first, last = 0, size - 1
    headers = {"ETag": tag, "Content-Length": str(last - first + 1), "Accept-Ranges": "bytes"}
    if not whole:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    blocks = _blocks(file, first, last - first + 1)
    return StreamingResponse(blocks, 200 if whole else 206, headers, media_type=media_type)


def _blocks(file: Path, start: int, left: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        opened.seek(start)
        while left and (block := opened.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
