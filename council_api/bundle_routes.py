"""What a kiosk may fetch: the newest bundle, piece by piece, and only when it has another."""

import re
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from council_api import problems
from council_api.bundles import kept, version_of
from council_api.credentials import KioskOf
from council_api.parts import Parts, PartsOf
from council_api.pieces import AskedOf, answer, answers
from council_api.rollout import admitted

MEDIA_TYPE = "application/vnd.handrail.bundle"
router = APIRouter(prefix="/v1", tags=["kiosk"])

_TAG_OF = re.compile(r'"\d{16}-[0-9a-f]{16}"')


@router.get(
    "/bundle",
    summary="Fetch the newest bundle",
    response_class=StreamingResponse,
    responses=answers(MEDIA_TYPE, "Nothing was published yet."),
)
def get_bundle(kiosk: KioskOf, parts: PartsOf, asked: AskedOf) -> Response:
    """The services, words and keys of highest version that this kiosk may have already (rollout.py).

    A kiosk believes its signature, not this server.
    """
    file = _offered(parts, kiosk)
    if file is None:
        return problems.NOT_FOUND.response()
    tag = f'"{file.stem}"'
    # One that has a newer one, of a roll-out that was stopped, keeps it: nothing goes back.
    has = max((one for one in asked.known if _TAG_OF.fullmatch(one)), default="")
    if has >= tag:
        return Response(status_code=304, headers={"ETag": has})
    return answer(file, tag, MEDIA_TYPE, asked)


def _offered(parts: Parts, kiosk: int) -> Path | None:
    there = kept(parts.bundles) if parts.bundles is not None and parts.bundles.is_dir() else []
    with parts.engine.connect() as connection:
        mine = (one for one in reversed(there) if admitted(connection, kiosk, "bundle", version_of(one)))
        return next(mine, None)
