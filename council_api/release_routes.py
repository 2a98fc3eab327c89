"""What a kiosk may fetch: the newest release of its image or its program, file by file, piece by piece."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from council_api import problems
from council_api.credentials import KioskOf
from council_api.parts import Parts, PartsOf
from council_api.pieces import AskedOf, answer, answers
from council_api.releases import Offered, offered
from council_api.rollout import admitted
from kiosk.releases.release import MANIFEST

MEDIA_TYPE = "application/vnd.handrail.release"
router = APIRouter(prefix="/v1/releases", tags=["kiosk"])

DebianOf = Annotated[str, Query(description="The Debian that the program is to run on; none for an image.")]
ArchitectureOf = Annotated[str, Query(description="The kind of computer, as dpkg names it.")]
_NOTHING = "No such release was published, or this kiosk is to have it later."


@router.get(
    "/{kind}",
    summary="Fetch what the newest release says of itself",
    response_class=StreamingResponse,
    responses=answers(MEDIA_TYPE, _NOTHING),
)
def get_release(  # noqa: PLR0917  the framework gives them by name
    kind: str,
    kiosk: KioskOf,
    parts: PartsOf,
    asked: AskedOf,
    debian: DebianOf = "",
    architecture: ArchitectureOf = "amd64",
) -> Response:
    """The release.json of the newest image or program that this kiosk may have already (rollout.py).

    A kiosk believes its signature, not this server.
    """
    found = _newest(parts, kiosk, kind, debian, architecture)
    if found is None:
        return problems.NOT_FOUND.response()
    return answer(found.place / MANIFEST, f'"{found.release.digest}"', MEDIA_TYPE, asked)


@router.get(
    "/{kind}/{file}",
    summary="Fetch a file of the newest release",
    response_class=StreamingResponse,
    responses=answers(MEDIA_TYPE, _NOTHING),
)
def get_release_file(  # noqa: PLR0917  the framework gives them by name
    kind: str,
    file: str,
    kiosk: KioskOf,
    parts: PartsOf,
    asked: AskedOf,
    debian: DebianOf = "",
    architecture: ArchitectureOf = "amd64",
) -> Response:
    """Its signature (release.sig), or a file that its release.json names."""
    found = _newest(parts, kiosk, kind, debian, architecture)
    tag = found.files().get(file) if found is not None else None
    if found is None or tag is None:
        return problems.NOT_FOUND.response()
    return answer(found.place / file, f'"{tag}"', MEDIA_TYPE, asked)


def _newest(parts: Parts, kiosk: int, kind: str, debian: str, architecture: str) -> Offered | None:
    there = offered(parts.releases, kind, debian, architecture)
    if not there:
        return None
    with parts.engine.connect() as connection:
        mine = (one for one in there if admitted(connection, kiosk, kind, one.release.version))
        return next(mine, None)
