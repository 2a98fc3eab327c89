"""Has the council told how this kiosk is: what the staff console shows, as counts, versions and codes alone."""

import os
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from kiosk import memory
from kiosk.cli.council_line import council_line
from kiosk.cli.office import Office
from kiosk.config import Config
from kiosk.content import Content
from kiosk.errors import ConfigError
from kiosk.heartbeat import Heartbeat
from kiosk.releases.here import read_here
from kiosk.releases.ledger import FOLDER, read_ledger
from kiosk.releases.release import IMAGE
from kiosk.staff import Ending, Report

if TYPE_CHECKING:
    from offline_cache.heartbeat_line import HeartbeatLine
    from offline_cache.heartbeats import Heartbeats

_MEGABYTE = 1024 * 1024
_HOUR = 3600
_PLACE = 80


def give_heartbeat(config: Config, office: Office, content: Content) -> "Heartbeats":
    """Begins to tell, in a thread; the result is to be stopped when the window has gone."""
    from offline_cache.heartbeats import Heartbeats  # noqa: PLC0415 after the first paint

    def gather() -> Heartbeat:
        return heartbeat(config, office.report().result(), content, has_pin=office.has_pin())

    told = Heartbeats(gather, partial(_council, config), time.monotonic, SystemRandom().uniform)
    told.start()
    return told


def heartbeat(
    config: Config, report: Report, content: Content, *, has_pin: bool, updates: Path = FOLDER
) -> Heartbeat:
    """What is told of a kiosk that stands as ``report`` says. ``updates`` is the folder of releases that came."""
    from kiosk.cli.bundle import app  # noqa: PLC0415 the window's thread does not wait for it

    program = app()
    here = read_here(program)
    return Heartbeat(
        program=program,
        image=here.version if here.kind == IMAGE else "",
        bundle=str(report.bundle or ""),
        debian=here.debian,
        place=config.location[:_PLACE],
        state=_state(config.data, works=report.works),
        on_for=int(report.on_for // _HOUR),
        queued=report.waiting - report.uncertain,
        uncertain=report.uncertain,
        held=len(report.held),
        oldest=_hours(report.oldest, report.at),
        accepted=_hours(report.accepted, report.at),
        disk=report.disk // _MEGABYTE,
        devices=dict(_devices(config, report.printer, report.tested)),
        problems=tuple(_problems(content, report.at, has_pin=has_pin)),
        ends=_ends(report.ends),
        failed=tuple(f"{one.kind} {one.version}" for one in read_ledger(updates).failed),
    )


def _state(data: Path, *, works: bool) -> str:
    try:
        read_only = bool(os.statvfs(data).f_flag & os.ST_RDONLY)
    except OSError:
        read_only = True
    return "read-only" if read_only else "works" if works else "out-of-order"


def _hours(since: datetime | None, now: datetime) -> int | None:
    if since is None:
        return None
    return max(int((now - since.astimezone()).total_seconds() // _HOUR), 0)


def _ends(endings: tuple[Ending, ...]) -> Mapping[str, date]:
    """The first end of each kind; of keys, which follow one another, the last: until then there is one."""
    found: dict[str, date] = {}
    for one in sorted(endings, key=lambda ending: ending.at):
        day = one.at.astimezone(UTC).date()
        found[one.kind] = day if one.kind == "sealing_key" else found.get(one.kind, day)
    return found


def _devices(config: Config, printer: str, tested: Mapping[str, bool]) -> Iterator[tuple[str, str]]:
    """Those that it has: as the printer tells it, else by what came of today's tests."""
    from kiosk.speech.voices import VOICES, installed  # noqa: PLC0415 loaded already, with the voice

    has = {"scanner": bool(config.scanner), "camera": bool(config.camera)}
    for name in ("scanner", "camera", "headphones", "keys", "switches", "touch"):
        if has.get(name, True):
            result = tested.get(name)
            yield name, "untested" if result is None else "works" if result else "failed"
    if printer:
        yield "printer", "failed" if tested.get("printer") is False and printer == "works" else printer
    if config.voice != "silent":
        there = config.voice in VOICES and installed(config.voice)
        failed = tested.get("voice") is False
        yield "voice", "missing" if not there else "failed" if failed else "works"


def _problems(content: Content, now: datetime, *, has_pin: bool) -> Iterator[str]:
    if content.sealing_key(now.astimezone(UTC)) is None:
        yield "no-key"
    if memory.swapped_to():
        yield "swap"
    if not has_pin:
        yield "no-pin"


def _council(config: Config) -> "HeartbeatLine | None":
    from offline_cache.heartbeat_line import HeartbeatLine  # noqa: PLC0415 loads requests, and this is another thread

    try:
        council = council_line(config)
    except ConfigError:
        return None  # the outbox says so
    return HeartbeatLine(*council, now=lambda: datetime.now(UTC)) if council is not None else None
