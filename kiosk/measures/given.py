"""What no kiosk can know and the council alone can say: what a kiosk costs, staff minutes, papers that came by post."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.errors import ConfigError

_NUMBERS = ("kiosks_a_month", "staff_an_hour")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Elsewhere:
    """How many dealt with one service in one month by other ways; None where nobody counted."""

    assisted: int | None = None
    call_back: int | None = None
    paper: int | None = None


@dataclass(frozen=True)
class Given:
    """[measures] in council.toml. What is not said stays unknown: it is shown as missing and never guessed.

    ``kiosks_a_month`` is what all kiosks cost in a month, and ``staff_an_hour`` an hour of staff time, both in
    pounds. ``staff_minutes`` are the minutes that staff spend on one submission, by service. ``elsewhere`` is by
    month ("2026-11") and service.
    """

    kiosks_a_month: float | None = None
    staff_an_hour: float | None = None
    staff_minutes: Mapping[str, float] = field(default_factory=dict)
    elsewhere: Mapping[str, Mapping[str, Elsewhere]] = field(default_factory=dict)

    def other_ways(self, month: str, service: str) -> Elsewhere:
        """What was counted of a service in a month."""
        return self.elsewhere.get(month, {}).get(service, Elsewhere())


def read(section: Mapping[str, Any]) -> Given:
    """The section as TOML gives it. Raises ConfigError that names what cannot be used."""
    unknown = sorted(section.keys() - {*_NUMBERS, "staff_minutes", "elsewhere"})
    if unknown:
        raise ConfigError(f"measures.{unknown[0]} is not known: take it out or mend its name.")
    for name in _NUMBERS:
        if name in section and not _is_number(section[name]):
            raise ConfigError(f"measures.{name} is an amount in pounds from 0 on, not {section[name]!r}.")
    minutes = _table(section, "staff_minutes")
    for service, each in minutes.items():
        if not _is_number(each):
            raise ConfigError(f"measures.staff_minutes.{service} is a number of minutes, not {each!r}.")
    elsewhere = {month: _month(month, table) for month, table in _table(section, "elsewhere").items()}
    amounts = {name: section.get(name) for name in _NUMBERS}
    return Given(**amounts, staff_minutes=minutes, elsewhere=elsewhere)


def _month(month: str, table: Any) -> Mapping[str, Elsewhere]:
    if not _MONTH.fullmatch(month) or not isinstance(table, dict):
        raise ConfigError(f"measures.elsewhere.{month} is not written as a month with its services: 2026-11.")
    return {
        service: _elsewhere(f"measures.elsewhere.{month}.{service}", one) for service, one in table.items()
    }


def _elsewhere(name: str, table: Any) -> Elsewhere:
    known = Elsewhere.__dataclass_fields__.keys()
    fits = isinstance(table, dict) and table.keys() <= known
    if not fits or any(type(count) is not int or count < 0 for count in table.values()):
        raise ConfigError(f"{name} counts people by {', '.join(known)} in whole numbers, not {table!r}.")
    return Elsewhere(**table)


def _table(section: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = section.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(f"measures.{name} is a section of its own, with a line for each service or month.")
    return table


def _is_number(value: object) -> bool:
    return type(value) in {int, float} and 0 <= float(str(value)) < float("inf")
