"""The council's public keys that a bundle brings, each for a time, and which of them is in force.

``council-keys.toml``::

    [[key]]
    public_key = '''(PEM)'''
    not_before = 2026-12-01T00:00:00Z
    not_after = 2028-01-01T00:00:00Z
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kiosk.errors import BundleError

LONGEST_OFF = timedelta(days=500)
"""A clock that is further than this ahead of the bundle's own time is held to be wrong."""

_FIELDS = {"public_key", "not_before", "not_after"}


@dataclass(frozen=True)
class TimedKey:
    """A public key (PEM text) to seal to from ``not_before`` until ``not_after``."""

    public_key: str
    not_before: datetime
    not_after: datetime


def read_keys(file: Path) -> tuple[TimedKey, ...]:
    """The keys in a file as above. Raises BundleError that says what is wrong with it."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BundleError(f"{file.name} cannot be read: {error}.") from error
    rows = table.get("key")
    if set(table) != {"key"} or not isinstance(rows, list) or not rows:
        raise BundleError(f"{file.name} must have [[key]] tables and nothing else.")
    return tuple(_key(row, file.name) for row in rows)


def in_force(keys: Sequence[TimedKey], moment: datetime) -> TimedKey | None:
    """The key to seal to at ``moment``: of those in force the one that came last; None when there is none."""
    now = [key for key in keys if key.not_before <= moment < key.not_after]
    return max(now, key=lambda key: key.not_before, default=None)


def believable(clock: datetime, known: datetime) -> datetime:
    """The time to judge keys by. ``known`` is when the bundle began: signed, so certainly past.

    A clock before it, or years after it, is wrong, and a wrong clock must not close a kiosk: ``known`` stands in.
    """
    return clock if known <= clock <= known + LONGEST_OFF else known


def _key(row: object, name: str) -> TimedKey:
    if not isinstance(row, dict) or set(row) != _FIELDS or not isinstance(row["public_key"], str):
        raise BundleError(f"{name}: each [[key]] needs public_key, not_before and not_after.")
    key = TimedKey(row["public_key"], _moment(row["not_before"], name), _moment(row["not_after"], name))
    if key.not_before >= key.not_after:
        raise BundleError(f"{name}: a key ends before it begins. Give it a later not_after.")
    return key


def _moment(value: object, name: str) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    raise BundleError(f"{name}: write times as 2026-12-01T00:00:00Z, without quotes.")
