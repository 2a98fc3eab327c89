"""What the staff's own page shows: counts and references, never a word that a visitor gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class HeldItem:
    """A submission that its destination refused for good, or that cannot be settled without a person.

    ``reason`` is a word of ours (offline_cache/delivery).
    """

    reference: str
    destination: str
    reason: str


@dataclass(frozen=True)
class Report:
    """How the kiosk stands. Times are the kiosk's own; ``contact`` is None when nobody answered since it started.

    ``bundle`` is the version of the services, 0 for those that the kiosk came with. ``works`` is whether it can
    take submissions at all.
    """

    works: bool
    waiting: int
    delivered: int
    oldest: datetime | None
    contact: datetime | None
    bundle: int
    held: tuple[HeldItem, ...] = ()


_REASONS: Mapping[str, str] = {
    "attachments-differ": "damaged",
    "cannot be looked up": "look",
    "cannot be opened": "key",
    "cannot-open": "key",
    "damaged": "damaged",
    "has files": "files",
    "no such service": "closed",
    "not found there": "look",
    "other bytes": "look",
    "other-bytes": "look",
    "status 410": "closed",
    "status 413": "large",
    "takes no reports": "closed",
    "too large": "large",
    "too-large": "large",
    "unknown-key": "key",
}


def why(reason: str) -> str:
    """The key of the words that tell staff why one is held and what to do."""
    told = "look" if reason.endswith("may have arrived") else _REASONS.get(reason, "other")
    return f"staff.reason.{told}"
