"""What a kiosk may know of how other people fared: how many finished a form, and how long it took."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from council_api.credentials import KioskOf
from council_api.figures import FiguresOfDay, tag
from council_api.problems import described

router = APIRouter(prefix="/v1", tags=["kiosk"])

_TAG: dict[str, Any] = {
    "ETag": {"description": "The SHA-256 of it, in hex.", "schema": {"type": "string"}, "required": True}
}


class FigureTold(BaseModel):
    """Of one form of one service; ``here``: at the very kiosk that asks. ``minutes`` is 0 for less than 5."""

    service: str
    form: str
    here: bool
    tenths: int
    minutes: int


class FiguresTold(BaseModel):
    """All that one kiosk is told, and the day on which it was worked out."""

    day: str
    figures: list[FigureTold]


@router.get(
    "/figures",
    summary="Fetch how many people finished each form, and in how long",
    response_model=FiguresTold,
    responses={
        200: {"description": "From 50 visits up, and never a discouraging one.", "headers": _TAG},
        304: {"description": "The kiosk has it already.", "headers": _TAG},
        401: described("No credential, or one that is unknown or revoked."),
        429: described("More than one kiosk can have: ask again after Retry-After seconds."),
        503: described("Busy: ask again after Retry-After seconds."),
    },
)
async def get_figures(
    kiosk: KioskOf, request: Request, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """How other people fared. Of nobody: numbers that every kiosk may show to everybody."""
    figures: FiguresOfDay = request.app.state.figures
    body = await run_in_threadpool(figures.of, kiosk)
    found = {"ETag": tag(body)}
    if if_none_match is not None and found["ETag"] in [one.strip() for one in if_none_match.split(",")]:
        return Response(status_code=304, headers=found)
    return Response(body, headers=found, media_type="application/json")
