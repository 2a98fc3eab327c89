"""The bytes that come with a request: no more than may be, and those whose digest came with them."""

import base64
import hashlib
import re

from fastapi import Request

from council_api import problems
from council_api.problems import Refusal, RefusedError

_SHA_256 = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):")


async def read_body(
    request: Request,
    media_type: str,
    most: int,
    otherwise: Refusal,
    too_large: Refusal = problems.TOO_LARGE,
) -> bytes:
    """What was sent. Raises RefusedError for another type (``otherwise``) and for more than ``most`` bytes."""
    headers = request.headers
    if headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise RefusedError(otherwise)
    announced = headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > most:
        raise RefusedError(too_large)
    chunks, size = [], 0
    async for chunk in request.stream():
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            raise RefusedError(too_large)
    return b"".join(chunks)


def checked_digest(request: Request, body: bytes) -> bytes:
    """The SHA-256 of ``body``. Raises RefusedError when it came with that of other bytes."""
    digest = hashlib.sha256(body).digest()
    said = _SHA_256.search(request.headers.get("repr-digest", ""))
    if said and said[1] != base64.b64encode(digest).decode():
        raise RefusedError(problems.CHANGED)
    return digest
