"""How services do, for those who can change them: all services, one service, and the same figures as files."""

import re
from collections.abc import AsyncIterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response

from council_api import insight_files as files
from council_api import insight_words, published, watching
from council_api.audit import Action, RecordOf
from council_api.credentials import STAFF_ONLY
from council_api.insight import Insight, Service
from council_api.pages import rendered
from council_api.parts import Parts, PartsOf
from council_api.problems import Refusal, RefusedError
from council_api.published import Changed
from kiosk.errors import CouncilError
from kiosk.insight import saying
from kiosk.insight.changes import Change
from kiosk.insight.kinds import Pages, title_of

router = APIRouter(prefix="/inbox/insight", include_in_schema=False, dependencies=[STAFF_ONLY])

FIRST = 3
"""Places to change that are shown: more would be a list, and nobody's next step."""

PRINTED = 24
"""Pages of the funnel that are printed: those on which most people stopped or were held up."""

_STRANGE = re.compile(r"[^A-Za-z0-9._-]")

NO_FIGURES = Refusal(
    HTTPStatus.NOT_FOUND,
    "no-figures",
    "Nobody began this service in that month. Go back and choose another month.",
)


NO_SETTINGS = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "no-settings",
    "The council’s own settings cannot be read, so nothing can be worked out. Whoever looks after this computer finds "
    "out why with the command: python -m council_api report.",
)


async def _insight(request: Request) -> AsyncIterator[Insight]:
    # Async only to be called in place.
    try:
        yield cast("Insight", request.app.state.insight)
    except CouncilError as error:
        raise RefusedError(NO_SETTINGS) from error


InsightOf = Annotated[Insight, Depends(_insight)]
Asked = Annotated[str, Query(alias="month", pattern=r"^\d{4}-\d\d$|^$")]


@router.get("")
def show_services(insight: InsightOf, parts: PartsOf, record: RecordOf, asked: Asked = "") -> Response:
    """Every service with its four measures, and what to change first of all."""
    record(Action.INSIGHT)
    months = insight.months()
    if not months:
        return rendered("insight_none.html.jinja")
    month = _month(asked, months)
    found, words = insight.month(month), insight.wording()
    return rendered(
        "insight.html.jinja",
        asks=True,
        month=month,
        months=months,
        found=found,
        words=words,
        first=[
            (place, title_of(words.pages, place.figures.service, place.figures.page), saying.why(place))
            for place in found.overview.first[:FIRST]
        ],
        watched=[watching.in_words(one) for one in _watched(parts)],
        told=insight_words.told,
    )


@router.get("/open-data.csv")
def open_data_csv(insight: InsightOf, record: RecordOf, asked: Asked = "") -> Response:
    """The measures of a month as rows that may be published (K6)."""
    record(Action.INSIGHT)
    month = _known_month(asked, insight)
    return _file(f"measures-{month}.csv", files.month_csv(insight, month))


@router.get("/open-data.json")
def open_data_json(insight: InsightOf, record: RecordOf, asked: Asked = "") -> Response:
    """The same as JSON."""
    record(Action.INSIGHT)
    month = _known_month(asked, insight)
    return _file(f"measures-{month}.json", files.month_json(insight, month))


@router.get("/{service}/pages.csv")
def pages_csv(service: str, insight: InsightOf, record: RecordOf, asked: Asked = "") -> Response:
    """The pages of a service, a line each; a cell that is not to be shown is empty."""
    record(Action.INSIGHT)
    month, found = _service(service, insight, asked)
    return _file(f"{service}-{month}.csv", files.service_csv(found, service, month))


@router.get("/{service}/all.json")
def all_json(service: str, insight: InsightOf, record: RecordOf, asked: Asked = "") -> Response:
    """All that is known of a service."""
    record(Action.INSIGHT)
    month, found = _service(service, insight, asked)
    return _file(f"{service}-{month}.json", files.service_json(insight, found, service, month))


@router.get("/{service}")
def show_service(
    service: str, insight: InsightOf, parts: PartsOf, record: RecordOf, asked: Asked = ""
) -> Response:
    """One service: what to change first, and all that it follows from."""
    record(Action.INSIGHT)
    month, found = _service(service, insight, asked)
    words, of_all = insight.wording(), insight.month(month)
    worst = sorted(of_all.overview.figures[service].pages, key=lambda page: -(page.stopped + page.held))
    return rendered(
        "insight_service.html.jinja",
        asks=True,
        service=service,
        title=words.title(service),
        month=month,
        months=insight.months(),
        found=found,
        measures=of_all,
        summary=of_all.overview.summaries[service],
        first=[
            (title_of(words.pages, service, place.figures.page), saying.why(place))
            for place in of_all.overview.places(service)[:FIRST]
        ],
        changes=_told_changes(found.detail.changes, words.pages, parts.bundles),
        most=max((row.reached or 0 for row in found.detail.funnel), default=1) or 1,
        printed={page.page for page in worst[:PRINTED]},
        differs=[row for row in found.detail.equity if row.differs],
        told=insight_words.told,
    )


def _watched(parts: Parts) -> tuple[watching.Found, ...]:
    return watching.newest(parts.engine, parts.bundles, parts.clock()) if parts.bundles else ()


def _told_changes(
    changes: Sequence[Change], pages: Pages, bundles: Path | None
) -> list[tuple[str, str, list[str]]]:
    """Of each: when it was, the note of who published it, and what it did."""
    history = published.changes(published.published(bundles)) if bundles and changes else ()
    return [_told_change(change, pages, history) for change in changes]


def _told_change(change: Change, pages: Pages, history: Sequence[Changed]) -> tuple[str, str, list[str]]:
    sides = (change.before.variant, change.after.variant) if change.together else ("before", "after")
    note = next(
        (
            one.published.note
            for one in reversed(history)
            if one.service == change.service and change.after.form in one.after
        ),
        "",
    )
    did = [saying.did(effect, pages, change.service, sides) for effect in change.effects]
    return saying.changed(change), note, did or [saying.TOO_FEW]


def _month(asked: str, months: tuple[str, ...]) -> str:
    return asked if asked in months else months[0]


def _known_month(asked: str, insight: Insight) -> str:
    """As _month, but never another than was asked for: a file has to be of what its name says."""
    months = insight.months()
    if not months or (asked and asked not in months):
        raise RefusedError(NO_FIGURES)
    return asked or months[0]


def _service(service: str, insight: Insight, asked: str) -> tuple[str, Service]:
    month = _known_month(asked, insight)
    found = insight.service(month, service)
    if found is None:
        raise RefusedError(NO_FIGURES)
    return month, found


def _file(name: str, text: str) -> Response:
    name = _STRANGE.sub("-", name)  # a kiosk may have called a service anything
    kind = "text/csv" if name.endswith(".csv") else "application/json"
    return Response(text, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
