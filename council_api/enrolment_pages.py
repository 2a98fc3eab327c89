"""The page on which IT make places for kiosks, and see which are still open."""

from http import HTTPStatus

import segno
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from council_api import enrolments
from council_api.credentials import STAFF_ONLY, USER
from council_api.enrolment_making import make
from council_api.enrolment_sheet import Line
from council_api.enrolments import By, Place
from council_api.fleet.forms import said
from council_api.pages import rendered
from council_api.parts import Parts, PartsOf
from council_api.policy import read_policy
from kiosk.enrolment.codes import grouped
from kiosk.errors import CouncilError

PLACE = "/fleet/enrolments"
router = APIRouter(prefix=PLACE, include_in_schema=False, dependencies=[STAFF_ONLY])


@router.get("")
def show_places(parts: PartsOf) -> Response:
    """Those that no kiosk has taken yet."""
    return _page(parts)


@router.post("")
async def make_place(request: Request, parts: PartsOf) -> Response:
    """Make one: its code is on the page that comes, and nowhere again."""
    fields = await said(request)
    hours = fields.number("hours") or enrolments.HOURS
    replaces = fields.text("replaces") == "yes"
    place = Place(fields.text("name"), fields.text("location"), hours=hours, replaces=replaces)
    return await run_in_threadpool(_made, parts, place, _by(request))


@router.post("/end")
async def end_place(request: Request, parts: PartsOf) -> Response:
    """Take one back."""
    fields = await said(request)
    try:
        await run_in_threadpool(
            enrolments.end, parts.engine, fields.text("name"), parts.clock(), _by(request)
        )
    except CouncilError as error:
        return _page(parts, problem=str(error))
    return RedirectResponse(PLACE, HTTPStatus.SEE_OTHER)


def _by(request: Request) -> By:
    return By(USER, request.client.host if request.client else "")


def _made(parts: Parts, place: Place, by: By) -> Response:
    try:
        return _page(parts, line=make(parts, read_policy(parts.policy).enrolment, place, by))
    except CouncilError as error:
        return _page(parts, problem=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    parts: Parts, *, line: Line | None = None, problem: str = "", status: HTTPStatus = HTTPStatus.OK
) -> Response:
    made = None
    if line is not None:
        square = segno.make(line.offer.to_text(), error="m", micro=False)
        drawing = Markup(square.svg_inline(scale=5, border=4, light="#fff"))  # noqa: S704 of a code that is ours
        made = {"line": line, "code": grouped(line.offer.code), "square": drawing}
    return rendered(
        "enrolments.html.jinja",
        status,
        asks=True,
        made=made,
        problem=problem,
        places=enrolments.open_places(parts.engine, parts.clock()),
        hours=enrolments.HOURS,
        most_hours=enrolments.MOST_HOURS,
    )
