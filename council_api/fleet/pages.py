"""The pages for IT: every kiosk, the worst first; one kiosk with what changed; and what may be done about it."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from council_api import kiosks, problems, rollout
from council_api.audit import Action, RecordOf
from council_api.credentials import STAFF_ONLY
from council_api.fleet import files, heartbeats, listing
from council_api.fleet.conditions import KINDS, LEVELS, STATES, ago
from council_api.fleet.forms import said
from council_api.fleet.heartbeats import SILENCE, STARTED, Change
from council_api.fleet.listing import SHOWN, Asked, Line
from council_api.fleet.settings import Fleet
from council_api.pages import rendered
from council_api.parts import Parts, PartsOf
from council_api.policy import read_policy
from council_api.problems import RefusedError
from kiosk.errors import CouncilError

router = APIRouter(prefix="/fleet", include_in_schema=False, dependencies=[STAFF_ONLY])


def _asked(
    words: Annotated[str, Query(alias="q", max_length=100)] = "",
    show: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Asked:
    return Asked(words.strip(), show if show in SHOWN else "", page)


AskedOf = Annotated[Asked, Depends(_asked)]


def _rules(parts: PartsOf) -> Fleet:
    try:
        return read_policy(parts.policy).fleet
    except CouncilError:
        return Fleet()  # the log says so at the next start; the page is for the kiosks


RulesOf = Annotated[Fleet, Depends(_rules)]


@router.get("")
def show_fleet(parts: PartsOf, rules: RulesOf, asked: AskedOf) -> Response:
    """Every kiosk, the worst first."""
    now = parts.clock()
    with parts.engine.connect() as connection:
        found = listing.listing(connection, rules, now, asked)
    return rendered(
        "fleet.html.jinja",
        asks=True,
        found=found,
        asked=asked,
        page=min(asked.page, found.pages),
        shown=SHOWN,
        levels=LEVELS,
        states=STATES,
        ago=partial(ago, now=now),
    )


@router.get("/kiosks.csv")
def kiosks_csv(parts: PartsOf, rules: RulesOf, asked: AskedOf) -> Response:
    """All that were asked for, a row each."""
    return _file("kiosks.csv", "text/csv", files.as_csv(_every(parts, rules, asked)))


@router.get("/kiosks.json")
def kiosks_json(parts: PartsOf, rules: RulesOf, asked: AskedOf) -> Response:
    """The same with all that each said of itself."""
    return _file("kiosks.json", "application/json", files.as_json(_every(parts, rules, asked)))


@router.get("/kiosks/{seq}")
def show_kiosk(seq: int, parts: PartsOf, rules: RulesOf) -> Response:
    """One kiosk: how it is, what to do, and what changed."""
    now = parts.clock()
    with parts.engine.connect() as connection:
        line = _found(listing.one(connection, rules, now, seq))
        changes = [(one.at, in_words(one)) for one in heartbeats.history(connection, seq)]
        rollouts = [
            (one, one.chooses(seq, line.name), rollout.admitted(connection, seq, one.what, one.version))
            for one in rollout.newest(connection, 10)
        ]
    return rendered(
        "fleet_kiosk.html.jinja",
        asks=True,
        line=line,
        levels=LEVELS,
        states=STATES,
        changes=changes,
        rollouts=rollouts,
        ago=partial(ago, now=now),
    )


@router.post("/kiosks/{seq}/revoke")
async def revoke(seq: int, request: Request, parts: PartsOf, rules: RulesOf, record: RecordOf) -> Response:
    """Take its credential away, when the box that asks whether to do so is ticked."""
    fields = await said(request)

    def do() -> None:
        with parts.engine.connect() as connection:
            line = _found(listing.one(connection, rules, parts.clock(), seq))
        record(Action.KIOSK_REVOKED, number=seq)
        try:
            kiosks.revoke(parts.engine, line.name, parts.clock())
        except CouncilError:
            raise RefusedError(problems.NOT_FOUND) from None  # somebody else did so just now

    if fields.text("sure") != "yes":
        return RedirectResponse(f"/fleet/kiosks/{seq}", HTTPStatus.SEE_OTHER)
    await run_in_threadpool(do)
    return RedirectResponse("/fleet", HTTPStatus.SEE_OTHER)


def in_words(change: Change) -> str:
    """What changed, for people."""
    if change.what == STARTED:
        return "It started."
    if change.what == SILENCE:
        since, until = datetime.fromisoformat(change.before), datetime.fromisoformat(change.after)
        return f"It was heard again, after {ago(since, until).removesuffix(' ago')}."
    if change.what in rollout.KINDS:
        return f"Its {change.what} is {change.after or 'none'}; before it was {change.before or 'none'}."
    words = KINDS[change.what].sentence if change.what in KINDS else change.what
    plain = words.replace(": {}", "").replace(" {}", "").replace("{}", "A key or certificate")
    return f"{'Begins' if change.after else 'Is over'}: {plain}"


def _found(line: Line | None) -> Line:
    if line is None:
        raise RefusedError(problems.NOT_FOUND)
    return line


def _every(parts: Parts, rules: Fleet, asked: Asked) -> Iterator[Line]:
    with parts.engine.connect() as connection:
        yield from listing.every(connection, rules, parts.clock(), asked)


def _file(name: str, kind: str, text: str) -> Response:
    return Response(text, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
