"""What council.toml says under [alerts]: who is told, of what, and when not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from council_api.fleet.conditions import KINDS
from kiosk.errors import CouncilError

ROLLOUT = "rollout"
"""The code of a roll-out that stopped by itself."""

CODES = (*KINDS, ROLLOUT)
_SELDOM = {"quiet", "never", "untold", "no-pin", "device", "swap"}
USUAL = tuple(code for code in CODES if code not in _SELDOM)
"""What is told of where council.toml does not say."""

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Alerts:
    """``urls`` are told of ``what``, but not between the two times of ``quiet`` in ``zone``: then it waits.

    ``site`` is where IT open these pages, for links; ``authority`` a file of certificates to trust besides the
    system's, in the data folder.
    """

    urls: tuple[str, ...] = ()
    what: tuple[str, ...] = USUAL
    quiet: tuple[time, time] | None = None
    zone: str = "Europe/London"
    site: str = ""
    authority: str = ""

    def told_at(self, now: datetime) -> datetime:
        """When what begins now is told: at once, or when the quiet hours are over."""
        if self.quiet is None:
            return now
        here = now.astimezone(ZoneInfo(self.zone))
        first, last = self.quiet
        inside = first <= here.time() < last if first <= last else not last <= here.time() < first
        if not inside:
            return now
        day = here.date() if here.time() < last else here.date() + _DAY
        return datetime.combine(day, last, here.tzinfo).astimezone(now.tzinfo)


def read(path: Path, section: Mapping[str, Any]) -> Alerts:
    """The section of the file. Raises CouncilError that names what cannot be used."""
    known = {"url", "what", "quiet", "zone", "site", "authority"}
    if strange := sorted(section.keys() - known):
        raise CouncilError(f"{path}: {strange[0]} is none of {', '.join(sorted(known))}.")
    urls, what = _words(path, section, "url"), _words(path, section, "what") or USUAL
    for url in urls:
        if not _is_address(url):
            raise CouncilError(f"{path}: url in [alerts] begins with https://, or is on this machine.")
    if unknown := [code for code in what if code not in CODES]:
        raise CouncilError(f"{path}: {unknown[0]} in [alerts] is none of {', '.join(CODES)}.")
    others = {name: section.get(name, "") for name in ("quiet", "site", "authority")}
    zone = section.get("zone", Alerts.zone)
    if not all(isinstance(value, str) for value in (*others.values(), zone)):
        raise CouncilError(f"{path}: quiet, zone, site and authority in [alerts] are words in quotes.")
    if others["quiet"]:
        _check_zone(path, zone)
    site, authority = others["site"].rstrip("/"), others["authority"]
    return Alerts(urls, what, _quiet(path, others["quiet"]), zone, site, authority)


def _words(path: Path, section: Mapping[str, Any], name: str) -> tuple[str, ...]:
    said = section.get(name, [])
    many = [said] if isinstance(said, str) else said
    if not isinstance(many, list) or not all(isinstance(one, str) for one in many):
        raise CouncilError(f"{path}: {name} in [alerts] is a list of words in quotes.")
    return tuple(dict.fromkeys(many))


def _quiet(path: Path, said: str) -> tuple[time, time] | None:
    if not said:
        return None
    found = _HOURS.fullmatch(said)
    if found is None:
        raise CouncilError(f'{path}: quiet in [alerts] is two times, as in "20:00-07:00".')
    first, last = (time(int(found[at]), int(found[at + 1])) for at in (1, 3))
    return (first, last) if first != last else None


def _check_zone(path: Path, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (OSError, ValueError) as error:  # a ZoneInfoNotFoundError is a KeyError
        raise CouncilError(f"{path}: zone in [alerts] is no time zone.") from error
    except KeyError as error:
        raise CouncilError(f"{path}: zone in [alerts] is no time zone that this machine knows.") from error


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url and parts.username is None
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    return known and plain and safe
