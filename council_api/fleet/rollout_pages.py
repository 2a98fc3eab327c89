"""The pages of roll-outs: which there are, how far each has come, and the buttons that move it."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from council_api import problems, rollout
from council_api.audit import Action, RecordOf
from council_api.credentials import STAFF_ONLY
from council_api.fleet import progress
from council_api.fleet.conditions import ago
from council_api.fleet.forms import Said, said
from council_api.fleet.pages import RulesOf
from council_api.pages import rendered
from council_api.parts import Parts, PartsOf
from council_api.problems import RefusedError
from council_api.rollout import KINDS, STAGES, Rollout
from kiosk.errors import CouncilError

router = APIRouter(prefix="/fleet/rollouts", include_in_schema=False, dependencies=[STAFF_ONLY])

_ACTS = ("go-on", "pause", "stop", "resume")


@router.get("")
def show_rollouts(parts: PartsOf) -> Response:
    """Every roll-out, and a form to start one."""
    return _page(parts, "")


def _page(parts: Parts, trouble: str, fields: Said | None = None) -> Response:
    with parts.engine.connect() as connection:
        found = rollout.newest(connection)
    wanted = fields or Said(b"")
    return rendered(
        "rollouts.html.jinja",
        HTTPStatus.UNPROCESSABLE_ENTITY if trouble else HTTPStatus.OK,
        asks=True,
        found=found,
        kinds=KINDS,
        trouble=trouble,
        said=wanted.text,
        stages=wanted.text("stages") or ", ".join(map(str, STAGES)),
        reasons=progress.REASONS,
        ago=partial(ago, now=parts.clock()),
    )


@router.post("")
async def start(request: Request, parts: PartsOf, record: RecordOf) -> Response:
    """Begin one. What cannot be is said above the form, with what was written still in it."""
    fields = await said(request)

    def do() -> int:
        stages = fields.items("stages")
        if not all(stage.isdecimal() for stage in stages):
            raise CouncilError("The stages are rising percents that end with 100, as in 5,25,100.")
        if not fields.text("version"):
            raise CouncilError("Write the version that is rolled out.")
        with parts.engine.begin() as connection:
            made = rollout.start(
                connection,
                fields.text("what"),
                fields.text("version"),
                now=parts.clock(),
                shares=[int(stage) for stage in stages],
                first=fields.items("first"),
                hours=fields.number("hours"),
            )
            progress.count_ill(connection, made)
        record(Action.ROLLOUT, number=made.seq)
        return made.seq

    try:
        seq = await run_in_threadpool(do)
    except CouncilError as error:
        return await run_in_threadpool(_page, parts, str(error), fields)
    return RedirectResponse(f"/fleet/rollouts/{seq}", HTTPStatus.SEE_OTHER)


@router.get("/{seq}")
def show_rollout(seq: int, parts: PartsOf, rules: RulesOf) -> Response:
    """One: its stages, who has it, who came back."""
    now = parts.clock()
    with parts.engine.connect() as connection:
        one = _found(connection, seq)
        found = progress.progress(connection, one, rules, now)
    return rendered(
        "rollout.html.jinja",
        asks=True,
        one=one,
        found=found,
        reasons=progress.REASONS,
        ago=partial(ago, now=now),
    )


@router.post("/{seq}/{act}")
async def move(seq: int, act: str, request: Request, parts: PartsOf, record: RecordOf) -> Response:
    """Do what the button says, if the roll-out is still as the page showed it."""
    fields = await said(request)
    if act not in _ACTS:
        raise RefusedError(problems.NOT_FOUND)

    def do() -> None:
        with parts.engine.connect() as connection:
            one = _found(connection, seq)
        if fields.number("stage") != one.stage or fields.text("state") != one.state.value:
            return
        record(Action.ROLLOUT, number=seq)
        now = parts.clock()
        acts: Mapping[str, Callable[[Connection, Rollout], bool]] = {
            "go-on": lambda connection, one: progress.go_on(connection, one, now),
            "pause": rollout.pause,
            "stop": rollout.stop,
            "resume": lambda connection, one: progress.resume(connection, one, now),
        }
        with parts.engine.begin() as connection:
            acts[act](connection, one)

    await run_in_threadpool(do)
    return RedirectResponse(f"/fleet/rollouts/{seq}", HTTPStatus.SEE_OTHER)


def _found(connection: Connection, seq: int) -> Rollout:
    one = rollout.find(connection, seq)
    if one is None:
        raise RefusedError(problems.NOT_FOUND)
    return one
