"""What council.toml says under [fleet]: from when on something is wrong with a kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk.errors import CouncilError


@dataclass(frozen=True)
class Fleet:
    """Thresholds.

    A kiosk that was not heard for ``quiet_minutes`` may be switched off; after ``silent_hours`` something is wrong:
    a council whose libraries close at weekends says 72. ``oldest_hours``: for how long something may wait in an
    outbox; ``disk_megabytes`` are to be free; ``clock_seconds`` a clock may be wrong; ``ends_days`` before its end a
    key or certificate is told of. ``history_days``: how long is kept what changed.
    """

    quiet_minutes: int = 15
    silent_hours: int = 24
    oldest_hours: int = 24
    disk_megabytes: int = 500
    clock_seconds: int = 300
    ends_days: int = 30
    history_days: int = 90

    @property
    def quiet(self) -> timedelta:
        """As a time."""
        return timedelta(minutes=self.quiet_minutes)

    @property
    def silent(self) -> timedelta:
        """As a time."""
        return timedelta(hours=self.silent_hours)


def read(path: Path, section: Mapping[str, Any]) -> Fleet:
    """The section of the file. Raises CouncilError that names what cannot be used."""
    known = {one.name for one in fields(Fleet)}
    for name, value in section.items():
        if name not in known:
            raise CouncilError(f"{path}: {name} is none of {', '.join(sorted(known))}.")
        if type(value) is not int or value < 1:
            raise CouncilError(f"{path}: {name} is a whole number from 1 on, not {value!r}.")
    return Fleet(**section)
