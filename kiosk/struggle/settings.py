"""The rules as they hold at this kiosk: ours, and over them what the council writes for it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.config import ASSETS
from kiosk.errors import ConfigError
from kiosk.struggle.rules import RULES, Numbers
from kiosk.struggle.scene import OFFERS

_FILE = "struggle.toml"
_LIMITS = "limits"


@dataclass(frozen=True)
class Struggle:
    """``limits`` hold for all; ``rules`` has the numbers of each rule, by its name and in the order they are asked."""

    limits: Numbers
    rules: Mapping[str, Numbers]


def load(folder: Path | None = None) -> Struggle:
    """Ours, with the tables of struggle.toml in ``folder`` over them where there is one.

    Raises ConfigError for a file, a table or a number that is not as ours are.
    """
    tables = _read(ASSETS / _FILE)
    own = folder / _FILE if folder is not None else None
    if own is not None and own.exists():
        for name, table in _read(own).items():
            if name not in tables or not isinstance(table, dict):
                raise ConfigError(f"{own} has a table {name!r} that Handrail does not know: mend its name.")
            tables[name] = {**tables[name], **_checked(own, name, table, tables[name])}
    return Struggle(tables[_LIMITS], {name: tables[name] for name in tables if name in RULES})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}. Mend it, or take it away.") from error


def _checked(path: Path, name: str, table: dict[str, Any], ours: Numbers) -> dict[str, Any]:
    for key, value in table.items():
        if key not in ours or _kind(value) is not _kind(ours[key]):
            raise ConfigError(f"{path}: {key} of [{name}] is not written as in our own {_FILE}.")
        if key == "offers" and not set(value) <= set(OFFERS):
            raise ConfigError(f"{path}: offers of [{name}] must be some of {', '.join(OFFERS)}.")
        if _kind(value) is float and value < 0:
            raise ConfigError(f"{path}: {key} of [{name}] must not be below 0.")
    return table


def _kind(value: object) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)
