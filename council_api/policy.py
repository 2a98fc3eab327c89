"""What a council decides for itself, in ``council.toml`` in its data folder: how long it keeps, how much it lets in."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from council_api.alerts import settings as alerts
from council_api.alerts.settings import Alerts
from council_api.confirmations import settings as confirmations
from council_api.confirmations.settings import Confirmations
from council_api.enrolment_settings import Enrolment, read_enrolment
from council_api.fleet import settings as fleet
from council_api.fleet.settings import Fleet
from kiosk.errors import ConfigError, CouncilError
from kiosk.measures import given
from kiosk.measures.given import Given

_SECTIONS = ("retention", "kiosks", "confirmations", "measures", "enrolment", "fleet", "alerts")
_UNCLAIMED = 90
_CALLS = 30
_JOURNEYS = 400
_COMMENTS = 365


@dataclass(frozen=True)
class Retention:
    """Days until what was received is deleted.

    ``days`` by service, counted from when it was received; a service without a number is kept for ever, for what its
    consent promises is not known here. ``unclaimed``: for attachments whose submission never came. ``calls``: for
    the calls of people who wanted a person. ``journeys``: for how services went, of nobody; a year and a month, so
    that each month can be put beside the one a year before. ``comments``: for what people said after they had sent
    something, read or not.
    """

    days: Mapping[str, int] = field(default_factory=dict)
    unclaimed: int = _UNCLAIMED
    calls: int = _CALLS
    journeys: int = _JOURNEYS
    comments: int = _COMMENTS


@dataclass(frozen=True)
class Allowance:
    """How much one kiosk may send to one worker.

    So much at once as the longest outbox holds (ten thousand submissions, some with attachments), and then as much a
    minute as no queue of people makes: whoever took a kiosk's credential is slow, until it is revoked. A call is a
    new call for a person, not each word about it.
    """

    requests_at_once: int = 20_000
    requests_a_minute: int = 60
    bytes_at_once: int = 1024 * 1024 * 1024
    bytes_a_minute: int = 32 * 1024 * 1024
    calls_at_once: int = 20
    calls_a_minute: int = 2


@dataclass(frozen=True)
class Policy:
    """All of it; what the file does not say is as in these classes."""

    retention: Retention = field(default_factory=Retention)
    allowance: Allowance = field(default_factory=Allowance)
    confirmations: Confirmations = field(default_factory=Confirmations)
    measures: Given = field(default_factory=Given)
    enrolment: Enrolment = field(default_factory=Enrolment)
    fleet: Fleet = field(default_factory=Fleet)
    alerts: Alerts = field(default_factory=Alerts)


def read_policy(path: Path | None) -> Policy:
    """What the file says; there need be none. Raises CouncilError that names what cannot be used."""
    if path is None or not path.exists():
        return Policy()
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CouncilError(f"{path} cannot be read as TOML ({error}): put it right.") from error
    sections = {name: said.pop(name, {}) for name in _SECTIONS}
    for name, section in {**said, **{n: s for n, s in sections.items() if not isinstance(s, dict)}}.items():
        known = ", ".join(f"[{one}]" for one in sections)
        raise CouncilError(f"{path}: {name} ({section!r}) is no section of it: it has {known}.")
    retention, kiosks = sections["retention"], sections["kiosks"]
    days = retention.pop("days", {})
    if not isinstance(days, dict):
        raise CouncilError(f"{path}: write the days as a section [retention.days], a line for each service.")
    _check(path, days, None)
    _check(path, retention, {"unclaimed", "calls", "journeys", "comments"})
    _check(path, kiosks, {one.name for one in fields(Allowance)})
    told = confirmations.read(path, sections["confirmations"])
    try:
        measures = given.read(sections["measures"])
    except ConfigError as error:
        raise CouncilError(f"{path}: {error}") from error
    enrolment = read_enrolment(path, sections["enrolment"])
    kept, let_in = Retention(days, **retention), Allowance(**kiosks)
    rules, told_of = fleet.read(path, sections["fleet"]), alerts.read(path, sections["alerts"])
    return Policy(kept, let_in, told, measures, enrolment, rules, told_of)


def _check(path: Path, section: Mapping[str, Any], known: set[str] | None) -> None:
    for name, value in section.items():
        if known is not None and name not in known:
            raise CouncilError(f"{path}: {name} is none of {', '.join(sorted(known))}.")
        if type(value) is not int or value < 1:
            raise CouncilError(f"{path}: {name} is a whole number from 1 on, not {value!r}.")
