"""How a kiosk is, as it tells its council each five minutes: of the machine, and never of anybody who used it.

What says when somebody was there is told in whole hours. Nothing here names a service, a visit or a reference.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

FORMAT = 1
MOST_BYTES = 4096
"""Of one heartbeat as JSON."""

STATES = ("works", "read-only", "out-of-order")
"""``read-only``: its disk cannot be written to; ``out-of-order``: it can take no submissions."""

DEVICES = ("printer", "scanner", "camera", "headphones", "voice", "keys", "switches", "touch")
DEVICE_STATES = ("works", "untested", "failed", "missing", "paper", "jam", "cover", "ink", "away")
"""``untested``: nobody has tried it today; ``failed``: somebody has. The rest is what a printer says of itself."""

PROBLEMS = ("no-key", "swap", "no-pin")
"""No key to seal to is in force; memory is written to a disk; no staff PIN is set."""

ENDS = ("sealing_key", "bundle", "certificate")

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+~-]{0,39}|", re.ASCII)
_FAILED = re.compile(r"(?:bundle|image|program) [A-Za-z0-9][A-Za-z0-9.+~-]{0,39}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PLACE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{0,80}")
LAST_MOMENT = 4_102_444_800
"""Seconds since 1970 at the end of this century: no clock is that wrong."""

_MANY = 1_000_000
_HOURS = 1_000_000
_MEGABYTES = 1_000_000_000
MOST_FAILED = 8
"""Releases that did not come up: as many as a kiosk remembers (releases/ledger.py)."""


class HeartbeatError(ValueError):
    """What came is no heartbeat; its words say why, and repeat nothing of what came."""


@dataclass(frozen=True)
class Heartbeat:
    """One kiosk at one moment.

    Versions are "" where there is none; ``debian`` is the number of its Debian. ``on_for``, ``oldest`` (how long the
    longest in the outbox has waited) and ``accepted`` (how long ago the council took one last) are whole hours, None
    for none. ``disk`` is free megabytes. ``devices`` are those that it has. ``ends`` is when keys and certificates
    end, by ENDS. ``failed`` are releases that did not come up, as "image 1.2.0". ``started``: this is the first since
    the program started.
    """

    program: str
    image: str = ""
    bundle: str = ""
    debian: str = ""
    place: str = ""
    state: str = "works"
    on_for: int = 0
    queued: int = 0
    uncertain: int = 0
    held: int = 0
    oldest: int | None = None
    accepted: int | None = None
    disk: int = 0
    devices: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    ends: Mapping[str, date] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    started: bool = False

    def urgent(self) -> tuple[object, ...]:
        """What of it is told at once when it changes."""
        versions = (self.program, self.image, self.bundle, self.failed)
        return (*versions, self.state, self.problems, self.held > 0, sorted(self.devices.items()))


def written(beat: Heartbeat, at: datetime) -> bytes:
    """As it goes over the wire at the kiosk's own time ``at``, by which the council sees whether its clock is right."""
    body = {"format": FORMAT, "at": int(at.timestamp()), **kept(beat)}
    return json.dumps(body, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


def read(data: bytes) -> tuple[Heartbeat, datetime]:
    """The way back, and the time of the kiosk. Fields that are not known here are left out. Raises HeartbeatError."""
    try:
        found = json.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise HeartbeatError(f"it is no JSON object of {MOST_BYTES} bytes at most")
    if _number(FORMAT)(found.get("format"), "format") != FORMAT:
        raise HeartbeatError("this format is not known here")
    at = datetime.fromtimestamp(_number(LAST_MOMENT)(found.get("at"), "at"), UTC)
    fields = {name: check(found[name], name) for name, check in _CHECKS.items() if name in found}
    if not fields.get("program"):
        raise HeartbeatError("program is to be there")
    return Heartbeat(**fields), at


def kept(beat: Heartbeat) -> dict[str, Any]:
    """Its fields for JSON, without its time."""
    return asdict(beat) | {"ends": {kind: day.isoformat() for kind, day in beat.ends.items()}}


def stored(fields: Mapping[str, Any]) -> Heartbeat:
    """The way back, of what :func:`read` had checked before it was kept: unchecked."""
    ends = {kind: date.fromisoformat(day) for kind, day in fields["ends"].items()}
    lists = {name: tuple(fields[name]) for name in ("problems", "failed")}
    return Heartbeat(**{**fields, "ends": ends, **lists})


def _matching(value: object, what: str, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise HeartbeatError(f"{what} is not written as it is to be")
    return value


def _version(value: object, what: str) -> str:
    return _matching(value, what, _VERSION)


def _place(value: object, what: str) -> str:
    return _matching(value, what, _PLACE)


def _number(most: int) -> Callable[[object, str], int]:
    def check(value: object, what: str) -> int:
        whole = int(value) if isinstance(value, float) and value.is_integer() else value  # JSON has one kind
        if type(whole) is not int or not 0 <= whole <= most:
            raise HeartbeatError(f"{what} is a whole number from 0 to {most}")
        return whole

    return check


def _hours(value: object, what: str) -> int | None:
    return None if value is None else _number(_HOURS)(value, what)


def _state(value: object, what: str) -> str:
    if not isinstance(value, str) or value not in STATES:
        raise HeartbeatError(f"{what} is one of {', '.join(STATES)}")
    return value


def _devices(value: object, what: str) -> Mapping[str, str]:
    """A device or a word of a newer kiosk is left out."""
    known = _mapping(value, what, DEVICES)
    return {name: str(state) for name, state in known.items() if state in DEVICE_STATES}


def _ends(value: object, what: str) -> Mapping[str, date]:
    try:
        known = _mapping(value, what, ENDS)
        return {kind: date.fromisoformat(_matching(day, what, _DAY)) for kind, day in known.items()}
    except ValueError:  # a HeartbeatError is one
        raise HeartbeatError(f"{what} are ISO dates") from None


def _problems(value: object, what: str) -> tuple[str, ...]:
    told = _list(value, what)
    return tuple(one for one in PROBLEMS if one in told)


def _failed(value: object, what: str) -> tuple[str, ...]:
    told = _list(value, what)
    if len(told) > MOST_FAILED:
        raise HeartbeatError(f"{what} are {MOST_FAILED} at most")
    return tuple(_matching(one, what, _FAILED) for one in told)


def _flag(value: object, what: str) -> bool:
    if not isinstance(value, bool):
        raise HeartbeatError(f"{what} is true or false")
    return value


def _mapping(value: object, what: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise HeartbeatError(f"{what} is an object")
    return {name: value[name] for name in known if name in value}


def _list(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise HeartbeatError(f"{what} is a list")
    return value


_CHECKS: Mapping[str, Callable[[object, str], Any]] = {
    "program": _version,
    "image": _version,
    "bundle": _version,
    "debian": _version,
    "place": _place,
    "state": _state,
    "on_for": _number(_HOURS),
    "queued": _number(_MANY),
    "uncertain": _number(_MANY),
    "held": _number(_MANY),
    "oldest": _hours,
    "accepted": _hours,
    "disk": _number(_MEGABYTES),
    "devices": _devices,
    "problems": _problems,
    "ends": _ends,
    "failed": _failed,
    "started": _flag,
}
"""How each field is read: what is not here is left out."""
